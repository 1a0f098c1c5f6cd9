import { aboutSeat, contactOf, mailTables, withMailTables } from "./mails/tables.ts";
import { type Own, reactor, type Timer } from "./runtime/definition.ts";
import { deliver, skip, withdraw } from "./runtime/plan.ts";

/** Writes to people after the last date: to those who came, and to those who did not, as somebody noted it. */
export const followUps = reactor({
  name: "follow_ups",
  version: 2,
  about: "Mails after the last date of an event, to those who came and those who did not.",
  tables: mailTables,
  on: withMailTables({
    EventPublished: ({ data }, own) => plan(data.eventId, own),
    AutomationsConfigured: ({ data }, own) => plan(data.eventId, own),
    EventRescheduled: ({ data }, own) => plan(data.eventId, own),
    EventUnpublished: ({ data }, own) => own.timers.remove(data.eventId),
    EventCancelled: ({ data: { eventId } }, own) => {
      own.timers.remove(eventId);
      return withdraw({ eventId, reason: "event_cancelled" });
    },
    TimerElapsed: (fact, own) => {
      const timer = own.timers.is(fact);
      const event = timer && own.events.get(String(timer.data.eventId));
      if (!event) return;
      const { to, endsAt } = timer.data;
      return own.seats.where({ event_id: event.event_id })
        .filter(({ status }) => status === "confirmed")
        .flatMap((seat) => {
          const key = `follow_up:${seat.registration_id}:${to}:${endsAt}`;
          const about = { key, channel: "mail", ...aboutSeat(seat, event) } as const;
          if (seat.attendance === "unknown") return skip({ ...about, reason: "attendance_unknown" });
          if ((seat.attendance === "attended") !== (to === "attended")) return [];
          return deliver({ ...about, contact: contactOf(seat), mail: { kind: `follow_up_${to}` } });
        });
    },
  }),
});

function plan(eventId: string, own: Own<typeof mailTables>): void {
  const event = own.events.get(eventId);
  if (event?.lifecycle !== "published") return;
  const ends = event.dates.map((date) => Date.parse(date.startsAt) + date.durationMinutes * 60_000);
  const end = Temporal.Instant.fromEpochMilliseconds(Math.max(...ends));
  const endsAt = end.toString({ fractionalSecondDigits: 3 });
  own.timers.replace(
    eventId,
    (event.automations.followUps ?? []).map(({ to, after }): Timer => ({
      key: `${eventId}:${to}:${after}:${endsAt}`,
      due: end.add({ minutes: Temporal.Duration.from(after).total("minutes") }).toString({ fractionalSecondDigits: 3 }),
      data: { studioId: event.studio_id, eventId, to, endsAt },
    })),
  );
}
