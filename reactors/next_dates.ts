import { bool, type Column, json, nullable, type RowOf, table, text, uuid } from "../projections/runtime/definition.ts";
import { eachOf } from "../projections/runtime/each.ts";
import { aboutSeat, after, contactOf, endOfEvent, type EventRow, mailTables, withMailTables } from "./mails/tables.ts";
import { type Own, reactor } from "./runtime/definition.ts";
import { deliver, type Plan, skip, withdraw } from "./runtime/plan.ts";

const tables = {
  ...mailTables,
  editions: table({
    key: "event_id",
    about: "By what one event is found to be the next date of another, and whether somebody waited for it in vain.",
    columns: {
      event_id: uuid(),
      studio_id: uuid(),
      category: nullable(text()),
      /** Persons by speaker. */
      speakers: json<Record<string, string>>(),
      /** Whether everybody may find and attend it. */
      listed: bool(),
      /** `open`: published and not over. `missed`: over or cancelled, and those who waited have heard of no next date yet. */
      state: text() as Column<"draft" | "open" | "missed" | "done">,
    },
    indexes: [["studio_id", "state"]],
  }),
  refused: table({
    key: "person_id",
    about: "People who do not want to hear of anything new.",
    columns: { person_id: uuid() },
  }),
} as const;

type OwnRows = Own<typeof tables>;
type Edition = RowOf<typeof tables["editions"]["columns"]>;

/** Whoever waited longer ago has found something else. */
const REMEMBERED = 365 * 86_400_000;

/**
 * Whoever stayed on the waitlist until the event was over hears first of the next date: of the event most like it that is
 * already published, else of the first that is published. Once, and not if they want no news.
 */
export const nextDates = reactor({
  name: "next_dates",
  version: 1,
  about: "Mails to those who waited for a place in vain, when there is a next date.",
  tables,
  on: withMailTables(after<typeof tables>({
    EventCreated: ({ data: { eventId, studioId, category } }, own) => {
      own.editions.insert({
        event_id: eventId,
        studio_id: studioId,
        category: category ?? null,
        speakers: {},
        listed: true,
        state: "draft",
      });
    },
    EventDetailsChanged: ({ data: { eventId, changes: { category } } }, own) => {
      if (category !== undefined) own.editions.update(eventId, { category });
    },
    AudienceChosen: ({ data: { eventId, audience } }, own) =>
      void own.editions.update(eventId, { listed: audience.who === "everyone" }),
    SpeakerNamed: ({ data: { eventId, speakerId, personId } }, own) => {
      own.editions.update(eventId, (edition) => {
        edition.speakers = { ...edition.speakers, [speakerId]: personId };
      });
    },
    SpeakerRemoved: ({ data: { eventId, speakerId } }, own) => {
      own.editions.update(eventId, (edition) => {
        const { [speakerId]: _, ...others } = edition.speakers;
        edition.speakers = others;
      });
    },
    EventDeleted: ({ data: { eventId } }, own) => own.editions.delete(eventId),
    ConsentWithdrawn: ({ data: { personId, purposes } }, own) => {
      if (personId !== null && purposes.includes("email_marketing")) own.refused.insert({ person_id: personId });
    },
    RegistrationRequested: ({ data: { personId, consents } }, own) => {
      if (consents.marketing) own.refused.delete(personId);
    },
  }, {
    EventPublished: ({ data: { eventId }, meta: { occurredAt } }, own) => {
      const next = own.editions.update(eventId, { state: "open" });
      if (waiting(eventId, own).length > 0) waitForEnd(eventId, own);
      if (!next?.listed || hasEnded(next, occurredAt, own)) return;
      return own.editions.where({ studio_id: next.studio_id, state: "missed" })
        .flatMap((missed) => likeness(missed, next, own) > 0 ? tell(missed, next, occurredAt, own) : []);
    },
    RegistrationWaitlisted: ({ data: { eventId } }, own) => {
      if (own.timers.of(eventId).length === 0) waitForEnd(eventId, own);
    },
    EventRescheduled: ({ data: { eventId } }, own) => {
      if (own.timers.of(eventId).length > 0) waitForEnd(eventId, own);
    },
    EventUnpublished: ({ data: { eventId } }, own) => {
      own.editions.update(eventId, { state: "draft" });
      own.timers.remove(eventId);
      return withdraw({ eventId, reason: "event_unpublished" });
    },
    EventCancelled: ({ data: { eventId } }, own) => {
      closed(eventId, own);
      own.timers.remove(eventId);
      return withdraw({ eventId, reason: "event_cancelled" });
    },
    TimerElapsed: (fact, own) => {
      const timer = own.timers.is(fact);
      const over = timer && closed(String(timer.data.eventId), own);
      if (over?.state !== "missed") return;
      const next = nextOf(over, fact.meta.occurredAt, own);
      return next ? tell(over, next, fact.meta.occurredAt, own) : [];
    },
  })),
});

