import type { EventDate } from "../../../domain/virtual_event/events.ts";
import type { OrganizerMail, OrganizerReference } from "../../../reactors/mails/organizer_mail.ts";
import type { EventReport } from "../../../reactors/mails/report.ts";
import type { Language } from "../../../domain/ids.ts";
import type { EventMail, EventMailReference } from "../../../reactors/mails/event_mail.ts";
import { ids } from "../support/fold.ts";

export const date = (dateId: string, startsAt: string, durationMinutes = 60) =>
  ({ dateId, startsAtLocal: startsAt.slice(0, 16), startsAt, durationMinutes }) as EventDate;

const dates = [date(ids.date, "2026-11-24T18:00:00.000Z")];

/** One reference of every kind of mail to registrants. */
export const references: EventMailReference[] = [
  { kind: "confirmation" },
  { kind: "moved_up" },
  { kind: "waitlisted", position: 3 },
  { kind: "registration_cancelled", held: true },
  { kind: "event_cancelled", reason: "Enfermedad", held: true },
  {
    kind: "rescheduled",
    held: true,
    formerly: [date(ids.date, "2026-11-23T18:00:00.000Z")],
    formerZone: "Europe/Madrid",
  },
  { kind: "reminder", dateId: ids.date, offset: "PT1H", startsAt: dates[0]!.startsAt },
  { kind: "reminder", dateId: ids.date, offset: "PT24H", startsAt: dates[0]!.startsAt },
  { kind: "reminder", dateId: ids.date, offset: "P7D", startsAt: dates[0]!.startsAt },
  { kind: "join_details", dateId: ids.date, startsAt: dates[0]!.startsAt },
  { kind: "room_opens", dateId: ids.date, startsAt: dates[0]!.startsAt },
  { kind: "link" },
  {
    kind: "campaign",
    subject: "News, {firstName}",
    body: "About {title}.\n\nAnd {studio}.",
    unsubscribe: "https://webinars.example/mail/x",
  },
  { kind: "pending" },
  { kind: "approved" },
  { kind: "declined", reason: "Es para avanzados." },
  { kind: "offer", expiresAt: "2026-11-21T10:00:00.000Z" },
  { kind: "offer_expired" },
  { kind: "next_date", waitedFor: "Movilidad", unsubscribe: "https://webinars.example/mail/x" },
  { kind: "transfer_offered", expiresAt: "2026-11-21T10:00:00.000Z" },
  { kind: "transferred" },
  { kind: "follow_up_attended" },
  { kind: "follow_up_missed" },
];

/** A mail as it would go to Ana. */
export function sample(
  reference: EventMailReference,
  language: Language = "es",
  { event = {}, recipient = {} }: { event?: Partial<EventMail["event"]>; recipient?: Partial<EventMail["recipient"]> } =
    {},
): EventMail {
  return {
    reference,
    event: {
      event_id: ids.event,
      studio_id: ids.studio,
      lifecycle: "published",
      title: "5 Errores Comunes al Empezar con Calistenia",
      summary: "Para todos los que empiezan.",
      language: "es",
      slug: "errores",
      time_zone: "Europe/Madrid",
      dates,
      formerly: null,
      sequence: 2,
      platform: { kind: "room" },
      automations: { confirmation: true, reminders: ["PT1H"] },
      materials: [],
      page: { agenda: [], prerequisites: [] },
      translations: {},
      ...event,
    },
    studio: {
      studio_id: ids.studio,
      name: "Estudio Núñez",
      address: "nunez",
      language: "es",
      time_zone: "Europe/Madrid",
      sender_name: "",
      reply_to: "",
      logo: null,
      brand_colour: null,
      support: { contact: "", testUrl: "", requirements: {} },
    },
    recipient: {
      personId: ids.ana,
      email: "ana@example.com",
      firstName: "Ana",
      lastName: "López",
      language,
      timeZone: "Europe/London",
      reference: "K7Q4-9MXD",
      ...recipient,
    },
    urls: {
      registration: "https://webinars.example/r/token",
      event: "https://webinars.example/s/nunez/errores",
      studio: "https://webinars.example/s/nunez",
    },
    sender: { address: "studio@webinars.example", name: "Estudio Núñez" },
    host: "webinars.example",
    at: "2026-11-20T10:00:00.000Z",
  };
}

/** A mail to those who hold the event. */
export function organizerSample(
  kind: OrganizerReference["kind"],
  report: EventReport,
  language: Language = "en",
): OrganizerMail {
  const { event, studio, urls, sender, at } = sample({ kind: "link" }, language);
  const reference = kind === "event_report"
    ? { kind, startsAt: dates[0]!.startsAt }
    : { kind, dateId: ids.date, startsAt: dates[0]!.startsAt };
  return {
    reference,
    event,
    studio,
    report,
    firstName: "Berta",
    language,
    urls: { event: urls.event, dashboard: "https://webinars.example/dashboard" },
    sender,
    at,
  };
}
