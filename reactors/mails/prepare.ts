import type { Language } from "../../domain/ids.ts";
import type { Role } from "../../domain/studio/events.ts";
import type { SuppressionReason } from "../../domain/suppression/events.ts";
import { templateId } from "../../domain/template/template.ts";
import type { Queryable } from "../../projections/runtime/sql.ts";
import { type Clock, systemClock } from "../runtime/clock.ts";
import type { Of } from "../runtime/due.ts";
import type { FactAt } from "../runtime/facts.ts";
import type { FactRef } from "../runtime/plan.ts";
import type { OutboxRow } from "../runtime/tables.ts";
import { invitationMail } from "./account_mail.ts";
import type { MailContent } from "./content.ts";
import { eventMail, type EventMailReference, kindOf } from "./event_mail.ts";
import { digestMail, organizerMail, type OrganizerReference } from "./organizer_mail.ts";
import { newsMail } from "./news_mail.ts";
import { campaignTexts, contactOf, eventOf, studioOf, subjectOf, textOf } from "./own_rows.ts";
import { contactFact, type Receiver, recipientOf } from "./receivers.ts";
import type { Reports } from "./report.ts";
import type { StudioRow } from "./tables.ts";
import { type CompiledTemplate, ownTemplate } from "./templates.ts";

/** Addresses of pages that mails lead to; made by whoever knows routes and secrets. */
export interface MailLinks {
  /** A person's own page of one registration. */
  registration(studioId: string, registrationId: string, generation: number): Promise<string>;
  /** An event's public page. */
  event(studioAddress: string, slug: string): string;
  /** A studio's public list of events. */
  studio(studioAddress: string): string;
  /** Where an invited person accepts. */
  invitation(studioId: string, invitationId: string): Promise<string>;
  /** Where somebody says what they want to get. */
  preferences(studioId: string, personId: string): string;
  /** An event's page for those who hold it; without one, all of them. */
  dashboard(eventId?: string): string;
}

export interface PrepareOptions {
  db: Queryable;
  factAt: FactAt;
  links: MailLinks;
  reports: Reports;
  /** The bare address that mails come from. */
  from: string;
  /** Host part of Message-IDs and calendar UIDs: stays what it is, or calendars see other entries. */
  host: string;
  clock?: Clock;
}

/** A mail and whom it goes to. */
export interface Prepared {
  receiver: Receiver;
  studio: StudioRow;
  content: MailContent;
  /** The studio's own version of it; undefined: as everybody writes it. */
  own?: CompiledTemplate;
  /** Where a mail program unsubscribes with one click; only of marketing. */
  unsubscribe?: string;
}

type Row = Of<OutboxRow>;

/** Reads and decrypts what a planned mail is made of, or says why it must not go. */
export async function prepareMail(row: Row, options: PrepareOptions): Promise<Prepared | { skip: string }> {
  switch (row.mail.kind) {
    case "invitation":
      return await invitation(row, options);
    case "speaker_alert":
    case "summary":
    case "date_notice":
    case "event_report":
      return await toOrganizer(row, options);
    case "registration_digest":
      return await digest(row, options);
    case "campaign":
      return row.registration_id === null ? await toContact(row, options) : await toRegistrant(row, options);
    default:
      return await toRegistrant(row, options);
  }
}

const erased = { skip: "person_erased" };

async function toRegistrant(row: Row, options: PrepareOptions): Promise<Prepared | { skip: string }> {
  const { db, factAt, links, host, from, clock = systemClock } = options;
  const fact = await contactFact(row, factAt);
  const language = fact && "language" in fact.data ? fact.data.language as Language : "en";
  const reference = await referenceOf(row, language, options);
  const kind = kindOf(reference);
  const id = templateId(row.studio_id!, kind, language);
  const { event, studio, seat, version, suppressed } = await subjectOf(db, row, id);
  const unsubscribe = "unsubscribe" in reference ? reference.unsubscribe ?? undefined : undefined;
  const reason = suppressed && skipFor(suppressed, unsubscribe !== undefined);
  if (reason) return { skip: reason };
  const recipient = await recipientOf(row, fact, { event, seat, factAt });
  if (!recipient) return erased;
  const content = eventMail({
    reference,
    event,
    studio,
    recipient,
    urls: {
      registration: await links.registration(event.studio_id, row.registration_id!, seat?.generation ?? 1),
      event: links.event(studio.address, event.slug),
      studio: links.studio(studio.address),
    },
    sender: { address: studio.reply_to || from, name: studio.name },
    host,
    at: clock.now().toISOString(),
  });
  const { personId, email, firstName, lastName } = recipient;
  const receiver = { personId, email, name: `${firstName} ${lastName}`.trim() };
  return { receiver, studio, content, unsubscribe, ...await written(row, options, id, version) };
}

async function toContact(row: Row, options: PrepareOptions): Promise<Prepared | { skip: string }> {
  const { db, factAt, links, from } = options;
  const fact = await contactFact(row, factAt);
  if (fact?.type !== "RegistrationRequested" && fact?.type !== "LeadCaptured") {
    throw new TypeError(`${row.key} has nobody to read from`);
  }
  const { personId, email } = fact.data;
  if (!email) return erased;
  // nobody asked an imported person for their language
  const language = "language" in fact.data
    ? fact.data.language as Language
    : (await studioOf(db, row, row.studio_id!)).studio.language;
  const id = templateId(row.studio_id!, "news", language);
  const { studio, version, suppressed, renamed } = await contactOf(db, row, id);
  const reason = suppressed && skipFor(suppressed, true);
  if (reason) return { skip: reason };
  const { firstName, lastName } = await namesOf(fact.data, renamed, factAt);
  const unsubscribe = links.preferences(row.studio_id!, personId);
  const content = newsMail({
    text: await campaignText(row, language, db),
    unsubscribe,
    studio,
    recipient: { firstName, language },
    url: links.studio(studio.address),
    sender: { address: studio.reply_to || from },
  });
  const receiver = { personId, email, name: `${firstName} ${lastName}`.trim() };
  return { receiver, studio, content, unsubscribe, ...await written(row, options, id, version) };
}

