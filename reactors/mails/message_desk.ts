import type { Language } from "../../domain/ids.ts";
import type { EventDate } from "../../domain/virtual_event/events.ts";
import type { TemplateText } from "../../domain/template/events.ts";
import type { MailGateway } from "../../gateways/mail/port.ts";
import type { MailKind } from "../../i18n/mails/texts.ts";
import type { OutboxRow } from "../runtime/tables.ts";
import type { Of } from "../runtime/due.ts";
import { checkTemplate, type TemplateProblem } from "./check_template.ts";
import type { MailContent, Rendered } from "./content.ts";
import { invitationMail } from "./account_mail.ts";
import { eventMail, type EventMailReference, type Recipient } from "./event_mail.ts";
import { builtIn } from "./layout.ts";
import { newsMail } from "./news_mail.ts";
import { digestMail, organizerMail } from "./organizer_mail.ts";
import { eventOf, studioOf, subjectOf } from "./own_rows.ts";
import type { PrepareOptions } from "./prepare.ts";
import { recipientOf } from "./receivers.ts";
import { renderMail } from "./render.ts";
import { compile } from "./templates.ts";
import { editableKinds, variablesOf } from "./variables.ts";

/** What is to be shown: a message as it would be written to somebody who is registered. */
export interface PreviewOf {
  studioId: string;
  kind: MailKind;
  language: Language;
  text: TemplateText;
  /** Null: to nobody in particular. */
  registrationId: string | null;
}

/** What pages need of the messages. */
export interface MessageDesk {
  /** Those that a studio may write itself. */
  kinds: readonly MailKind[];
  variables(kind: MailKind): string[];
  builtIn(kind: MailKind, language: Language): TemplateText;
  check(kind: MailKind, text: TemplateText): Promise<TemplateProblem[]>;
  /** Null: nobody has made an event yet that could be spoken of. @throws what is wrong with the text */
  preview(of: PreviewOf): Promise<Rendered | null>;
  /** Sends what {@link preview} shows, at once. @throws {GatewayFailure} */
  sendTest(of: PreviewOf, to: string, subject: (subject: string) => string): Promise<boolean>;
}

export interface MessageDeskOptions extends PrepareOptions {
  /** Opened for one mail, and closed. */
  gateway(): MailGateway;
}

/** The reactor whose rows hold every event and everybody's seat. */
const SOURCE = "confirmations";

/** Shows and tries messages, outside the log: nothing of it is a fact. */
export function createMessageDesk(options: MessageDeskOptions): MessageDesk {
  const desk: MessageDesk = {
    kinds: editableKinds,
    variables: variablesOf,
    builtIn,
    check: checkTemplate,
    async preview({ text, ...of }) {
      const content = await contentOf(of, options);
      return content && await renderMail(content, await compile(text));
    },
    async sendTest(of, to, subject) {
      const rendered = await desk.preview(of);
      if (!rendered) return false;
      const gateway = options.gateway();
      try {
        await gateway.send({
          ...rendered,
          subject: subject(rendered.subject),
          messageId: `${crypto.randomUUID()}@${options.host}`,
          from: { address: options.from },
          to: { address: to },
          headers: { "Auto-Submitted": "auto-generated" },
          studioId: of.studioId,
          personIds: [],
        });
        return true;
      } finally {
        await gateway.close();
      }
    },
  };
  return desk;
}

type Asked = Omit<PreviewOf, "text">;

async function contentOf({ studioId, kind, language, registrationId }: Asked, options: PrepareOptions) {
  const { db, links, from, reports, clock } = options;
  const at = (clock?.now() ?? new Date()).toISOString();
  const found = await seatOf({ studioId, registrationId }, options);
  const row = rowOf(studioId, found);
  if (kind === "invitation" || kind === "registration_digest" || kind === "news") {
    const { studio } = await studioOf(db, row, studioId);
    const spoken = { ...studio, language };
    const url = links.studio(studio.address);
    if (kind === "news") {
      const text = { subject: "…", body: "…" };
      const sender = { address: studio.reply_to || from };
      return newsMail({ text, unsubscribe: url, studio, recipient: { firstName: "Ana", language }, url, sender });
    }
    return kind === "invitation"
      ? invitationMail({ studio: spoken, role: "associate", expiresAt: inDays(at, 7), url: links.dashboard() })
      : digestMail({ studio: spoken, counted: found ? [{ name: found.title, count: 3 }] : [], url: links.dashboard() });
  }
  if (!found) return null;
  const { event, studio } = await eventOf(db, row, studioId);
  const sender = { address: studio.reply_to || from, name: studio.name };
  const date = event.dates.find(({ startsAt }) => startsAt > at) ?? event.dates[0]!;
  if (kind === "speaker_alert" || kind === "summary" || kind === "date_notice" || kind === "event_report") {
    const { startsAt, dateId } = date;
    const reference = kind === "event_report" ? { kind, startsAt } : { kind, dateId, startsAt };
    const urls = { event: links.event(studio.address, event.slug), dashboard: links.dashboard(event.event_id) };
    const report = await reports.event(event.event_id);
    return organizerMail({ reference, event, studio, report, firstName: studio.name, language, urls, sender, at });
  }
  const reference = referenceOf(kind, date, at);
  return reference && await toRegistrant({ row, reference, language, at, sender }, options);
}

