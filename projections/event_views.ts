import { type Kysely, sql } from "kysely";
import {
  type Audience,
  type Difficulty,
  type FollowUp,
  type Form,
  type Format,
  type Material,
  type Page,
  type Platform,
  type Pricing,
  type SpeakerProfile,
  type SpeakerRole,
  type Translation,
  type WaitlistMode,
} from "../domain/virtual_event/design.ts";
import type { Language, Money } from "../domain/ids.ts";
import { formOf } from "../domain/virtual_event/plan_design.ts";
import { waitlistModeOf } from "../domain/virtual_event/state.ts";
import type { EventDate, EventKind } from "../domain/virtual_event/events.ts";
import type { ReadModels } from "./all.ts";
import { type Lifecycle, lifecycleAt } from "./event_lists.ts";
import type { Details } from "./event_details.ts";

/** A speaker as everybody may see them; null what is personal once they are erased. */
export interface SpeakerView {
  id: string;
  name: string | null;
  title: string | null;
  company: string | null;
  links: SpeakerProfile["links"];
  bio: string | null;
  photo: string | null;
  role: SpeakerRole;
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
  automations: { confirmation: boolean; reminders: string[]; followUps: FollowUp[] };
  format: Format | null;
  category: string | null;
  tags: string[];
  difficulty: Difficulty | null;
  /** In which it is held. */
  languages: Language[];
  sensitive: boolean;
  audience: Audience;
  /** Address and password are for confirmed people only. */
  platform: Platform;
  materials: Material[];
  speakers: SpeakerView[];
  page: Page;
  translations: Partial<Record<Language, Translation>>;
  form: Form;
  earlyBird: Pricing["earlyBird"];
  companyBilling: boolean;
  approval: boolean;
  waitlistMode: WaitlistMode;
  publishAt: string | null;
  /** Reason code of a publication that was to happen by itself and was refused. */
  publicationRefused: string | null;
  lifecycle: Lifecycle;
  /** When it was to begin before it was moved while public. */
  movedFrom: string | null;
  cancelReason: string | null;
  detailsRevision: number;
  /** What `ifVersion` of a change compares: grows with every change but those of registrations. */
  version: number;
  createdAt: string;
  updatedAt: string;
  publishedAt: string | null;
  studio: { name: string; address: string; language: string; timeZone: string };
  counts: { confirmed: number; waitlisted: number; offered: number; pending: number };
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
  if (studioAddress !== undefined) {
    found = found.where(
      "event_details.studio_id",
      "in",
      (eb) =>
        eb.selectFrom("studio_addresses").select("studio_addresses.studio_id").where(
          "studio_addresses.address",
          "=",
          studioAddress,
        ),
    );
  }
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
      "event_cards.offered",
      "event_cards.pending",
    ])
    .select(sql<SpeakerRow[]>`(
      select coalesce(json_agg(json_build_object(
        'id', s.speaker_id, 'name', s.name, 'title', s.title, 'company', s.company, 'links', s.links, 'bio', s.bio,
        'photo', s.photo, 'role', s.role
      ) order by s.ordinal), '[]'::json) from read.event_speakers s where s.event_id = event_details.event_id
    )`.as("speakers"));
}

/** The speakers of an event with their addresses, for those who work on it. */
export async function speakerContacts(
  db: Kysely<ReadModels>,
  eventId: string,
): Promise<(SpeakerView & { email: string | null })[]> {
  const rows = await db.selectFrom("event_speakers").selectAll().where("event_id", "=", eventId).orderBy("ordinal")
    .execute();
  return rows.map(({ speaker_id: id, email, name, title, company, links, bio, photo, role }) => ({
    id,
    email,
    name,
    title,
    company,
    links: links ?? [],
    bio,
    photo,
    role,
  }));
}

type ViewRow = Details & {
  studio_name: string;
  studio_address: string;
  studio_language: string;
  studio_time_zone: string;
  confirmed: number | null;
  waitlisted: number | null;
  offered: number | null;
  pending: number | null;
  speakers: SpeakerRow[];
};
type SpeakerRow = Omit<SpeakerView, "links"> & { links: SpeakerProfile["links"] | null };

function viewOf(row: ViewRow, now: string): EventView {
  const confirmed = row.confirmed ?? 0;
  const offered = row.offered ?? 0;
  const details = { access: row.access as "free" | "paid", companyRequired: row.company_required };
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
    automations: { confirmation: row.confirmation, reminders: row.reminders, followUps: row.follow_ups },
    format: row.format,
    category: row.category,
    tags: row.tags,
    difficulty: row.difficulty,
    languages: row.languages,
    sensitive: row.sensitive,
    audience: row.audience,
    platform: row.platform,
    materials: row.materials,
    speakers: row.speakers.map(({ links, ...speaker }) => ({ ...speaker, links: links ?? [] })),
    page: row.page,
    translations: row.translations,
    form: formOf({ form: row.form, details }),
    earlyBird: row.early_bird,
    companyBilling: row.company_billing,
    approval: row.approval,
    waitlistMode: waitlistModeOf({ waitlistMode: row.waitlist_mode, details }),
    publishAt: row.publish_at,
    publicationRefused: row.publication_refused,
    lifecycle: lifecycleAt(row.lifecycle, row.dates, now),
    movedFrom: row.moved_from,
    cancelReason: row.cancel_reason,
    detailsRevision: row.details_revision,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    publishedAt: row.published_at,
    studio: {
      name: row.studio_name,
      address: row.studio_address,
      language: row.studio_language,
      timeZone: row.studio_time_zone,
    },
    counts: { confirmed, waitlisted: row.waitlisted ?? 0, offered, pending: row.pending ?? 0 },
    seatsLeft: row.capacity === null ? null : Math.max(row.capacity - confirmed - offered, 0),
  };
}
