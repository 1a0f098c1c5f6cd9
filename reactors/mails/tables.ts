import { sequenceAfter } from "../../domain/virtual_event/calendar_sequence.ts";
import type { FollowUp, Material, Page, Platform, Sequence, Translation } from "../../domain/virtual_event/design.ts";
import type { SeatStatus } from "../../domain/virtual_event/seats.ts";
import type { EventDate } from "../../domain/virtual_event/events.ts";
import type { SuppressionReason } from "../../domain/suppression/events.ts";
import type { StudioSettings } from "../../domain/studio/settings.ts";
import { usualSettings } from "../../domain/studio/settings.ts";
import type { Language } from "../../domain/ids.ts";
import {
  bool,
  type Column,
  int,
  json,
  nullable,
  type RowOf,
  table,
  text,
  uuid,
} from "../../projections/runtime/definition.ts";
import type { Tables } from "../../projections/runtime/definition.ts";
import type { Own, Reactions } from "../runtime/definition.ts";
import { type FactRef, type Moment, type Spread, spread } from "../runtime/plan.ts";

/** What of the public page stands in mails too. */
export type MailPage = Pick<Page, "agenda" | "prerequisites">;

/** What a reactor that writes about events keeps of them and of their studios. Nothing personal. */
export const eventTables = {
  events: table({
    key: "event_id",
    columns: {
      event_id: uuid(),
      studio_id: uuid(),
      lifecycle: text() as Column<"draft" | "published" | "cancelled">,
      title: text(),
      /** First characters only: enough for a calendar's note. */
      summary: text(),
      /** Of the event's own texts. */
      language: text() as Column<Language>,
      slug: text(),
      time_zone: text(),
      dates: json<EventDate[]>(),
      /** Dates and zone before the last change of them. */
      formerly: nullable(json<{ timeZone: string; dates: EventDate[] }>()),
      /** Of calendar entries: `sequenceAfter`. */
      sequence: int(),
      automations: json<{ confirmation: boolean; reminders: string[]; followUps?: FollowUp[]; sequence?: Sequence }>(),
      /** Where it takes place; address and password are for those with a place. */
      platform: json<Platform>(),
      materials: json<Material[]>(),
      page: json<MailPage>(),
      translations: json<Partial<Record<Language, Pick<Translation, "title" | "agenda" | "prerequisites">>>>(),
    },
    indexes: [["studio_id"]],
  }),
  studios: table({
    key: "studio_id",
    columns: {
      studio_id: uuid(),
      name: text(),
      address: text(),
      language: text() as Column<Language>,
      time_zone: text(),
      /** What people see as the sender; empty: the studio's name. */
      sender_name: text(),
      /** Where answers go; empty: to the sender's address. */
      reply_to: text(),
      logo: nullable(text()),
      brand_colour: nullable(text()),
      support: json<StudioSettings["support"]>(),
    },
  }),
  templates: table({
    key: "template_id",
    about: "Messages that studios write themselves, in the version that holds.",
    columns: {
      template_id: uuid(),
      version: int(),
      subject: text(),
      preview: text(),
      mjml: text(),
      text: text(),
    },
  }),
  suppressed: table({
    key: "person_id",
    about: "People who are not written to, and why.",
    columns: { person_id: uuid(), reason: text() as Column<SuppressionReason> },
  }),
} as const;

/** And who is in them. Nothing personal. */
export const mailTables = {
  ...eventTables,
  seats: table({
    key: "registration_id",
    columns: {
      registration_id: uuid(),
      event_id: uuid(),
      person_id: uuid(),
      status: text() as Column<"requested" | SeatStatus>,
      /** How often it came to wait: a person may be put back into the line. */
      waits: int(),
      /** Of the personal link that holds. */
      generation: int(),
      /** Revision of the fact that holds the newest name; null: of the request. */
      renamed: nullable(int()),
      attendance: text() as Column<"unknown" | "attended" | "no_show">,
      /** Whether it ever had a place: then its dates stand in a calendar. */
      held: bool(),
      /** Revision of `RegistrationRequested` in the event's stream: address and name stand there, encrypted. */
      requested: int(),
      /** Where the person is, for hours in which nobody is disturbed. */
      time_zone: text(),
    },
    indexes: [["event_id", "registration_id"]],
  }),
} as const;

export type EventTables = typeof eventTables;
export type MailTables = typeof mailTables;
export type EventRow = RowOf<EventTables["events"]["columns"]>;
export type StudioRow = RowOf<EventTables["studios"]["columns"]>;
export type SeatRow = RowOf<MailTables["seats"]["columns"]>;

