import type { Money } from "../domain/ids.ts";
import { defaultAutomations } from "../domain/virtual_event/commands.ts";
import {
  type Audience,
  type Difficulty,
  type FollowUp,
  type Form,
  type Format,
  type Material,
  type Page,
  plainPage,
  type Platform,
  type Pricing,
  type SpeakerProfile,
  type SpeakerRole,
  type Translation,
  type WaitlistMode,
} from "../domain/virtual_event/design.ts";
import type { Language } from "../domain/ids.ts";
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
import { eraseWhere } from "./runtime/handlers.ts";

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
    follow_ups: json<FollowUp[]>(),
    format: nullable(text()) as Column<Format | null>,
    category: nullable(text()),
    tags: json<string[]>(),
    difficulty: nullable(text()) as Column<Difficulty | null>,
    languages: json<Language[]>(),
    sensitive: bool(),
    audience: json<Audience>(),
    platform: json<Platform>(),
    materials: json<Material[]>(),
    page: json<Page>(),
    translations: json<Partial<Record<Language, Translation>>>(),
    /** Null: the usual one. */
    form: nullable(json<Form>()),
    early_bird: nullable(json<NonNullable<Pricing["earlyBird"]>>()),
    company_billing: bool(),
    approval: bool(),
    /** Null: as it is usual for the event's access. */
    waitlist_mode: nullable(json<WaitlistMode>()),
    publish_at: nullable(timestamptz()),
    /** Why the event did not go public by itself, a reason code. */
    publication_refused: nullable(text()),
    lifecycle: text(),
    /** When it was to begin before its dates were moved while it was public; null when they never were. */
    moved_from: nullable(timestamptz()),
    cancel_reason: nullable(text()),
    /** Revision of the last fact in the event's stream that changed any of this. */
    details_revision: int(),
    /** Grows with every change but those of registrations; the `ETag` of the API. */
    version: int(),
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

const speakers = table({
  key: "speaker",
  about: "Who speaks at which event, with what is told of them.",
  columns: {
    /** Of the event and of the speaker: a person may speak at many. */
    speaker: text(),
    speaker_id: uuid(),
    event_id: uuid(),
    person_id: uuid(),
    /** Never public. */
    email: personal(text(), "person_id"),
    name: personal(text(), "person_id"),
    title: personal(text(), "person_id"),
    company: personal(text(), "person_id"),
    links: personal(json<SpeakerProfile["links"]>(), "person_id"),
    bio: personal(text(), "person_id"),
    photo: personal(text(), "person_id"),
    role: text() as Column<SpeakerRole>,
    /** Orders the speakers of an event as they were named first. */
    ordinal: int(),
  },
  indexes: [["event_id"], ["person_id"]],
});

export type Details = RowOf<typeof details["columns"]>;
type Slugs = Rows<RowOf<typeof slugs["columns"]>>;