type Named = { firstName?: string | null; lastName?: string | null };

/** What they are called now, as far as anybody told. */
async function namesOf(
  told: Named,
  renamed: FactRef | null,
  factAt: FactAt,
): Promise<{ firstName: string; lastName: string }> {
  const newer = renamed && await factAt(renamed);
  const anew = newer && "firstName" in newer.data ? newer.data as Named : null;
  return { firstName: anew?.firstName || told.firstName || "", lastName: anew?.lastName || told.lastName || "" };
}

/** Who called a mail unwanted still hears of their own place; whose address takes nothing hears of nothing. */
function skipFor(suppressed: SuppressionReason, marketing: boolean): string | null {
  if (suppressed === "complained") return marketing ? "complained" : null;
  return suppressed === "bounced" ? "address_bounced" : "suppressed";
}

async function referenceOf(row: Row, language: Language, options: PrepareOptions): Promise<EventMailReference> {
  if (row.mail.kind === "campaign") return await campaignReference(row, language, options);
  const reference = row.mail as unknown as EventMailReference;
  if (reference.kind !== "next_date") return reference;
  return { ...reference, unsubscribe: options.links.preferences(row.studio_id!, row.person_id!) };
}

async function campaignReference(
  row: Row,
  language: Language,
  { db, links }: PrepareOptions,
): Promise<EventMailReference> {
  const { subject, body } = await campaignText(row, language, db);
  const unsubscribe = row.mail.purpose === "marketing" ? links.preferences(row.studio_id!, row.person_id!) : null;
  return { kind: "campaign", subject, body, unsubscribe };
}

async function campaignText(row: Row, language: Language, db: Queryable) {
  const texts = await campaignTexts(db, row.reactor, String(row.mail.campaignId));
  return texts.find((text) => text.language === language) ?? texts[0]!;
}

async function toOrganizer(row: Row, options: PrepareOptions): Promise<Prepared | { skip: string }> {
  const { db, links, from, reports, clock = systemClock } = options;
  const { email, name, personId } = await memberOrSpeaker(row, options);
  if (name === null) return erased;
  if (email === null) return { skip: "no_address" };
  const reference = row.mail as unknown as OrganizerReference;
  const languages = await eventOf(db, row, templateId(row.studio_id!, reference.kind, "en"));
  const language = reference.kind === "speaker_alert" ? languages.event.language : languages.studio.language;
  const id = templateId(row.studio_id!, reference.kind, language);
  const { event, studio, version } = await eventOf(db, row, id);
  const content = organizerMail({
    reference,
    event,
    studio,
    report: await reports.event(event.event_id),
    firstName: name.split(" ")[0]!,
    language,
    urls: { event: links.event(studio.address, event.slug), dashboard: links.dashboard(event.event_id) },
    sender: { address: studio.reply_to || from },
    at: clock.now().toISOString(),
  });
  return { receiver: { personId, email, name }, studio, content, ...await written(row, options, id, version) };
}

async function digest(row: Row, options: PrepareOptions): Promise<Prepared | { skip: string }> {
  const { db, links, reports } = options;
  const { email, name, personId } = await memberOrSpeaker(row, options);
  if (email === null || name === null) return erased;
  const { from, until } = row.mail as unknown as { from: string; until: string };
  const { studio: { language } } = await studioOf(db, row, row.studio_id!);
  const id = templateId(row.studio_id!, "registration_digest", language);
  const [{ studio, version }, counted] = await Promise.all([
    studioOf(db, row, id),
    reports.digest(row.studio_id!, from, until),
  ]);
  if (counted.length === 0) return { skip: "nothing_new" };
  const content = digestMail({ studio, counted, url: links.dashboard() });
  return { receiver: { personId, email, name }, studio, content, ...await written(row, options, id, version) };
}

async function memberOrSpeaker(row: Row, { factAt }: PrepareOptions) {
  const fact = await contactFact(row, factAt);
  if (fact?.type !== "SpeakerNamed" && fact?.type !== "MemberJoined") {
    throw new TypeError(`${row.key} has nobody to read from`);
  }
  return fact.data;
}

async function invitation(row: Row, options: PrepareOptions): Promise<Prepared | { skip: string }> {
  const { db, factAt, links } = options;
  const fact = await contactFact(row, factAt);
  if (fact?.type !== "MemberInvited") throw new TypeError(`${row.key} has no invitation to read from`);
  const { studioId, invitationId, personId, email, role, expiresAt } = fact.data;
  if (email === null) return erased;
  const { studio: { language } } = await studioOf(db, row, studioId);
  const id = templateId(studioId, "invitation", language);
  const { studio, version } = await studioOf(db, row, id);
  const url = await links.invitation(studioId, invitationId);
  const content = invitationMail({ studio, role: role as Role, expiresAt, url });
  return { receiver: { personId, email, name: "" }, studio, content, ...await written(row, options, id, version) };
}

async function written(
  { reactor }: Row,
  { db }: PrepareOptions,
  templateId: string,
  version: number | null,
): Promise<Pick<Prepared, "own">> {
  if (version === null) return {};
  return { own: await ownTemplate({ templateId, version }, () => textOf(db, reactor, templateId)) };
}
