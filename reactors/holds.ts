import type { MessageState } from "../domain/virtual_event/state.ts";
import { bool, type Column, type RowOf, table, text, uuid } from "../projections/runtime/definition.ts";
import type { Tables } from "../projections/runtime/definition.ts";
import type { FactOf } from "../domain/catalogue.ts";
import type { Own, Reactions, Timer } from "./runtime/definition.ts";
import type { Plan } from "./runtime/plan.ts";

/** What somebody said about single messages of an event's sequence. */
export const holdTables = {
  holds: table({
    key: "id",
    columns: {
      /** `<eventId>:<message>`. */
      id: text(),
      event_id: uuid(),
      state: text() as Column<MessageState>,
      /** Its moment came while it was paused. */
      due: bool(),
    },
    indexes: [["event_id"]],
  }),
} as const;

type HoldTables = typeof holdTables;
type Hold = RowOf<HoldTables["holds"]["columns"]>;

/** How a reactor whose timers carry `eventId` and `message` sends one of them. `skipped`: says why it does not. */
export interface Sending<T extends HoldTables & Tables> {
  send(timer: Timer, own: Own<T>, at: string): Plan[];
  skipped(timer: Timer, own: Own<T>, reason: string): Plan[];
}

const idOf = (eventId: unknown, message: unknown) => `${eventId}:${message}`;

/** What was said about a timer's message; undefined: nothing. */
export function holdOf(own: Own<HoldTables>, { data }: Timer): Hold | undefined {
  return own.holds.get(idOf(data.eventId, data.message));
}

/** The moment of a message has come: it goes out, waits for somebody who paused it, or goes out to nobody. */
export function elapsed<T extends HoldTables & Tables>(
  fact: FactOf<"TimerElapsed">,
  own: Own<T>,
  { send, skipped }: Sending<T>,
): Plan[] {
  const timer = own.timers.is(fact);
  if (!timer) return [];
  const holds = (own as unknown as Own<HoldTables>).holds;
  const hold = holdOf(own as unknown as Own<HoldTables>, timer);
  if (hold?.state === "paused") {
    holds.update(hold.id, { due: true });
    return [];
  }
  return hold?.state === "skipped" ? skipped(timer, own, "left_out_by_hand") : send(timer, own, fact.meta.occurredAt);
}

/** Pausing, going on, leaving out and sending at once, over timers whose scope is the event. */
export function heldByHand<T extends HoldTables & Tables>({ send }: Pick<Sending<T>, "send">): Reactions<T> {
  type O = Own<HoldTables>;
  const timerOf = (own: O, { eventId, message }: { eventId: string; message: string }) =>
    own.timers.of(eventId).find(({ data }) => data.message === message);
  const say = (own: O, { eventId, message }: { eventId: string; message: string }, state: MessageState) =>
    own.holds.insert({ id: idOf(eventId, message), event_id: eventId, state, due: false });
  const reactions: Reactions<HoldTables> = {
    MessagePaused: ({ data }, own) => void say(own, data, "paused"),
    MessageSkipped: ({ data }, own) => void say(own, data, "skipped"),
    MessageSentNow: ({ data, meta }, own) => {
      say(own, data, "sent");
      const timer = timerOf(own, data);
      return timer ? send(timer, own as unknown as Own<T>, meta.occurredAt) : [];
    },
    MessageResumed: ({ data, meta }, own) => {
      const hold = own.holds.get(idOf(data.eventId, data.message));
      own.holds.delete(idOf(data.eventId, data.message));
      const timer = timerOf(own, data);
      return hold?.due && timer ? send(timer, own as unknown as Own<T>, meta.occurredAt) : [];
    },
    // a moved date's message is another one; a pause is meant for both
    EventRescheduled: ({ data }, own) => {
      for (const hold of own.holds.where({ event_id: data.eventId })) {
        if (hold.state === "paused") own.holds.update(hold.id, { due: false });
        else own.holds.delete(hold.id);
      }
    },
  };
  return reactions as unknown as Reactions<T>;
}