export const eventDetails = projection({
  name: "event_details",
  version: 3,
  about: "Everything about an event but its people: for the public page and the editor.",
  tables: { event_details: details, event_slugs: slugs, event_speakers: speakers },
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
        follow_ups: [],
        format: data.format ?? null,
        category: data.category ?? null,
        tags: data.tags ?? [],
        difficulty: data.difficulty ?? null,
        languages: data.languages ?? [data.language],
        sensitive: data.sensitive ?? false,
        audience: { who: "everyone" },
        platform: { kind: "room" },
        materials: [],
        page: plainPage,
        translations: {},
        form: null,
        early_bird: null,
        company_billing: false,
        approval: false,
        waitlist_mode: null,
        publish_at: null,
        publication_refused: null,
        lifecycle: "draft",
        moved_from: null,
        cancel_reason: null,
        details_revision: revision,
        version: 1,
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
    EventRescheduled: (fact, rows) => {
      const before = rows.event_details.get(fact.data.eventId);
      const moved = before?.lifecycle === "published" ? { moved_from: before.dates[0]?.startsAt ?? null } : {};
      change(rows.event_details, fact, { time_zone: fact.data.timeZone, dates: fact.data.dates, ...moved });
    },
    AutomationsConfigured: (fact, rows) => {
      const { confirmation, reminders, followUps = [] } = fact.data;
      change(rows.event_details, fact, { confirmation, reminders, follow_ups: followUps });
    },
    AudienceChosen: (fact, rows) => change(rows.event_details, fact, { audience: fact.data.audience }),
    PlatformChosen: (fact, rows) => change(rows.event_details, fact, { platform: fact.data.platform }),
    MaterialsListed: (fact, rows) => change(rows.event_details, fact, { materials: fact.data.materials }),
    SpeakerNamed: (fact, rows) => {
      change(rows.event_details, fact, {});
      const { eventId: event_id, speakerId: speaker_id, personId: person_id, ...told } = fact.data;
      const speaker = speakerKey(fact.data);
      const ordinal = rows.event_speakers.get(speaker)?.ordinal ?? fact.revision;
      rows.event_speakers.insert({ speaker, speaker_id, event_id, person_id, ...told, ordinal });
    },
    SpeakerRemoved: (fact, rows) => {
      change(rows.event_details, fact, {});
      rows.event_speakers.delete(speakerKey(fact.data));
    },
    RegistrationPageDesigned: (fact, rows) => change(rows.event_details, fact, { page: fact.data.page }),
    EventTranslated: (fact, rows) => {
      const { eventId, language, texts } = fact.data;
      const { [language]: _, ...others } = rows.event_details.get(eventId)?.translations ?? {};
      change(rows.event_details, fact, { translations: texts === null ? others : { ...others, [language]: texts } });
    },
    FormDesigned: (fact, rows) => {
      const { form } = fact.data;
      change(rows.event_details, fact, { form, company_required: form.standard.company === "required" });
    },
    PricingSet: (fact, rows) => {
      const { access, price, earlyBird, companyBilling } = fact.data.pricing;
      change(rows.event_details, fact, { access, price, early_bird: earlyBird, company_billing: companyBilling });
    },
    ApprovalSwitched: (fact, rows) => change(rows.event_details, fact, { approval: fact.data.on }),
    WaitlistModeChosen: (fact, rows) => {
      const { mode, offerHours } = fact.data;
      change(rows.event_details, fact, { waitlist_mode: { mode, offerHours } });
    },
    PublicationScheduled: (fact, rows) =>
      change(rows.event_details, fact, {
        lifecycle: "scheduled",
        publish_at: fact.data.publishAt,
        publication_refused: null,
      }),
    PublicationUnscheduled: (fact, rows) =>
      change(rows.event_details, fact, { lifecycle: "draft", publish_at: null, publication_refused: null }),
    CommandDeclined: ({ data, stream }, rows) => {
      if (data.command !== "PublishScheduled") return;
      rows.event_details.update(stream.replace(/^event-/, ""), (event) => {
        if (event.publish_at !== null) event.publication_refused = data.reason;
      });
    },
    EventUnpublished: (fact, rows) => change(rows.event_details, fact, { lifecycle: "draft", published_at: null }),
    EventDeleted: ({ data: { eventId } }, rows) => {
      const event = rows.event_details.get(eventId);
      if (event) rows.event_slugs.delete(`${event.studio_id}/${event.slug}`);
      rows.event_details.delete(eventId);
      for (const { speaker } of rows.event_speakers.where({ event_id: eventId })) rows.event_speakers.delete(speaker);
    },
    CapacityRaised: (fact, rows) => change(rows.event_details, fact, { capacity: fact.data.capacity }),
    CapacityLowered: (fact, rows) => change(rows.event_details, fact, { capacity: fact.data.capacity }),
    WaitlistSwitched: (fact, rows) => change(rows.event_details, fact, { waitlist: fact.data.on }),
    RegistrationWindowSet: (fact, rows) =>
      change(rows.event_details, fact, {
        registration_opens_at: fact.data.opensAt,
        registration_closes_at: fact.data.closesAt,
      }),
    EventPublished: (fact, rows) =>
      change(rows.event_details, fact, {
        lifecycle: "published",
        published_at: fact.meta.occurredAt,
        publish_at: null,
        publication_refused: null,
      }),
    EventCancelled: (fact, rows) =>
      change(rows.event_details, fact, { lifecycle: "cancelled", cancel_reason: fact.data.reason, publish_at: null }),
    PersonErased: ({ data: { personId } }, rows) =>
      eraseWhere(rows.event_speakers, speakers, "speaker", { person_id: personId }),
  },
});

function speakerKey({ eventId, speakerId }: { eventId: string; speakerId: string }): string {
  return `${eventId}/${speakerId}`;
}

interface Change {
  data: { eventId: string };
  revision: number;
  meta: { occurredAt: string };
}

function change(rows: Rows<Details>, { data, revision, meta }: Change, changes: Partial<Details>): Details | undefined {
  return rows.update(data.eventId, (event) => {
    Object.assign(event, changes);
    event.details_revision = revision;
    event.version++;
    event.updated_at = meta.occurredAt;
  });
}

function defined<T extends object>(changes: T): Partial<T> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function leadTo(rows: Slugs, studioId: string, slug: string, eventId: string): void {
  rows.insert({ address: `${studioId}/${slug}`, studio_id: studioId, slug, event_id: eventId });
}