function waitForEnd(eventId: string, own: OwnRows): void {
  const event = own.events.get(eventId);
  if (event?.lifecycle !== "published") return;
  const due = endOfEvent(event);
  own.timers.replace(eventId, [{ key: `${eventId}:${due}`, due, data: { studioId: event.studio_id, eventId } }]);
}

/** Nobody gets into it any more. */
function closed(eventId: string, own: OwnRows): Edition | undefined {
  return own.editions.update(eventId, { state: waiting(eventId, own).length > 0 ? "missed" : "done" });
}

function waiting(event_id: string, own: OwnRows) {
  return own.seats.where({ event_id }).filter(({ status }) => status === "waitlisted");
}

function hasEnded({ event_id }: Edition, at: string, own: OwnRows): boolean {
  return endOfEvent(own.events.get(event_id)!) <= at;
}

/** 0: nothing in common. The same title counts most, then the category, then somebody who speaks at both. */
function likeness(one: Edition, other: Edition, own: OwnRows): number {
  const titleOf = ({ event_id }: Edition) => own.events.get(event_id)!.title.trim().toLowerCase();
  const theirs = new Set(Object.values(other.speakers));
  return (titleOf(one) === titleOf(other) ? 4 : 0) +
    (one.category !== null && one.category === other.category ? 2 : 0) +
    (Object.values(one.speakers).some((person) => theirs.has(person)) ? 1 : 0);
}

/** The published event most like it, the sooner one of two alike. */
function nextOf(over: Edition, at: string, own: OwnRows): Edition | undefined {
  const startOf = ({ event_id }: Edition) => own.events.get(event_id)!.dates[0]!.startsAt;
  const published = own.editions.where({ studio_id: over.studio_id, state: "open" });
  const open = published.filter((edition) => !hasEnded(edition, at, own));
  // where nobody waits, no timer says that it is over
  for (const edition of published) {
    if (!open.includes(edition) && own.timers.of(edition.event_id).length === 0) closed(edition.event_id, own);
  }
  return open.filter((next) => next.listed && likeness(over, next, own) > 0)
    .sort((a, b) => likeness(over, b, own) - likeness(over, a, own) || (startOf(a) < startOf(b) ? -1 : 1))[0];
}

function tell(missed: Edition, { event_id }: Edition, at: string, own: OwnRows): Plan[] {
  own.editions.update(missed.event_id, { state: "done" });
  const waitedFor = own.events.get(missed.event_id)!;
  if (Date.parse(at) - Date.parse(endOfEvent(waitedFor)) > REMEMBERED) return [];
  const known = new Set(own.seats.where({ event_id }).map(({ person_id }) => person_id));
  const next = own.events.get(event_id)!;
  const told = waiting(missed.event_id, own).filter(({ person_id }) => !known.has(person_id));
  return eachOf(told, (seat) => planOne(seat, waitedFor, next, own));
}

type Seat = ReturnType<typeof waiting>[number];

/** One mail to a person about one event, for however many places they waited. */
function planOne(seat: Seat, waitedFor: EventRow, next: EventRow, own: OwnRows): Plan {
  const about = {
    key: `next_date:${next.event_id}:${seat.person_id}`,
    channel: "mail",
    ...aboutSeat(seat, next),
    eventId: next.event_id,
  } as const;
  if (own.refused.get(seat.person_id)) return skip({ ...about, reason: "unsubscribed" });
  return deliver({
    ...about,
    notAfter: endOfEvent(next),
    contact: contactOf(seat),
    mail: { kind: "next_date", waitedFor: waitedFor.title },
  });
}
