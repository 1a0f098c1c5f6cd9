import type { CalendarEntry } from "../../calendar/entry.ts";
import { uidOf } from "../../calendar/entry.ts";
import { type CalendarMethod, icsContentType, icsFile } from "../../calendar/ics.ts";
import type { Language } from "../../domain/ids.ts";
import type { EventDate } from "../../domain/virtual_event/events.ts";
import type { Address, Attachment } from "../../gateways/mail/port.ts";
import { fill } from "../../i18n/area.ts";
import { duration, moment, when } from "../../i18n/formats.ts";
import { type MailKind, mailTexts } from "../../i18n/mails/texts.ts";
import { minutesOf } from "../moments.ts";
import type { FactLine, MailContent } from "./content.ts";
import { sectionsOf } from "./sections.ts";
import type { EventRow, StudioRow } from "./tables.ts";

/** Whom a mail goes to: decrypted for this attempt, kept nowhere. */
export interface Recipient {
  personId: string;
  email: string;
  firstName: string;
  lastName: string;
  language: Language;
  timeZone: string;
  /** Readable reference of the registration. */
  reference: string;
}

/** What a mail to a registrant is about, as planned: ids and instants only. */
export type EventMailReference =
  | { kind: "confirmation" | "moved_up" | "approved" | "link" }
  | { kind: "pending" | "offer_expired" | "transferred" | "follow_up_attended" | "follow_up_missed" }
  | { kind: "declined"; reason: string }
  | { kind: "offer" | "transfer_offered"; expiresAt: string }
  | { kind: "registration_cancelled"; held: boolean }
  | { kind: "waitlisted"; position: number }
  | { kind: "event_cancelled"; reason: string; held: boolean }
  | { kind: "rescheduled"; held: boolean; formerly: EventDate[]; formerZone: string }
  | { kind: "reminder"; dateId: string; offset: string; startsAt: string }
  | { kind: "room_opens" | "join_details"; dateId: string; startsAt: string }
  | { kind: "next_date"; waitedFor: string; unsubscribe: string }
  | { kind: "campaign"; subject: string; body: string; unsubscribe: string | null };

/** Everything a mail to a registrant is made of. */
export interface EventMail {
  reference: EventMailReference;
  event: EventRow;
  studio: StudioRow;
  recipient: Recipient;
  urls: { registration: string; event: string; studio: string };
  /** Who sends and organizes; its name is the studio's. */
  sender: Address;
  /** Host part of the calendar's UIDs. */
  host: string;
  /** ISO 8601 UTC. */
  at: string;
}

/** Mails whose button does not lead to one's own registration: there is none any more. */
const toEventPage: readonly MailKind[] = [
  "campaign",
  "registration_cancelled",
  "declined",
  "offer_expired",
  "transferred",
  "next_date",
];
const toStudio: readonly MailKind[] = ["event_cancelled", "follow_up_attended", "follow_up_missed"];
/** Mails whose button leads straight in, where the event is held elsewhere. */
const toRoom: readonly MailKind[] = ["reminder_soon", "room_opens", "join_details"];

const DAY = 24 * 60;

/** Which words a mail has: reminders by how far away the date is, a week, days, or hours. */
export function kindOf(reference: EventMailReference): MailKind {
  if (reference.kind !== "reminder") return reference.kind;
  const minutes = minutesOf(reference.offset);
  if (minutes >= 5 * DAY) return "reminder_week";
  return minutes > 3 * 60 ? "reminder_days" : "reminder_soon";
}

/** The mail's content in the registrant's language, dates in the event's zone with theirs beside it. */
export function eventMail(mail: EventMail): MailContent {
  const { reference, event, studio, recipient } = mail;
  const { language } = recipient;
  const texts = mailTexts[language];
  const dates = datesOf(mail);
  const first = dates[0] ?? event.dates[0]!;
  const kind = kindOf(reference);
  const attachments = attachmentsOf(mail);
  const values = {
    title: titleOf(mail),
    firstName: recipient.firstName,
    studio: studio.name,
    when: say(first, event.time_zone, mail),
    position: reference.kind === "waitlisted" ? String(reference.position) : "",
    headline: "",
    waitedFor: reference.kind === "next_date" ? reference.waitedFor : "",
    expires: "expiresAt" in reference ? moment(reference.expiresAt, recipient.timeZone, language) : "",
  };
  if (reference.kind === "campaign") values.headline = fill(reference.subject, values, language);
  return {
    kind,
    language,
    values,
    studio: studio.name,
    brand: studio,
    ...(reference.kind === "campaign" ? { body: paragraphs(fill(reference.body, values, language)) } : {}),
    url: buttonUrl(kind, mail),
    facts: factsOf(mail, dates),
    sections: sectionsOf(kind, mail, { first, entry: entryOf(first, mail), attached: attachments.length > 0 }),
    footer: fill(texts.footer[footerOf(reference)], values, language),
    attachments,
  };
}

