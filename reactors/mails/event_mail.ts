import type { CalendarEntry } from "../../calendar/entry.ts";
import { uidOf } from "../../calendar/entry.ts";
import { type CalendarMethod, icsContentType, icsFile } from "../../calendar/ics.ts";
import { calendarLinks } from "../../calendar/links.ts";
import type { Language } from "../../domain/ids.ts";
import type { EventDate } from "../../domain/virtual_event/events.ts";
import type { Address, Attachment } from "../../gateways/mail/port.ts";
import { fill } from "../../i18n/area.ts";
import { duration, moment, when } from "../../i18n/formats.ts";
import { type MailKind, mailTexts } from "../../i18n/mails/texts.ts";
import type { FactLine, MailContent, Run, Section } from "./content.ts";
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
  | { kind: "reminder"; dateId: string; offset: string; startsAt: string };

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
const toEventPage: readonly MailKind[] = ["registration_cancelled", "declined", "offer_expired", "transferred"];
const toStudio: readonly MailKind[] = ["event_cancelled", "follow_up_attended", "follow_up_missed"];
/** Mails that say that one has a place. */
const toPlace: readonly MailKind[] = ["confirmation", "moved_up", "approved"];

/** The mail's content in the registrant's language, dates in the event's zone with theirs beside it. */
export function eventMail(mail: EventMail): MailContent {
  const { reference, event, studio, recipient, urls } = mail;
  const { language } = recipient;
  const texts = mailTexts[language];
  const dates = datesOf(mail);
  const first = dates[0] ?? event.dates[0]!;
  const values = {
    title: event.title,
    firstName: recipient.firstName,
    studio: studio.name,
    when: say(first, event.time_zone, mail),
    position: reference.kind === "waitlisted" ? String(reference.position) : "",
    expires: "expiresAt" in reference ? moment(reference.expiresAt, recipient.timeZone, language) : "",
  };
  return {
    kind: reference.kind,
    language,
    values,
    studio: studio.name,
    url: buttonUrl(mail),
    facts: factsOf(mail, dates),
    sections: sectionsOf(mail, first),
    footer: fill(texts.footer.registrant, values, language),
    attachments: attachmentsOf(mail),
  };

  function buttonUrl({ reference: { kind } }: EventMail): string {
    if (toEventPage.includes(kind)) return urls.event;
    return toStudio.includes(kind) ? urls.studio : urls.registration;
  }
}

/** The dates a mail speaks of: the one it reminds of, else those to come, else all. */
function datesOf({ reference, event, at }: EventMail): readonly EventDate[] {
  if (reference.kind === "reminder") return event.dates.filter((date) => date.dateId === reference.dateId);
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
  lines.push({ label: labels.reference, values: [recipient.reference] });
  return lines;
}

function sectionsOf(mail: EventMail, first: EventDate): Section[] {
  const { reference: { kind }, event, recipient: { language }, urls, sender } = mail;
  const { sections } = mailTexts[language];
  const contact = {
    title: sections.contact,
    lines: [runs(sections.contactText, { contact: { label: sender.address, url: `mailto:${sender.address}` } })],
  };
  if (!toPlace.includes(kind) && kind !== "reminder" && kind !== "rescheduled") return [contact];
  const technical = { title: sections.technical, lines: [[sections.technicalText]] };
  if (kind === "reminder") return [...joining(mail), technical, contact];
  const links = calendarLinks({ ...entryOf(first, mail), url: urls.registration });
  const calendar = {
    title: sections.calendar,
    lines: [
      ...(attachmentsOf(mail).length > 0 ? [[sections.calendarAttached]] : []),
      ...(event.dates.length === 1
        ? [runs(sections.calendarLinks, {
          google: { label: "Google Calendar", url: links.google },
          outlook: { label: "Outlook", url: links.outlook },
        })]
        : []),
    ],
  };
  if (mail.reference.kind === "rescheduled") {
    return [...(mail.reference.held ? joining(mail) : []), calendar, contact];
  }
  return [...joining(mail), calendar, technical, contact, share(mail)];
}

/** Address and password of where it takes place; only in mails to those with a place. */
function joining({ event: { platform }, recipient: { language } }: EventMail): Section[] {
  if (platform.kind === "room") return [];
  const { sections } = mailTexts[language];
  const { url, password } = platform;
  return [{
    title: sections.join,
    lines: [
      runs(sections.joinText, { url: { label: url, url } }),
      ...(password ? [[fill(sections.joinPassword, { password }, language)]] : []),
    ],
  }];
}

function share({ event, recipient: { language }, urls }: EventMail): Section {
  const { sections } = mailTexts[language];
  const message = fill(sections.shareMessage, { title: event.title, url: urls.event }, language);
  const encoded = encodeURIComponent(message);
  return {
    title: sections.share,
    lines: [
      runs(sections.shareText, { url: { label: urls.event, url: urls.event } }),
      runs(sections.shareVia, {
        whatsapp: { label: "WhatsApp", url: `https://wa.me/?text=${encoded}` },
        linkedin: {
          label: "LinkedIn",
          url: `https://www.linkedin.com/sharing/share-offsite/?url=${encodeURIComponent(urls.event)}`,
        },
        mail: {
          label: sections.mail,
          url: `mailto:?subject=${encodeURIComponent(event.title)}&body=${encoded}`,
        },
      }),
    ],
  };
}

/** A sentence whose placeholders are links. */
function runs(text: string, links: Record<string, { label: string; url: string }>): Run[] {
  return text.split(/\{(\w+)\}/).map((piece, n) => n % 2 === 0 ? piece : links[piece]!).filter((run) => run !== "");
}

function entryOf(date: EventDate, { event, urls, host }: EventMail, zone = event.time_zone): CalendarEntry {
  return {
    uid: uidOf(date.dateId, host),
    sequence: event.sequence,
    title: event.title,
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