/** Until `AutomationsConfigured` says otherwise; it comes with every event made today. */
const usual = { confirmation: true, reminders: ["PT1H"] };
const SUMMARY = 600;

function standing(status: SeatStatus) {
  return ({ data }: { data: { registrationId: string } }, own: Own<MailTables>): void => {
    own.seats.update(data.registrationId, { status });
  };
}

/** Whoever still has, or may yet get, a place: they hear of what happens to the event. */
export function concerns({ status }: SeatRow): boolean {
  return status === "confirmed" || status === "waitlisted" || status === "offered" || status === "pending";
}

/** How a studio and its messages stay what they are; also for reactors that keep no events. */
export const keepStudios: Reactions<Pick<EventTables, "studios" | "templates">> = {
  TemplateSaved: ({ data: { templateId, version, subject, preview, mjml, text } }, own) => {
    own.templates.insert({ template_id: templateId, version, subject, preview, mjml, text });
  },
  TemplateWithdrawn: ({ data: { templateId } }, own) => own.templates.delete(templateId),
  StudioOpened: ({ data }, own) => {
    const { studioId: studio_id, name, address, language, timeZone: time_zone } = data;
    own.studios.insert({
      studio_id,
      name,
      address,
      language,
      time_zone,
      sender_name: "",
      reply_to: "",
      logo: null,
      brand_colour: null,
      support: usualSettings.support,
    });
  },
  StudioSettingsChanged: ({ data: { studioId, changes } }, own) => {
    const { name, address, language, timeZone, sender, logo, brandColour, support } = changes;
    own.studios.update(studioId, (studio) => {
      studio.name = name ?? studio.name;
      studio.address = address ?? studio.address;
      studio.language = language ?? studio.language;
      studio.time_zone = timeZone ?? studio.time_zone;
      studio.sender_name = sender?.name ?? studio.sender_name;
      studio.reply_to = sender?.replyTo ?? studio.reply_to;
      studio.logo = logo === undefined ? studio.logo : logo;
      studio.brand_colour = brandColour === undefined ? studio.brand_colour : brandColour;
      studio.support = support ?? studio.support;
    });
  },
};

const keepEvents: Reactions<EventTables> = {
  ...keepStudios as Reactions<EventTables>,
  AddressSuppressed: ({ data: { personId, reason } }, own) => {
    own.suppressed.insert({ person_id: personId, reason });
  },
  AddressReleased: ({ data: { personId } }, own) => own.suppressed.delete(personId),
  EventCreated: ({ data }, own) => {
    own.events.insert({
      event_id: data.eventId,
      studio_id: data.studioId,
      lifecycle: "draft",
      title: data.title,
      summary: data.description.slice(0, SUMMARY),
      language: data.language,
      slug: data.slug,
      time_zone: data.timeZone,
      dates: data.dates,
      formerly: null,
      sequence: 0,
      automations: usual,
      platform: { kind: "room" },
      materials: [],
      page: { agenda: [], prerequisites: [] },
      translations: {},
    });
  },
  EventDetailsChanged: ({ type, data: { eventId, changes } }, own) => {
    own.events.update(eventId, (event) => {
      event.title = changes.title ?? event.title;
      event.summary = changes.description?.slice(0, SUMMARY) ?? event.summary;
      event.language = changes.language ?? event.language;
      event.slug = changes.slug ?? event.slug;
      event.sequence = sequenceAfter(event.sequence, { type });
    });
  },
  EventRescheduled: ({ type, data: { eventId, timeZone, dates } }, own) => {
    own.events.update(eventId, (event) => {
      event.formerly = { timeZone: event.time_zone, dates: event.dates };
      event.time_zone = timeZone;
      event.dates = dates;
      event.sequence = sequenceAfter(event.sequence, { type });
    });
  },
  AutomationsConfigured: ({ data: { eventId, ...automations } }, own) => {
    own.events.update(eventId, { automations });
  },
  PlatformChosen: ({ data: { eventId, platform } }, own) => {
    own.events.update(eventId, { platform });
  },
  MaterialsListed: ({ data: { eventId, materials } }, own) => {
    own.events.update(eventId, { materials });
  },
  RegistrationPageDesigned: ({ data: { eventId, page: { agenda, prerequisites } } }, own) => {
    own.events.update(eventId, { page: { agenda, prerequisites } });
  },
  EventTranslated: ({ data: { eventId, language, texts } }, own) => {
    own.events.update(eventId, (event) => {
      const { [language]: _, ...others } = event.translations;
      event.translations = texts === null ? others : { ...others, [language]: mailed(texts) };
    });
  },
  EventUnpublished: ({ data: { eventId } }, own) => {
    own.events.update(eventId, { lifecycle: "draft" });
  },
  EventPublished: ({ data: { eventId } }, own) => {
    own.events.update(eventId, { lifecycle: "published" });
  },
  EventCancelled: ({ type, data: { eventId } }, own) => {
    own.events.update(eventId, (event) => {
      event.lifecycle = "cancelled";
      event.sequence = sequenceAfter(event.sequence, { type });
    });
  },
};