/** Why somebody gets it. */
function footerOf(reference: EventMailReference): "marketing" | "waited" | "registrant" {
  if (reference.kind === "next_date") return "waited";
  return reference.kind === "campaign" && reference.unsubscribe !== null ? "marketing" : "registrant";
}

/** Empty lines part them. */
export function paragraphs(text: string): string[] {
  return text.replaceAll("\r\n", "\n").split(/\n{2,}/).map((part) => part.trim()).filter((part) => part !== "");
}

function buttonUrl(kind: MailKind, { event: { platform }, urls }: EventMail): string {
  if (toRoom.includes(kind) && platform.kind !== "room") return platform.url;
  if (toEventPage.includes(kind)) return urls.event;
  return toStudio.includes(kind) ? urls.studio : urls.registration;
}

/** In the reader's language where there is one. */
function titleOf({ event, recipient }: EventMail): string {
  return event.translations[recipient.language]?.title ?? event.title;
}

/** The dates a mail speaks of: the one it reminds of, else those to come, else all. */
function datesOf({ reference, event, at }: EventMail): readonly EventDate[] {
  if ("dateId" in reference) {
    return event.dates.filter((date) => date.dateId === reference.dateId);
  }
  const toCome = event.dates.filter((date) => date.startsAt > at);
  return toCome.length > 0 ? toCome : event.dates;
}

function say(date: EventDate, zone: string, { recipient: { timeZone, language }, at }: EventMail): string {
  return when({ startsAt: date.startsAt, zone, ownZone: timeZone }, language, new Date(at));
}

function factsOf(mail: EventMail, dates: readonly EventDate[]): FactLine[] {
  const { reference, event, studio, recipient } = mail;
  const { labels } = mailTexts[recipient.language];
  const lengths = [...new Set(dates.map((date) => duration(date.durationMinutes)))];
  const lines: FactLine[] = [];
  lines.push({ label: labels.when, values: dates.map((date) => say(date, event.time_zone, mail)) });
  if (reference.kind === "rescheduled" && reference.formerly.length > 0) {
    const values = reference.formerly.map((date) => say(date, reference.formerZone, mail));
    lines.push({ label: labels.formerly, values });
  }
  if (reference.kind === "event_cancelled" || reference.kind === "declined") {
    if (reference.reason.trim()) lines.push({ label: labels.reason, values: [reference.reason] });
  } else lines.push({ label: labels.duration, values: lengths });
  lines.push({ label: labels.host, values: [studio.name] });
  // there is no registration for the next date yet
  if (reference.kind !== "next_date") lines.push({ label: labels.reference, values: [recipient.reference] });
  return lines;
}

function entryOf(date: EventDate, mail: EventMail, zone = mail.event.time_zone): CalendarEntry {
  const { event, urls, host } = mail;
  return {
    uid: uidOf(date.dateId, host),
    sequence: event.sequence,
    title: titleOf(mail),
    description: event.summary,
    url: urls.registration,
    startsAt: date.startsAt,
    durationMinutes: date.durationMinutes,
    timeZone: zone,
  };
}

/** What the registrant's calendar has to do: take the dates in, move them, or let them go. */
function attachmentsOf(mail: EventMail): Attachment[] {
  const { reference, event } = mail;
  switch (reference.kind) {
    case "confirmation":
    case "moved_up":
    case "approved":
    case "join_details":
    case "reminder":
      if (reference.kind === "reminder" && kindOf(reference) !== "reminder_week") return [];
      return [ics(mail, "request", event.dates.map((date) => entryOf(date, mail)))];
    case "rescheduled": {
      if (!reference.held) return [];
      const kept = new Set(event.dates.map((date) => date.dateId));
      const dropped = reference.formerly.filter((date) => !kept.has(date.dateId));
      return [
        ics(mail, "request", event.dates.map((date) => entryOf(date, mail))),
        ...(dropped.length > 0
          ? [ics(mail, "cancel", dropped.map((date) => entryOf(date, mail, reference.formerZone)))]
          : []),
      ];
    }
    case "transferred":
      return [ics(mail, "cancel", event.dates.map((date) => entryOf(date, mail)))];
    case "registration_cancelled":
    case "event_cancelled":
      return reference.held ? [ics(mail, "cancel", event.dates.map((date) => entryOf(date, mail)))] : [];
    default:
      return [];
  }
}

function ics(
  { recipient, studio, sender, at }: EventMail,
  method: CalendarMethod,
  entries: CalendarEntry[],
): Attachment {
  return {
    filename: method === "cancel" ? "cancelled.ics" : "invite.ics",
    contentType: icsContentType(method),
    content: icsFile({
      method,
      entries,
      organizer: { name: studio.name, email: sender.address },
      attendee: { name: `${recipient.firstName} ${recipient.lastName}`.trim(), email: recipient.email },
      at,
      alarmMinutes: 15,
    }),
  };
}
