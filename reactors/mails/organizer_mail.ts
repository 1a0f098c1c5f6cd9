import type { Language } from "../../domain/ids.ts";
import { fill } from "../../i18n/area.ts";
import { day, duration, money, when } from "../../i18n/formats.ts";
import { mailTexts } from "../../i18n/mails/texts.ts";
import type { FactLine, MailContent, Run, Section } from "./content.ts";
import type { Counted, EventReport } from "./report.ts";
import { contactLink, platformSection, runs, technicalSection } from "./sections.ts";
import type { EventRow, StudioRow } from "./tables.ts";

/** What a mail to those who hold an event is about, as planned. */
export type OrganizerReference =
  | { kind: "speaker_alert" | "summary" | "date_notice"; dateId: string; startsAt: string }
  | { kind: "event_report"; startsAt: string };

/** Everything such a mail is made of. */
export interface OrganizerMail {
  reference: OrganizerReference;
  event: EventRow;
  studio: StudioRow;
  report: EventReport;
  firstName: string;
  language: Language;
  urls: { event: string; dashboard: string };
  sender: { address: string };
  at: string;
}

/** Most people, companies or questions that a mail lists. */
const MOST = 200;

/** A mail to a speaker or to the programme manager about one event. */
export function organizerMail(mail: OrganizerMail): MailContent {
  const { reference, event, studio, report, language, urls } = mail;
  const texts = mailTexts[language];
  const date = event.dates.find(({ dateId }) => "dateId" in reference && dateId === reference.dateId) ??
    event.dates[0]!;
  const title = event.translations[language]?.title ?? event.title;
  const values = {
    title,
    studio: studio.name,
    firstName: mail.firstName,
    count: String(report.confirmed),
    when: when({ startsAt: date.startsAt, zone: event.time_zone }, language, new Date(mail.at)),
  };
  const toSpeaker = reference.kind === "speaker_alert";
  return {
    kind: reference.kind,
    language,
    values,
    studio: studio.name,
    brand: studio,
    url: toSpeaker ? urls.event : urls.dashboard,
    facts: factsOf(mail, values.when, date.durationMinutes),
    sections: reference.kind === "date_notice" ? [] : sectionsFor(mail),
    footer: fill(toSpeaker ? texts.footer.speaker : texts.footer.manager, values, language),
    attachments: [],
  };
}

/** The studio's new registrations, by event. */
export function digestMail(
  { studio, counted, url }: { studio: StudioRow; counted: readonly Counted[]; url: string },
): MailContent {
  const { language } = studio;
  const texts = mailTexts[language];
  const count = String(counted.reduce((sum, one) => sum + one.count, 0));
  const values = { studio: studio.name, count };
  return {
    kind: "registration_digest",
    language,
    values,
    studio: studio.name,
    brand: studio,
    url,
    facts: [{ label: texts.labels.newest, values: [count] }],
    sections: [{ title: texts.sections.byEvent, lines: listOf(counted) }],
    footer: fill(texts.footer.manager, values, language),
    attachments: [],
  };
}

function factsOf({ reference, report, language }: OrganizerMail, date: string, minutes: number): FactLine[] {
  const { labels } = mailTexts[language];
  const line = (label: string, value: number | string | null): FactLine[] =>
    value === null ? [] : [{ label, values: [String(value)] }];
  return [
    ...line(labels.when, date),
    ...line(labels.duration, duration(minutes)),
    ...line(labels.registered, report.confirmed),
    ...line(labels.waitlisted, report.waitlisted),
    ...(reference.kind === "speaker_alert" ? [] : [
      ...line(labels.cancelled, report.cancelled),
      ...line(labels.revenue, report.revenue && money(report.revenue, language)),
    ]),
    ...(reference.kind === "event_report"
      ? [...line(labels.attended, report.attended), ...line(labels.missed, report.missed)]
      : []),
  ];
}

/** The speaker hears of the people, the technology and the back-up plan; the manager of all that, of names and days too. */
function sectionsFor(mail: OrganizerMail): Section[] {
  const { reference, event, studio, report, language, urls, sender } = mail;
  const { sections } = mailTexts[language];
  const trend = { title: sections.trend, lines: listOf(report.perDay.map((one) => onDay(one, event, language))) };
  const people = {
    title: sections.people,
    lines: report.people.slice(0, MOST).map(({ name, position, company }): Run[] => [
      [name, position, company].filter(Boolean).join(", "),
    ]),
  };
  if (reference.kind === "event_report") return [trend].filter(isFilled);
  const insights = [
    { title: sections.companies, lines: listOf(report.companies) },
    { title: sections.positions, lines: listOf(report.positions) },
    {
      title: sections.questions,
      lines: report.questions.length === 0
        ? [[sections.noQuestions]]
        : report.questions.slice(0, MOST).map((question): Run[] => [question]),
    },
    ...platformSection(event, language),
    technicalSection(studio, language, event.language),
    { title: sections.backup, lines: sections.backupLines.map((line): Run[] => [line]) },
    { title: sections.contact, lines: [runs(sections.contactText, { contact: contactLink(studio, sender) })] },
    { title: sections.links, lines: [[{ label: urls.event, url: urls.event }]] },
  ];
  return (reference.kind === "summary" ? [people, trend, ...insights] : insights).filter(isFilled);
}

function isFilled({ lines }: Section): boolean {
  return lines.length > 0;
}

function listOf(counted: readonly Counted[]): Run[][] {
  return counted.slice(0, MOST).map(({ name, count }) => [`${name}: ${count}`]);
}

function onDay({ name, count }: Counted, event: EventRow, language: Language): Counted {
  return { name: day(`${name}T12:00:00.000Z`, event.time_zone, language, new Date(`${name}T12:00:00.000Z`)), count };
}
