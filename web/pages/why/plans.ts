import type { AnyFact } from "../../../domain/catalogue.ts";
import type { Language, StudioId } from "../../../domain/ids.ts";
import { isKnown } from "../../../event_store/codec.ts";
import { factsOfStream } from "../../../projections/event_history.ts";
import type { MomentHistory } from "../../../reactors/moment_history.ts";
import type { PlannedDelivery, PlansOf } from "../../../reactors/plans.ts";
import type { Application } from "../../application.ts";
import { inWords } from "../fact_words.ts";
import { type Cause, causeOf } from "./messages.ts";

/** Planned deliveries on a page, at most. */
const LISTED = 100;
/** Facts of an event that are not about people, at most. */
const MOST_FACTS = 1_000;

export interface ExplainedPlan {
  plan: PlannedDelivery;
  cause: Cause | null;
}

/** What is planned and not made yet, with what called for it. */
export async function explainPlans(
  app: Pick<Application, "db" | "store" | "codec" | "plans">,
  of: Omit<PlansOf, "studioId">,
  studioId: StudioId,
  locale: Language,
): Promise<ExplainedPlan[]> {
  const plans = await app.plans.deliveries({ studioId, ...of }, LISTED);
  return await Promise.all(
    plans.map(async (plan) => ({ plan, cause: await causeOf(app, studioId, plan.causeId, locale) })),
  );
}

/** A moment that a reactor waits for, or did, and how it came to be when it is. */
export interface ExplainedMoment {
  reactor: string;
  about: MomentHistory["about"];
  state: "waiting" | "elapsed" | "gone";
  steps: { factId: string; words: string; before: string | null; due: string | null }[];
}

/** The moments of an event up to a moment, each with the facts that planned, moved and dropped it. */
export async function explainMoments(
  app: Pick<Application, "plans">,
  { eventId, facts, at, locale }: { eventId: string; facts: readonly AnyFact[]; at: string; locale: Language },
): Promise<ExplainedMoment[]> {
  const words = new Map(facts.map(({ id, type, data }) => [id, inWords({ type, data: data as Told }, locale)]));
  const moments = await app.plans.history(facts, eventId);
  return moments.map(({ reactor, about, steps }) => {
    const due = steps.at(-1)!.due;
    return {
      reactor,
      about: withoutIds(about),
      state: due === null ? "gone" : due <= at ? "elapsed" : "waiting",
      steps: steps.map((step, n) => ({
        ...step,
        words: words.get(step.factId) ?? "",
        before: steps[n - 1]?.due ?? null,
      })),
    };
  });
}

type Told = Readonly<Record<string, unknown>>;

/** What tells one moment from another to a reader. */
function withoutIds(about: MomentHistory["about"]): MomentHistory["about"] {
  return Object.fromEntries(Object.entries(about).filter(([name]) => !name.endsWith("Id")));
}

/** The facts of an event that are about no registration, up to a moment, oldest first; those about people are not read. */
export async function factsOfEvent(
  { db, store, codec }: Pick<Application, "db" | "store" | "codec">,
  eventId: string,
  at: string,
): Promise<AnyFact[]> {
  const stream = `event-${eventId}`;
  const entries = await factsOfStream(db, { stream, limit: MOST_FACTS });
  const recorded = await Promise.all(
    entries.toReversed().map(({ revision }) => Array.fromAsync(store.read(stream, { from: revision, limit: 1 }))),
  );
  return codec.decodeBlank(recorded.flat()).filter(isKnown).filter(({ recordedAt }) => recordedAt <= at);
}
