import { calendarLinks } from "../../calendar/links.ts";
import type { Language } from "../../domain/ids.ts";
import type { EventDate } from "../../domain/virtual_event/events.ts";
import { fill } from "../../i18n/area.ts";
import { type MailKind, mailTexts } from "../../i18n/mails/texts.ts";
import type { Run, Section } from "./content.ts";
import type { EventMail } from "./event_mail.ts";
import type { EventRow, StudioRow } from "./tables.ts";
import type { CalendarEntry } from "../../calendar/entry.ts";

/** Minutes of an agenda that a last reminder still tells. */
const BRIEF = 5;

/** What a mail says below its facts, by what it is for. */
export function sectionsOf(
  kind: MailKind,
  mail: EventMail,
  { first, entry, attached }: { first: EventDate; entry: CalendarEntry; attached: boolean },
): Section[] {
  const parts = {
    platform: () => platform(mail),
    preparation: () => preparation(mail),
    agenda: () => agenda(mail),
    brief: () => agenda(mail, BRIEF),
    calendar: () => calendar(mail, entry, attached),
    technical: () => technical(mail),
    contact: () => contact(mail),
    emergency: () => emergency(mail),
    share: () => share(mail),
    unsubscribe: () => unsubscribe({ address: addressIn(mail), recipient: mail.recipient }),
  };
  const wanted = order[kind] ?? ["contact"];
  return first ? wanted.flatMap((part) => parts[part]()) : [];
}

type Part =
  | "platform"
  | "preparation"
  | "agenda"
  | "brief"
  | "calendar"
  | "technical"
  | "contact"
  | "emergency"
  | "share"
  | "unsubscribe";

const place: readonly Part[] = ["platform", "calendar", "preparation", "technical", "contact", "share"];
/** Everything else is answered by "Questions?" alone. */
const order: Partial<Record<MailKind, readonly Part[]>> = {
  confirmation: place,
  moved_up: place,
  approved: place,
  rescheduled: ["platform", "calendar", "contact"],
  reminder_week: ["preparation", "agenda", "calendar", "technical", "contact"],
  reminder_days: ["platform", "preparation", "technical", "contact"],
  reminder_soon: ["platform", "brief", "emergency"],
  room_opens: ["platform", "emergency"],
  join_details: ["platform", "calendar", "technical", "emergency"],
  campaign: ["contact", "unsubscribe"],
  next_date: ["contact", "unsubscribe"],
};

/** A sentence whose placeholders are links. */
export function runs(text: string, links: Record<string, { label: string; url: string }>): Run[] {
  return text.split(/\{(\w+)\}/).map((piece, n) => n % 2 === 0 ? piece : links[piece]!).filter((run) => run !== "");
}

