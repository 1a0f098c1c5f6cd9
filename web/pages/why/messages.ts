import { z } from "zod";
import type { Language, StudioId } from "../../../domain/ids.ts";
import { type DeliveryView, logEntry } from "../../../projections/queries.ts";
import type { Application } from "../../application.ts";
import { inWords } from "../fact_words.ts";

/** Messages on one page. */
export const MESSAGES_LISTED = 50;

const states = ["attempting", "succeeded", "failed", "abandoned", "skipped", "replayed"] as const;

/** Which messages the address asks for; what cannot be read asks for all. */
export const MessagesQuery = z.object({
  reactor: z.string().regex(/^[a-z_]{1,60}$/).optional().catch(undefined),
  state: z.enum(states).optional().catch(undefined),
  page: z.coerce.number().int().min(1).catch(1),
});

/** A message or call to the outside, with every fact about it and the one that called for it. */
export interface ExplainedMessage {
  delivery: DeliveryView;
  facts: { id: string; time: string; words: string }[];
  cause: Cause | null;
}

/** The fact that called for something. */
export interface Cause {
  id: string;
  words: string;
  time: string;
}

/** Why each of these was sent, skipped, repeated or abandoned: its own facts, and its cause. */
export async function explainMessages(
  app: Pick<Application, "db" | "store" | "codec">,
  studioId: StudioId,
  deliveries: readonly DeliveryView[],
  locale: Language,
): Promise<ExplainedMessage[]> {
  return await Promise.all(deliveries.map(async (delivery) => {
    const facts = app.codec.decodeBlank(await Array.fromAsync(app.store.read(`delivery-${delivery.id}`)));
    const causationId = facts[0]?.meta.causationId;
    return {
      delivery,
      facts: facts.map(({ id, type, data, recordedAt }) => ({
        id,
        time: recordedAt,
        words: inWords({ type, data: data as Record<string, unknown> }, locale),
      })),
      cause: causationId ? await causeOf(app, studioId, causationId, locale) : null,
    };
  }));
}

/** A fact of this studio in words; null when it has none of that id. */
export async function causeOf(
  { db, store, codec }: Pick<Application, "db" | "store" | "codec">,
  studioId: StudioId,
  id: string,
  locale: Language,
): Promise<Cause | null> {
  const entry = await logEntry(db, id);
  if (entry?.studioId !== studioId) return null;
  const [fact] = codec.decodeBlank(
    await Array.fromAsync(store.read(entry.stream, { from: entry.revision, limit: 1 })),
  );
  if (!fact) return null;
  const words = inWords({ type: fact.type, data: fact.data as Record<string, unknown> }, locale);
  return { id, words, time: fact.recordedAt };
}