function mailed({ title, agenda, prerequisites }: Translation) {
  return {
    ...(title === undefined ? {} : { title }),
    ...(agenda === undefined ? {} : { agenda }),
    ...(prerequisites === undefined ? {} : { prerequisites }),
  };
}

const keep: Reactions<MailTables> = {
  ...keepEvents as Reactions<MailTables>,
  RegistrationRequested: ({ data: { registrationId, eventId, personId, timeZone }, revision }, own) => {
    own.seats.insert({
      registration_id: registrationId,
      event_id: eventId,
      person_id: personId,
      status: "requested",
      waits: 0,
      generation: 1,
      renamed: null,
      attendance: "unknown",
      held: false,
      requested: revision,
      time_zone: timeZone,
    });
  },
  RegistrationConfirmed: ({ data: { registrationId } }, own) => {
    own.seats.update(registrationId, { status: "confirmed", held: true });
  },
  RegistrationWaitlisted: ({ data: { registrationId } }, own) => {
    own.seats.update(registrationId, (seat) => {
      seat.status = "waitlisted";
      seat.waits++;
    });
  },
  RegistrationPending: standing("pending"),
  RegistrationDeclined: standing("declined"),
  WaitlistSeatOffered: standing("offered"),
  RegistrationExpired: standing("expired"),
  RegistrationCancelled: standing("cancelled"),
  RegistrationTransferred: standing("cancelled"),
  RegistrationDetailsChanged: ({ data: { registrationId }, revision }, own) => {
    own.seats.update(registrationId, { renamed: revision });
  },
  AttendanceMarked: ({ data: { registrationId, attendance } }, own) => {
    own.seats.update(registrationId, { attendance });
  },
  LinkRenewed: ({ data: { registrationId, generation } }, own) => {
    own.seats.update(registrationId, { generation });
  },
};

/** The reactions, each after the mail tables have taken the fact in. */
export function withMailTables<T extends MailTables & Tables>(reactions: Reactions<T>): Reactions<T> {
  return after(keep as unknown as Reactions<T>, reactions);
}

/** The reactions, each after the tables of events and studios have taken the fact in. */
export function withEventTables<T extends EventTables & Tables>(reactions: Reactions<T>): Reactions<T> {
  return after(keepEvents as unknown as Reactions<T>, reactions);
}

/** Both, one after the other; what either plans is planned. */
export function after<T extends Tables>(first: Reactions<T>, then: Reactions<T>): Reactions<T> {
  type Handler = (fact: never, own: Own<T>) => ReturnType<NonNullable<Reactions<T>["EventCreated"]>>;
  const [kept, more] = [first, then] as unknown as Record<string, Handler | undefined>[];
  const names = new Set([...Object.keys(first), ...Object.keys(then)]);
  return Object.fromEntries([...names].map((name) => [name, (fact: never, own: Own<T>) => {
    const plans = [kept![name]?.(fact, own), more![name]?.(fact, own)];
    return plans.flatMap((plan) => plan ?? []);
  }])) as unknown as Reactions<T>;
}

/** Where a registrant's address and name stand. */
export function contactOf(seat: SeatRow): FactRef {
  return { stream: `event-${seat.event_id}`, revision: seat.requested };
}

/** The same for every seat of an event, in waves. */
export function toSeats(eventId: string, by: string, data: Moment = {}): Spread {
  return spread({ over: "seats", match: { event_id: eventId }, by, data });
}

/** What a delivery to a registrant is about. */
export function aboutSeat(seat: SeatRow, event: EventRow) {
  return {
    studioId: event.studio_id,
    personId: seat.person_id,
    eventId: seat.event_id,
    registrationId: seat.registration_id,
  };
}

/** When the last date is over, ISO 8601 UTC: no mail about a place is worth sending after it. */
export function endOfEvent(event: EventRow): string {
  const ends = event.dates.map((date) => Date.parse(date.startsAt) + date.durationMinutes * 60_000);
  return new Date(Math.max(...ends)).toISOString();
}
