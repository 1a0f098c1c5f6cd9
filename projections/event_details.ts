import type { Kysely } from "kysely";
import type { Money } from "../domain/ids.ts";
import { defaultAutomations } from "../domain/virtual_event/commands.ts";
import type { EventDate, EventKind } from "../domain/virtual_event/events.ts";
import type { ReadModels } from "./all.ts";
import { type Lifecycle, lifecycleAt } from "./event_cards.ts";
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

const details = table({
  key: "event_id",
  about: "One row per event with all that its page and its editor need.",
  columns: {
    event_id: uuid(),
    studio_id: uuid(),
    trainer_id: uuid(),
    title: text(),
    description: text(),
    type: text() as Column<EventKind>,
    language: text(),
    slug: text(),
    access: text(),
    price: nullable(json<Money>()),
    company_required: bool(),
    time_zone: text(),
    dates: json<EventDate[]>(),
    capacity: nullable(int()),
    waitlist: bool(),
    registration_opens_at: nullable(timestamptz()),
    registration_closes_at: nullable(timestamptz()),
    confirmation: bool(),
    reminders: json<string[]>(),
    lifecycle: text(),
    cancel_reason: nullable(text()),
    /** Revision of the last fact in the event's stream that changed any of this. */
    details_revision: int(),
    created_at: timestamptz(),
    updated_at: timestamptz(),
    published_at: nullable(timestamptz()),
  },
});

const slugs = table({
  key: "address",
  about: "Every address an event has had in its studio; old ones lead to the new one.",
  columns: { address: text(), studio_id: uuid(), slug: text(), event_id: uuid() },
  rawIndexes: ["(slug)"],
});

type Details = RowOf<typeof details["columns"]>;
type Slugs = Rows<RowOf<typeof slugs["columns"]>>;

export const eventDetails = projection({
  name: "event_details",
  version: 1,
  about: "Everything about an event but its people: for the public page and the editor.",
  tables: { event_details: details, event_slugs: slugs },
  on: {
    EventCreated: ({ data, meta, revision }, rows) => {
      rows.event_details.insert({
        event_id: data.eventId,
        studio_id: data.studioId,
        trainer_id: data.trainerId,
        title: data.title,
        description: data.description,
        type: data.type,
        language: data.language,
        slug: data.slug,
        access: data.access,
        price: data.price,
        company_required: data.companyRequired,
        time_zone: data.timeZone,
        dates: data.dates,
        capacity: data.capacity,
        waitlist: data.waitlist,
        registration_opens_at: data.registrationOpensAt,
        registration_closes_at: data.registrationClosesAt,
        confirmation: defaultAutomations.confirmation,
        reminders: [...defaultAutomations.reminders],
        lifecycle: "draft",
        cancel_reason: null,
        details_revision: revision,
        created_at: meta.occurredAt,
        updated_at: meta.occurredAt,
        published_at: null,
      });
      leadTo(rows.event_slugs, data.studioId, data.slug, data.eventId);
    },
    EventDetailsChanged: (fact, rows) => {
      const { changes, eventId } = fact.data;
      const { companyRequired, ...same } = changes;
      const row = change(rows.event_details, fact, {
        ...defined(same),
        ...(companyRequired === undefined ? {} : { company_required: companyRequired }),
      });
      if (row && changes.slug) leadTo(rows.event_slugs, row.studio_id, changes.slug, eventId);
    },
    EventRescheduled: (fact, rows) =>
      change(rows.event_details, fact, { time_zone: fact.data.timeZone, dates: fact.data.dates }),
    AutomationsConfigured: (fact, rows) =>
      change(rows.event_details, fact, { confirmation: fact.data.confirmation, reminders: fact.data.reminders }),
    CapacityRaised: (fact, rows) => change(rows.event_details, fact, { capacity: fact.data.capacity }),
    CapacityLowered: (fact, rows) => change(rows.event_details, fact, { capacity: fact.data.capacity }),
    WaitlistSwitched: (fact, rows) => change(rows.event_details, fact, { waitlist: fact.data.on }),
    RegistrationWindowSet: (fact, rows) =>
      change(rows.event_details, fact, {
        registration_opens_at: fact.data.opensAt,
        registration_closes_at: fact.data.closesAt,
      }),
    EventPublished: (fact, rows) =>
      change(rows.event_details, fact, { lifecycle: "published", published_at: fact.meta.occurredAt }),
    EventCancelled: (fact, rows) =>
      change(rows.event_details, fact, { lifecycle: "cancelled", cancel_reason: fact.data.reason }),
  },
});

interface Change {
  data: { eventId: string };
  revision: number;
  meta: { occurredAt: string };
}

