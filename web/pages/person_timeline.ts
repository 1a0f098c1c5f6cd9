import type { Tone } from "../../components/Badge.tsx";
import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import { deliveriesOfRegistration, listLog, type RegistrationView, standingOf } from "../../projections/queries.ts";
import type { Application } from "../application.ts";
import { inWords } from "./fact_words.ts";
import { messageName, skipReason } from "./message_names.ts";

/** Something that happened to a registration, a message that was made or not, or one that is planned. */
export interface PersonMoment {
  id: string;
  /** ISO 8601 UTC. */
  at: string;
  what: "happened" | "message" | "planned";
  /** Type of the domain event, or kind of the message. */
  name: string;
  /** How the message stands; of what happened, null. */
  state: string | null;
  /** Why a message was not made or did not arrive. */
  reason: string | null;
  /** All of it in words, in the reader's language. */
  text: string;
  tone?: Tone;
}

/** Happenings of one registration that are told at most. */
const MOST = 100;
/** Streams that tell of a registration: the event's, and the person's, for what was sent to them by hand. */
const told: ReadonlySet<string> = new Set(["event", "person"]);

type Sources = Pick<Application, "db" | "store" | "codec" | "timelines">;

/**
 * Everything that happened to one registration, was sent and is to be sent, the latest first. Facts are read as they stand
 * in the log, of erased people without their data.
 */
export async function personTimeline(
  app: Sources,
  { studioId, registration, language }: { studioId: string; registration: RegistrationView; language: Language },
): Promise<PersonMoment[]> {
  const moments = await Promise.all([
    happened(app, studioId, registration.id, language),
    messages(app, registration.id, language),
    registration.status === "confirmed" ? planned(app, registration.eventId, language) : [],
  ]);
  return moments.flat().sort((a, b) => b.at.localeCompare(a.at));
}

async function happened(
  { db, store, codec }: Sources,
  studioId: string,
  registrationId: string,
  language: Language,
): Promise<PersonMoment[]> {
  const entries = (await listLog(db, { studioId, registrationId, limit: MOST }))
    .filter(({ category }) => told.has(category));
  const recorded = await Promise.all(
    entries.map(({ stream, revision }) => Array.fromAsync(store.read(stream, { from: revision, limit: 1 }))),
  );
  const facts = await codec.decodePage(recorded.flat());
  return facts.map((fact, n) => ({
    id: entries[n]!.eventId,
    at: entries[n]!.occurredAt,
    what: "happened",
    name: entries[n]!.type,
    state: null,
    reason: null,
    text: inWords(fact as unknown as Parameters<typeof inWords>[0], language),
  }));
}

async function messages({ db }: Sources, registrationId: string, language: Language): Promise<PersonMoment[]> {
  const t = translator(language);
  return (await deliveriesOfRegistration(db, registrationId)).map(
    (delivery) => {
      const { id, key, error, skipReason: skipped, updatedAt } = delivery;
      const state = standingOf(delivery);
      const name = key.split(":")[0]!;
      const why = error ?? (skipped && skipReason(skipped, language));
      const what = `${t("desk.message", { what: messageName(name, language) })}: ${t(`desk.delivery.${state}`)}`;
      return {
        id,
        at: updatedAt,
        what: "message",
        name,
        state,
        reason: error ?? skipped ?? null,
        text: why ? `${what} · ${why}` : what,
        tone: state === "abandoned" || state === "bounced" ? "negative" : undefined,
      };
    },
  );
}

async function planned({ timelines }: Sources, eventId: string, language: Language): Promise<PersonMoment[]> {
  const t = translator(language);
  return (await timelines.of(eventId)).messages
    .filter(({ kind, elapsed, held }) => isForPeople(kind) && !elapsed && held !== "skipped")
    .map(({ kind, due, held, message }) => {
      const state = held === "paused" ? "paused" : "planned";
      const stands = t(held === "paused" ? "timeline.held.paused" : "desk.delivery.planned");
      return {
        id: message,
        at: due,
        what: "planned",
        name: kind,
        state,
        reason: null,
        text: `${t("desk.message", { what: messageName(kind, language) })}: ${stands}`,
      };
    });
}

function isForPeople(kind: string): boolean {
  return kind === "reminder" || kind === "room_opens" || kind.startsWith("follow_up");
}