async function toRegistrant(
  { row, reference, language, at, sender }: {
    row: Of<OutboxRow>;
    reference: EventMailReference;
    language: Language;
    at: string;
    sender: { address: string; name: string };
  },
  { db, factAt, links, host }: PrepareOptions,
): Promise<MailContent | null> {
  const { event, studio, seat } = await subjectOf(db, row, row.studio_id!);
  const fact = row.contact && await factAt(row.contact);
  const known = fact ? await recipientOf(row, fact, { event, seat, factAt }) : null;
  const nobody: Recipient = {
    personId: event.event_id,
    email: sender.address,
    firstName: "Ana",
    lastName: "López",
    language,
    timeZone: event.time_zone,
    reference: "K7Q4-9MXD",
  };
  return eventMail({
    reference,
    event,
    studio,
    recipient: { ...known ?? nobody, language },
    urls: {
      // a preview gives nobody's personal link away
      registration: links.event(studio.address, event.slug),
      event: links.event(studio.address, event.slug),
      studio: links.studio(studio.address),
    },
    sender,
    host,
    at,
  });
}

interface Found {
  event_id: string;
  title: string;
  registration_id: string | null;
  requested: number | null;
}

/** The registration that was asked for, else the studio's newest event with or without one. */
async function seatOf(
  { studioId, registrationId }: { studioId: string; registrationId: string | null },
  { db }: PrepareOptions,
): Promise<Found | null> {
  const { rows } = await db.query({
    text: `select e.event_id, e.title, s.registration_id, s.requested
      from reactor_${SOURCE}.events e left join reactor_${SOURCE}.seats s on s.event_id = e.event_id
        and ($2::uuid is null or s.registration_id = $2::uuid)
      where e.studio_id = $1 and ($2::uuid is null or s.registration_id is not null)
      order by (s.status = 'confirmed') desc nulls last, e.dates -> 0 ->> 'startsAt' desc limit 1`,
    values: [studioId, registrationId],
  });
  return rows[0] ?? null;
}

function rowOf(studioId: string, found: Found | null): Of<OutboxRow> {
  return {
    reactor: SOURCE,
    key: "preview",
    studio_id: studioId,
    event_id: found?.event_id ?? null,
    registration_id: found?.registration_id ?? null,
    person_id: null,
    contact: found && found.requested !== null
      ? { stream: `event-${found.event_id}`, revision: found.requested }
      : null,
  } as Of<OutboxRow>;
}

/** An example of what each message is about. */
function referenceOf(kind: MailKind, date: EventDate, at: string): EventMailReference | null {
  const { dateId, startsAt } = date;
  switch (kind) {
    case "reminder_week":
      return { kind: "reminder", dateId, offset: "P7D", startsAt };
    case "reminder_days":
      return { kind: "reminder", dateId, offset: "P2D", startsAt };
    case "reminder_soon":
      return { kind: "reminder", dateId, offset: "PT1H", startsAt };
    case "room_opens":
    case "join_details":
      return { kind, dateId, startsAt };
    case "campaign":
      return { kind, subject: "…", body: "…", unsubscribe: null };
    case "declined":
      return { kind, reason: "…" };
    case "offer":
    case "transfer_offered":
      return { kind, expiresAt: inDays(at, 1) };
    case "registration_cancelled":
      return { kind, held: true };
    case "next_date":
      return { kind, waitedFor: "…", unsubscribe: "…" };
    case "waitlisted":
      return { kind, position: 3 };
    case "event_cancelled":
      return { kind, reason: "…", held: true };
    case "rescheduled":
      return { kind, held: true, formerly: [date], formerZone: "UTC" };
    case "confirmation":
    case "moved_up":
    case "approved":
    case "link":
    case "pending":
    case "offer_expired":
    case "transferred":
    case "follow_up_attended":
    case "follow_up_missed":
      return { kind };
    default:
      return null;
  }
}

function inDays(at: string, days: number): string {
  return new Date(Date.parse(at) + days * 86_400_000).toISOString();
}
