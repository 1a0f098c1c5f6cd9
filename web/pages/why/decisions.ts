import type { Fact } from "../../../domain/fact.ts";
import type { RegistrationId } from "../../../domain/ids.ts";
import type { VirtualEvent } from "../../../domain/virtual_event/state.ts";
import { virtualEvent } from "../../../domain/virtual_event/virtual_event.ts";
import { isKnown } from "../../../event_store/codec.ts";
import { DECLINED } from "../../../event_store/folded.ts";
import type { Application } from "../../application.ts";
import { factsUntil, foldStream } from "../folded_stream.ts";
import { type ExplainedPrice, priceOf } from "./price.ts";

/** What the event looked like to the rules right before a fact. */
export interface Situation {
  capacity: number | null;
  taken: number;
  waiting: number;
}

/** One fact that made a registration what it is. */
export interface Decision {
  fact: Fact;
  /** Why: the rule's own name where the fact has one, else what follows from the situation. */
  rule: Rule | string;
  situation: Situation;
  /** Place in the line afterwards; null for who does not wait. */
  rank: number | null;
  rankBefore: number | null;
}

export type Rule = typeof rules[number];
/** Rules by which a registration comes to stand as it does. */
export const rules = [
  "asked",
  "seat_free",
  "no_seat",
  "first_in_line",
  "offer",
  "approval",
  "organiser",
  "own_wish",
  "person_erased",
  "others_left",
  "other",
] as const;

/** How a registration came to stand as it does. */
export interface History {
  decisions: Decision[];
  status: string;
  rank: number | null;
  /** What the place cost when it was asked for, and why; null: nobody asked for it in this event. */
  price: ExplainedPrice | null;
}

/**
 * Folds an event's stream up to a moment and keeps what decided about one registration, or moved it in the line. What came
 * before it was asked for is folded without looking.
 */
export async function decisionsOn(
  { store, codec }: Pick<Application, "store" | "codec">,
  { eventId, registrationId, at, first, last }: {
    eventId: string;
    registrationId: string;
    at: string;
    /** Revisions of the first and the newest fact about it. */
    first: number;
    last: number;
  },
): Promise<History> {
  const stream = `event-${eventId}`;
  const id = registrationId as RegistrationId;
  const start = first > 0 ? await foldStream({ store, codec }, stream, { revision: first - 1 }) : null;
  let state = (start?.state ?? virtualEvent.initial()) as VirtualEvent;
  let rank: number | null = null;
  let price: ExplainedPrice | null = null;
  const decisions: Decision[] = [];
  for await (const page of factsUntil(store, stream, { at }, first)) {
    for (const fact of codec.decodeBlank(page)) {
      if (!isKnown(fact) || fact.type === DECLINED) continue;
      const situation = situationOf(state);
      state = virtualEvent.evolve(state, fact as Parameters<typeof virtualEvent.evolve>[1]);
      const own = concerns(fact, id);
      const now: number | null = own || rank !== null && mayMove(fact.type) ? rankOf(state, id) : rank;
      if (own || now !== rank) {
        decisions.push({ fact, rule: ruleOf(fact, own), situation, rank: now, rankBefore: rank });
      }
      if (own && fact.type === "RegistrationRequested") price = priceOf(state, fact.meta.occurredAt);
      rank = now;
    }
    // whoever does not wait is moved by nothing but facts of their own
    if (rank === null && page.at(-1)!.revision >= last) break;
  }
  const status = state.lifecycle === "none" ? undefined : state.seats.registrations.get(id)?.status;
  return { decisions, status: status ?? "none", rank, price };
}

function situationOf(state: VirtualEvent): Situation {
  if (state.lifecycle === "none") return { capacity: null, taken: 0, waiting: 0 };
  const { capacity, seats } = state;
  return { capacity, taken: seats.taken, waiting: seats.line.size };
}

function concerns({ data }: Fact, id: string): boolean {
  const { registrationId, toRegistrationId } = data as { registrationId?: string; toRegistrationId?: string };
  return registrationId === id || toRegistrationId === id;
}

/** Only these change who waits where. */
function mayMove(type: string): boolean {
  return type.startsWith("Registration") || type.startsWith("Waitlist");
}

function rankOf(state: VirtualEvent, id: RegistrationId): number | null {
  if (state.lifecycle === "none") return null;
  const { line, registrations } = state.seats;
  const seat = registrations.get(id);
  if (seat?.status !== "waitlisted") return null;
  return line.entries().filter(([turn]) => turn <= seat.turn).length;
}

function ruleOf({ type, data, meta }: Fact, own: boolean): Rule | string {
  if (meta.rule) return meta.rule;
  if (!own) return "others_left";
  const { from, by } = data as { from?: string; by?: string };
  switch (type) {
    case "RegistrationRequested":
      return "asked";
    case "RegistrationWaitlisted":
      return "no_seat";
    case "WaitlistSeatOffered":
      return "first_in_line";
    case "RegistrationPending":
    case "RegistrationDeclined":
      return "approval";
    case "RegistrationCancelled":
      return by === "person_erased" ? "person_erased" : by === "trainer" ? "organiser" : "own_wish";
    case "RegistrationConfirmed":
      return confirmedBy[from ?? ""] ?? "other";
    default:
      return "other";
  }
}

const confirmedBy: Readonly<Record<string, Rule>> = {
  request: "seat_free",
  waitlist: "first_in_line",
  offer: "offer",
  approval: "approval",
  trainer: "organiser",
};