/** Whom attendees ask: what the studio says, else where answers go. */
export function contactLink(studio: StudioRow, sender: { address: string }): { label: string; url: string } {
  const said = studio.support.contact.trim();
  if (said === "") return { label: sender.address, url: `mailto:${sender.address}` };
  if (/^https?:\/\//.test(said)) return { label: said, url: said };
  if (/^[^\s@]+@[^\s@]+$/.test(said)) return { label: said, url: `mailto:${said}` };
  return { label: said, url: `mailto:${sender.address}` };
}

/** Whom one asks. */
export function contact(
  { recipient: { language }, studio, sender }: {
    recipient: { language: Language };
    studio: StudioRow;
    sender: { address: string };
  },
): Section[] {
  const { sections } = mailTexts[language];
  return [{ title: sections.contact, lines: [runs(sections.contactText, { contact: contactLink(studio, sender) })] }];
}

function emergency({ recipient: { language }, studio, sender }: EventMail): Section[] {
  const { sections } = mailTexts[language];
  return [{ title: sections.contact, lines: [runs(sections.emergency, { contact: contactLink(studio, sender) })] }];
}

function technical({ recipient: { language }, studio, event }: EventMail): Section[] {
  return [technicalSection(studio, language, event.language)];
}

/** What the studio says one needs, in the reader's language, else the event's; what is usual where it says nothing. */
export function technicalSection({ support }: StudioRow, language: Language, fallback: Language): Section {
  const { sections } = mailTexts[language];
  const said = support.requirements[language] || support.requirements[fallback] || sections.technicalText;
  const test = support.testUrl === "" ? [] : [
    runs(sections.testLink, { test: { label: support.testUrl, url: support.testUrl } }),
  ];
  return { title: sections.technical, lines: [...linesOf(said), ...test] };
}

function preparation({ event, recipient: { language }, urls }: EventMail): Section[] {
  const texts = event.translations[language];
  const prerequisites = texts?.prerequisites?.length ? texts.prerequisites : event.page.prerequisites;
  const materials = event.materials.filter(({ when }) => when === "before").map(({ materialId, title, at }): Run[] => [{
    label: title,
    url: at.is === "link" ? at.url : `${urls.registration}/materials/${materialId}`,
  }]);
  const lines = [...prerequisites.map((line): Run[] => [line]), ...materials];
  return lines.length === 0 ? [] : [{ title: mailTexts[language].sections.preparation, lines }];
}

function agenda({ event, recipient: { language } }: EventMail, most = 50): Section[] {
  const { sections } = mailTexts[language];
  const translated = event.translations[language]?.agenda;
  const lines = event.page.agenda.slice(0, most).map(({ minute, title }, i): Run[] => [
    fill(sections.minute, { minute: String(minute), title: translated?.[i]?.title || title }, language),
  ]);
  return lines.length === 0 ? [] : [{ title: sections.agenda, lines }];
}

function platform({ event, recipient: { language }, reference }: EventMail): Section[] {
  const place = "held" in reference ? reference.held : true;
  return place ? platformSection(event, language) : [];
}

/** Address and password of where it takes place, if that is not the event's own room; only for those with a place. */
export function platformSection({ platform }: EventRow, language: Language): Section[] {
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

function calendar(
  { event, recipient: { language }, urls }: EventMail,
  entry: CalendarEntry,
  attached: boolean,
): Section[] {
  const { sections } = mailTexts[language];
  const links = calendarLinks({ ...entry, url: urls.registration });
  const byLink = event.dates.length === 1
    ? [runs(sections.calendarLinks, {
      google: { label: "Google Calendar", url: links.google },
      outlook: { label: "Outlook", url: links.outlook },
    })]
    : [];
  const lines = [...(attached ? [[sections.calendarAttached]] : []), ...byLink];
  return lines.length === 0 ? [] : [{ title: sections.calendar, lines }];
}

function share({ event, recipient: { language }, urls }: EventMail): Section[] {
  const { sections } = mailTexts[language];
  const title = event.translations[language]?.title ?? event.title;
  const message = fill(sections.shareMessage, { title, url: urls.event }, language);
  const encoded = encodeURIComponent(message);
  return [{
    title: sections.share,
    lines: [
      runs(sections.shareText, { url: { label: urls.event, url: urls.event } }),
      runs(sections.shareVia, {
        whatsapp: { label: "WhatsApp", url: `https://wa.me/?text=${encoded}` },
        linkedin: {
          label: "LinkedIn",
          url: `https://www.linkedin.com/sharing/share-offsite/?url=${encodeURIComponent(urls.event)}`,
        },
        mail: { label: sections.mail, url: `mailto:?subject=${encodeURIComponent(title)}&body=${encoded}` },
      }),
    ],
  }];
}

const addressIn = ({ reference }: EventMail) => "unsubscribe" in reference ? reference.unsubscribe : null;

/** How one gets no more of it; nothing where there is no address for that. */
export function unsubscribe(
  { address, recipient: { language } }: { address: string | null; recipient: { language: Language } },
): Section[] {
  if (address === null) return [];
  const { sections } = mailTexts[language];
  const link = { label: sections.unsubscribeLink, url: address };
  return [{ title: sections.unsubscribe, lines: [runs(sections.unsubscribeText, { link })] }];
}

function linesOf(text: string): Run[][] {
  return text.split("\n").map((line) => line.trim()).filter((line) => line !== "").map((line) => [line]);
}
