import { endOfAll } from "../domain/virtual_event/dates.ts";
import type { Audience, Difficulty, Format } from "../domain/virtual_event/design.ts";
import type { EventDate, EventKind } from "../domain/virtual_event/events.ts";
import type { Money } from "../domain/ids.ts";
import {
  bool,
  type Column,
  int,
  json,
  nullable,
  projection,
  type RowOf,
  type Rows,
  table,
  text,
  timestamptz,
  uuid,
} from "./runtime/definition.ts";
import { searchable } from "./runtime/handlers.ts";

const cards = table({
  key: "event_id",
  about: "One row per event with what its card shows and how many people are in it.",
  columns: {
    event_id: uuid(),
    studio_id: uuid(),
    trainer_id: uuid(),
    title: text(),
    /** First characters of the description, without its markup. */
    summary: text(),
    type: text() as Column<EventKind>,
    format: nullable(text()) as Column<Format | null>,
    category: nullable(text()),
    tags: json<string[]>(),
    difficulty: nullable(text()) as Column<Difficulty | null>,
    /** In which it is held. */
    languages: json<string[]>(),
    /** Who may register: `everyone`, `unlisted` or `chosen`. */
    audience: text() as Column<Audience["who"]>,
    cover: nullable(text()),
    language: text(),
    slug: text(),
    access: text(),
    price: nullable(json<Money>()),
    time_zone: text(),
    dates: json<EventDate[]>(),
    first_starts_at: timestamptz(),
    last_ends_at: timestamptz(),
    capacity: nullable(int()),
    waitlist: bool(),
    approval: bool(),
    /** When a draft goes public by itself. */
    publish_at: nullable(timestamptz()),
    /** `draft`, `scheduled`, `published` or `cancelled`; whether it is live or over is a question of the moment ({@link lifecycleAt}). */
    lifecycle: text(),
    confirmed: int(),
    waitlisted: int(),
    offered: int(),
    pending: int(),
    declined: int(),
    cancelled: int(),
    expired: int(),
    search: text(),
    created_at: timestamptz(),
    updated_at: timestamptz(),
    published_at: nullable(timestamptz()),
  },
  indexes: [["studio_id", "last_ends_at"]],
});

const places = table({
  key: "registration_id",
  about: "What each registration counts as on its event's card.",
  columns: { registration_id: uuid(), status: text() },
});

const days = table({
  key: "day",
  about: "How many registered for each event on each day.",
  columns: {
    /** Event and day. */
    day: text(),
    event_id: uuid(),
    /** UTC, `2026-11-24`. */
    date: text(),
    registrations: int(),
  },
  indexes: [["event_id"]],
});

const sources = table({
  key: "event_source",
  about: "How many came to each event from where.",
  columns: {
    /** Event and source. */
    event_source: text(),
    event_id: uuid(),
    source: text(),
    registrations: int(),
  },
  indexes: [["event_id"]],
});

/** Fields of a card that are named as in the facts. */
const changing = [
  "title",
  "type",
  "language",
  "slug",
  "access",
  "price",
  "format",
  "category",
  "tags",
  "difficulty",
  "languages",
] as const;

export type Card = RowOf<typeof cards["columns"]>;
type Places = Rows<RowOf<typeof places["columns"]>>;
export type Status = "confirmed" | "waitlisted" | "offered" | "pending" | "declined" | "cancelled" | "expired";