function change(rows: Rows<Details>, { data, revision, meta }: Change, changes: Partial<Details>): Details | undefined {
  return rows.update(data.eventId, { ...changes, details_revision: revision, updated_at: meta.occurredAt });
}

function defined<T extends object>(changes: T): Partial<T> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function leadTo(rows: Slugs, studioId: string, slug: string, eventId: string): void {
  rows.insert({ address: `${studioId}/${slug}`, studio_id: studioId, slug, event_id: eventId });
}

/** An event with all that its page and its editor need. Instants are ISO 8601 in UTC. */
export interface EventView {
  id: string;
  studioId: string;
  trainerId: string;
  title: string;
  description: string;
  type: EventKind;
  language: string;
  slug: string;
  access: string;
  price: Money | null;
  companyRequired: boolean;
  timeZone: string;
  dates: EventDate[];
  capacity: number | null;
  waitlist: boolean;
  registrationOpensAt: string | null;
  registrationClosesAt: string | null;
  automations: { confirmation: boolean; reminders: string[] };
  lifecycle: Lifecycle;
  cancelReason: string | null;
  detailsRevision: number;
  createdAt: string;
  updatedAt: string;
  publishedAt: string | null;
  studio: { name: string; address: string; language: string; timeZone: string };
  counts: { confirmed: number; waitlisted: number };
  /** Null: no limit. */
  seatsLeft: number | null;
}

/** An event by its id; null when there is none, or none in `studioId` when that is given. */
export async function eventById(
  db: Kysely<ReadModels>,
  { eventId, studioId, now }: { eventId: string; studioId?: string; now: string },
): Promise<EventView | null> {
  let found = views(db).where("event_details.event_id", "=", eventId);
  if (studioId) found = found.where("event_details.studio_id", "=", studioId);
  const row = await found.executeTakeFirst();
  return row ? viewOf(row, now) : null;
}

/**
 * An event by an address it has or had; null when there is none. `view.slug` differs from `slug` when the address is an old
 * one: lead there. Without `studioAddress`, the event that was given the address last in any studio.
 */
export async function eventBySlug(
  db: Kysely<ReadModels>,
  { slug, studioAddress, now }: { slug: string; studioAddress?: string; now: string },
): Promise<EventView | null> {
  let found = views(db).innerJoin("event_slugs", "event_slugs.event_id", "event_details.event_id")
    .where("event_slugs.slug", "=", slug);
  if (studioAddress !== undefined) found = found.where("studios.address", "=", studioAddress);
  const row = await found.orderBy("event_details.created_at", "desc").executeTakeFirst();
  return row ? viewOf(row, now) : null;
}

function views(db: Kysely<ReadModels>) {
  return db.selectFrom("event_details")
    .innerJoin("studios", "studios.studio_id", "event_details.studio_id")
    .leftJoin("event_cards", "event_cards.event_id", "event_details.event_id")
    .selectAll("event_details")
    .select([
      "studios.name as studio_name",
      "studios.address as studio_address",
      "studios.language as studio_language",
      "studios.time_zone as studio_time_zone",
      "event_cards.confirmed",
      "event_cards.waitlisted",
    ]);
}

type ViewRow = Details & {
  studio_name: string;
  studio_address: string;
  studio_language: string;
  studio_time_zone: string;
  confirmed: number | null;
  waitlisted: number | null;
};

function viewOf(row: ViewRow, now: string): EventView {
  const confirmed = row.confirmed ?? 0;
  return {
    id: row.event_id,
    studioId: row.studio_id,
    trainerId: row.trainer_id,
    title: row.title,
    description: row.description,
    type: row.type,
    language: row.language,
    slug: row.slug,
    access: row.access,
    price: row.price,
    companyRequired: row.company_required,
    timeZone: row.time_zone,
    dates: row.dates,
    capacity: row.capacity,
    waitlist: row.waitlist,
    registrationOpensAt: row.registration_opens_at,
    registrationClosesAt: row.registration_closes_at,
    automations: { confirmation: row.confirmation, reminders: row.reminders },
    lifecycle: lifecycleAt(row.lifecycle, row.dates, now),
    cancelReason: row.cancel_reason,
    detailsRevision: row.details_revision,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    publishedAt: row.published_at,
    studio: {
      name: row.studio_name,
      address: row.studio_address,
      language: row.studio_language,
      timeZone: row.studio_time_zone,
    },
    counts: { confirmed, waitlisted: row.waitlisted ?? 0 },
    seatsLeft: row.capacity === null ? null : Math.max(row.capacity - confirmed, 0),
  };
}
