import type { Money } from "../domain/ids.ts";
import { sequenceAfter } from "../domain/virtual_event/calendar_sequence.ts";
import { endOfAll } from "../domain/virtual_event/dates.ts";
import type { EventDate, EventKind } from "../domain/virtual_event/events.ts";
import {
  bool,
  type Column,
  int,
  json,
  nullable,
  personal,
  projection,
  type RowOf,
  type Rows,
  table,
  text,
  timestamptz,
  uuid,
} from "./runtime/definition.ts";
import { eraseWhere, searchable } from "./runtime/handlers.ts";

const events = table({
  key: "event_id",
  about: "One row per event with what visitors filter and search by, and what calendars need.",
  columns: {
    event_id: uuid(),
    // what a search looks at comes first: Postgres reads a row from its beginning
    studio_id: uuid(),
    first_starts_at: timestamptz(),
    last_ends_at: timestamptz(),
    /** Whether lists, sitemap and feeds name it: not when only those with its address shall come. */
    listed: bool(),
    lifecycle: text() as Column<"draft" | "published" | "cancelled">,
    /** What one may find it by, without accents, in lower case. */
    words: text(),
    type: text() as Column<EventKind>,
    access: text(),
    format: nullable(text()),
    category: nullable(text()),
    difficulty: nullable(text()),
    /** In which it is held. */
    languages: json<readonly string[]>(),
    title: text(),
    /** Its whole description: search engines, feeds and calendars take the beginning. */
    description: text(),
    tags: json<readonly string[]>(),
    /** Of its texts. */
    language: text(),
    slug: text(),
    price: nullable(json<Money>()),
    time_zone: text(),
    dates: json<EventDate[]>(),
    capacity: nullable(int()),
    waitlist: bool(),
    opens_at: nullable(timestamptz()),
    closes_at: nullable(timestamptz()),
    cover: nullable(text()),
    show_places: text() as Column<"always" | "scarce" | "never">,
    show_price: bool(),
    /** Of calendar entries: `sequenceAfter`. */
    sequence: int(),
    changed_at: timestamptz(),
  },
  rawIndexes: [
    // a page far back is counted off along these, without a look at the rows
    "(studio_id, first_starts_at, event_id) include (last_ends_at) where lifecycle = 'published' and listed",
    "(first_starts_at, event_id) include (last_ends_at) where lifecycle = 'published' and listed",
    "(studio_id, last_ends_at, event_id) where lifecycle = 'published' and listed",
    "(studio_id, category, last_ends_at, event_id) where lifecycle = 'published' and listed",
    "(studio_id, title, last_ends_at) where lifecycle = 'published' and listed",
    "using gin (words gin_trgm_ops)",
  ],
});

const speakers = table({
  key: "speaker_id",
  about: "Who speaks at an event, as its card shows them.",
  columns: {
    speaker_id: uuid(),
    event_id: uuid(),
    person_id: uuid(),
    name: personal(text(), "person_id"),
    title: personal(text(), "person_id"),
    photo: personal(text(), "person_id"),
    words: personal(text(), "person_id"),
    role: text(),
    place: int(),
  },
  indexes: [["event_id"], ["person_id"]],
});

type Row = RowOf<typeof events["columns"]>;
type Change = { type: string; data: { eventId: string }; meta: { occurredAt: string } };