export const eventCards = projection({
  name: "event_cards",
  version: 3,
  about: "The events of a studio as the dashboard lists them, with their counts.",
  tables: { event_cards: cards, event_card_places: places, event_card_days: days, event_card_sources: sources },
  on: {
    EventCreated: ({ data, meta }, rows) =>
      rows.event_cards.insert({
        event_id: data.eventId,
        studio_id: data.studioId,
        trainer_id: data.trainerId,
        title: data.title,
        summary: summaryOf(data.description),
        type: data.type,
        format: data.format ?? null,
        category: data.category ?? null,
        tags: data.tags ?? [],
        difficulty: data.difficulty ?? null,
        languages: data.languages ?? [data.language],
        audience: "everyone",
        cover: null,
        language: data.language,
        slug: data.slug,
        access: data.access,
        price: data.price,
        time_zone: data.timeZone,
        ...timesOf(data.dates),
        capacity: data.capacity,
        waitlist: data.waitlist,
        approval: false,
        publish_at: null,
        lifecycle: "draft",
        confirmed: 0,
        waitlisted: 0,
        offered: 0,
        pending: 0,
        declined: 0,
        cancelled: 0,
        expired: 0,
        search: searchable(data.title, data.slug) ?? "",
        created_at: meta.occurredAt,
        updated_at: meta.occurredAt,
        published_at: null,
      }),
    EventDetailsChanged: ({ data: { eventId, changes }, meta }, rows) =>
      rows.event_cards.update(eventId, (card) => {
        for (const name of changing) if (changes[name] !== undefined) Object.assign(card, { [name]: changes[name] });
        if (changes.description !== undefined) card.summary = summaryOf(changes.description);
        card.search = searchable(card.title, card.slug) ?? "";
        card.updated_at = meta.occurredAt;
      }),
    EventRescheduled: ({ data, meta }, rows) =>
      rows.event_cards.update(data.eventId, {
        time_zone: data.timeZone,
        ...timesOf(data.dates),
        updated_at: meta.occurredAt,
      }),
    CapacityRaised: ({ data, meta }, rows) =>
      rows.event_cards.update(data.eventId, { capacity: data.capacity, updated_at: meta.occurredAt }),
    CapacityLowered: ({ data, meta }, rows) =>
      rows.event_cards.update(data.eventId, { capacity: data.capacity, updated_at: meta.occurredAt }),
    WaitlistSwitched: ({ data, meta }, rows) =>
      rows.event_cards.update(data.eventId, { waitlist: data.on, updated_at: meta.occurredAt }),
    AudienceChosen: ({ data, meta }, rows) =>
      rows.event_cards.update(data.eventId, { audience: data.audience.who, updated_at: meta.occurredAt }),
    RegistrationPageDesigned: ({ data, meta }, rows) =>
      rows.event_cards.update(data.eventId, { cover: data.page.cover, updated_at: meta.occurredAt }),
    PricingSet: ({ data: { eventId, pricing: { access, price } }, meta }, rows) =>
      rows.event_cards.update(eventId, { access, price, updated_at: meta.occurredAt }),
    ApprovalSwitched: ({ data, meta }, rows) =>
      rows.event_cards.update(data.eventId, { approval: data.on, updated_at: meta.occurredAt }),
    PublicationScheduled: ({ data, meta }, rows) =>
      rows.event_cards.update(data.eventId, {
        lifecycle: "scheduled",
        publish_at: data.publishAt,
        updated_at: meta.occurredAt,
      }),
    PublicationUnscheduled: ({ data, meta }, rows) =>
      rows.event_cards.update(data.eventId, { lifecycle: "draft", publish_at: null, updated_at: meta.occurredAt }),
    EventUnpublished: ({ data, meta }, rows) =>
      rows.event_cards.update(data.eventId, { lifecycle: "draft", published_at: null, updated_at: meta.occurredAt }),
    EventDeleted: ({ data }, rows) => rows.event_cards.delete(data.eventId),
    EventPublished: ({ data, meta }, rows) =>
      rows.event_cards.update(data.eventId, {
        publish_at: null,
        lifecycle: "published",
        published_at: meta.occurredAt,
        updated_at: meta.occurredAt,
      }),
    EventCancelled: ({ data, meta }, rows) =>
      rows.event_cards.update(data.eventId, { lifecycle: "cancelled", publish_at: null, updated_at: meta.occurredAt }),
    RegistrationRequested: (fact, rows) => {
      const { eventId } = fact.data;
      const source = fact.data.source.replaceAll("\0", "").toWellFormed(); // a key is what Postgres can hold of it
      const date = fact.meta.occurredAt.slice(0, 10);
      const day = `${eventId}/${date}`;
      const before = rows.event_card_days.get(day)?.registrations ?? 0;
      rows.event_card_days.insert({ day, event_id: eventId, date, registrations: before + 1 });
      const from = `${eventId}/${source}`;
      const others = rows.event_card_sources.get(from)?.registrations ?? 0;
      rows.event_card_sources.insert({ event_source: from, event_id: eventId, source, registrations: others + 1 });
      counts("pending")(fact, rows);
    },
    RegistrationPending: counts("pending"),
    RegistrationConfirmed: counts("confirmed"),
    RegistrationWaitlisted: counts("waitlisted"),
    WaitlistSeatOffered: counts("offered"),
    RegistrationDeclined: counts("declined"),
    RegistrationExpired: counts("expired"),
    RegistrationCancelled: counts("cancelled"),
    RegistrationTransferred: counts("cancelled"),
  },
});

function timesOf(dates: EventDate[]) {
  return {
    dates,
    first_starts_at: dates.reduce((first, { startsAt }) => startsAt < first ? startsAt : first, dates[0]!.startsAt),
    last_ends_at: endOfAll(dates),
  };
}

interface AboutOne {
  data: { eventId: string; registrationId: string };
}

/** A registration counts as something else from now on. */
function counts(status: Status) {
  return (
    { data: { eventId, registrationId } }: AboutOne,
    { event_cards: cards, event_card_places: places }: { event_cards: Rows<Card>; event_card_places: Places },
  ): void => {
    const before = places.get(registrationId)?.status as Status | undefined;
    if (before === status) return;
    places.insert({ registration_id: registrationId, status });
    cards.update(eventId, (card) => {
      if (before) card[before]--;
      card[status]++;
    });
  };
}

/** The first 300 characters of a text, as one line without headings, emphasis and the addresses of links. */
function summaryOf(description: string): string {
  const plain = description.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/^\s*(#+|[-*]|\d+\.)\s+/gm, "").replace(
    /[*_`]/g,
    "",
  );
  return plain.replace(/\s+/g, " ").trim().slice(0, 300);
}