export const publicEvents = projection({
  name: "public_events",
  version: 3,
  about: "The events that visitors can find, and by what.",
  tables: { public_events: events, public_speakers: speakers },
  on: {
    EventCreated: ({ data, meta }, rows) =>
      rows.public_events.insert(named({
        event_id: data.eventId,
        studio_id: data.studioId,
        title: data.title,
        description: data.description,
        type: data.type,
        format: data.format ?? null,
        category: data.category ?? null,
        difficulty: data.difficulty ?? null,
        tags: data.tags ?? [],
        language: data.language,
        languages: data.languages ?? [data.language],
        slug: data.slug,
        access: data.access,
        price: data.price,
        time_zone: data.timeZone,
        ...timesOf(data.dates),
        capacity: data.capacity,
        waitlist: data.waitlist,
        opens_at: data.registrationOpensAt,
        closes_at: data.registrationClosesAt,
        lifecycle: "draft",
        listed: true,
        cover: null,
        show_places: "scarce",
        show_price: true,
        sequence: 0,
        words: "",
        changed_at: meta.occurredAt,
      })),
    EventDetailsChanged: (fact, rows) => {
      const { companyRequired: _, sensitive: __, ...changes } = fact.data.changes;
      change(rows.public_events, fact, (row) => {
        for (const [name, value] of Object.entries(changes)) {
          if (value !== undefined) Object.assign(row, { [name]: value });
        }
        if (changes.language && !changes.languages && row.languages.length === 1) row.languages = [changes.language];
      });
    },
    EventRescheduled: (fact, rows) =>
      change(rows.public_events, fact, { time_zone: fact.data.timeZone, ...timesOf(fact.data.dates) }),
    CapacityRaised: (fact, rows) => change(rows.public_events, fact, { capacity: fact.data.capacity }),
    CapacityLowered: (fact, rows) => change(rows.public_events, fact, { capacity: fact.data.capacity }),
    WaitlistSwitched: (fact, rows) => change(rows.public_events, fact, { waitlist: fact.data.on }),
    RegistrationWindowSet: (fact, rows) =>
      change(rows.public_events, fact, { opens_at: fact.data.opensAt, closes_at: fact.data.closesAt }),
    AudienceChosen: (fact, rows) => change(rows.public_events, fact, { listed: fact.data.audience.who === "everyone" }),
    PricingSet: (fact, rows) => {
      const { access, price } = fact.data.pricing;
      change(rows.public_events, fact, { access, price });
    },
    RegistrationPageDesigned: (fact, rows) => {
      const { cover, show } = fact.data.page;
      change(rows.public_events, fact, { cover, show_places: show.places, show_price: show.price });
    },
    SpeakerNamed: ({ data }, rows) => {
      const others = rows.public_speakers.where({ event_id: data.eventId });
      rows.public_speakers.insert({
        speaker_id: data.speakerId,
        event_id: data.eventId,
        person_id: data.personId,
        name: data.name,
        title: data.title,
        photo: data.photo,
        words: searchable(data.name, data.title, data.company),
        role: data.role,
        place: others.find(({ speaker_id }) => speaker_id === data.speakerId)?.place ?? others.length,
      });
    },
    SpeakerRemoved: ({ data }, rows) => rows.public_speakers.delete(data.speakerId),
    EventPublished: (fact, rows) => change(rows.public_events, fact, { lifecycle: "published" }),
    EventUnpublished: (fact, rows) => change(rows.public_events, fact, { lifecycle: "draft" }),
    EventCancelled: (fact, rows) => change(rows.public_events, fact, { lifecycle: "cancelled" }),
    EventDeleted: ({ data }, rows) => rows.public_events.delete(data.eventId),
    PersonErased: ({ data }, rows) =>
      eraseWhere(rows.public_speakers, speakers, "speaker_id", { person_id: data.personId }),
  },
});

function change(rows: Rows<Row>, fact: Change, changes: Partial<Row> | ((row: Row) => void)): void {
  rows.update(fact.data.eventId, (row) => {
    if (typeof changes === "function") changes(row);
    else Object.assign(row, changes);
    row.sequence = sequenceAfter(row.sequence, fact);
    row.changed_at = fact.meta.occurredAt;
    named(row);
  });
}

/** The row with its words made anew. */
function named(row: Row): Row {
  row.words = searchable(row.title, row.category, ...row.tags, row.description.slice(0, 4_000)) ?? "";
  return row;
}

function timesOf(dates: EventDate[]) {
  return {
    dates,
    first_starts_at: dates.reduce((first, { startsAt }) => startsAt < first ? startsAt : first, dates[0]!.startsAt),
    last_ends_at: endOfAll(dates),
  };
}
