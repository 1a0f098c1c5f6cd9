import type { Language } from "../../domain/ids.ts";
import { registrationReference } from "../../domain/registration_reference.ts";
import type { Role } from "../../domain/studio/events.ts";
import type { MailGateway } from "../../gateways/mail/port.ts";
import type { Queryable } from "../../projections/runtime/sql.ts";
import type { ChannelSpec, Ready } from "../runtime/channel.ts";
import { type Clock, systemClock } from "../runtime/clock.ts";
import { type Of, ownTable } from "../runtime/due.ts";
import type { FactAt } from "../runtime/facts.ts";
import type { OutboxRow } from "../runtime/tables.ts";
import { invitationMail } from "./account_mail.ts";
import type { MailContent } from "./content.ts";
import { eventMail, type EventMailReference, type Recipient } from "./event_mail.ts";
import { warmTemplates } from "./layout.ts";
import { renderMail } from "./render.ts";
import type { EventRow, SeatRow, StudioRow } from "./tables.ts";

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
}

export interface MailChannelOptions {
  db: Queryable;
  gateway: MailGateway;
  factAt: FactAt;
  links: MailLinks;
  /** Sender's address, `a@b` or `Name <a@b>`; the name that people see is the studio's. */
  from: string;
  /** Host part of Message-IDs and calendar UIDs: stays what it is, or calendars see other entries. */
  host: string;
  clock?: Clock;
  /** Mails at a time: 10. */
  concurrency?: number;
}

/** Somebody who gets a mail, decrypted for this attempt. */
interface Receiver {
  personId: string;
  email: string;
  name: string;
}

type Prepared = { receiver: Receiver; studio: StudioRow; content: MailContent };

/** The way mails go: read and decrypted, written and handed over when it is their turn, and kept nowhere. */
export function mailChannel(options: MailChannelOptions): ChannelSpec {
  const { gateway, host, concurrency = 10 } = options;
  const from = addressIn(options.from);
  return {
    concurrency,
    timeout: 30_000,
    warm: warmTemplates,
    async prepare(row): Promise<Ready> {
      const prepared = row.mail.kind === "invitation"
        ? await invitation(row, options)
        : await toRegistrant(row, options);
      if (prepared === null) return { skip: "person_erased" };
      const { receiver, studio, content } = prepared;
      const rendered = await renderMail(content);
      return {
        send: ({ signal, repeatsUnknown }) =>
          gateway.send({
            ...rendered,
            messageId: `${row.delivery_id}@${host}`,
            from: { address: from, name: studio.sender_name || studio.name },
            ...(studio.reply_to ? { replyTo: { address: studio.reply_to, name: studio.name } } : {}),
            to: { address: receiver.email, name: receiver.name },
            headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
            studioId: row.studio_id,
            personIds: [receiver.personId],
            repeatsUnknown,
          }, { signal }),
      };
    },
  };
}

/** Null: the person is erased. */
async function toRegistrant(row: Of<OutboxRow>, options: MailChannelOptions): Promise<Prepared | null> {
  const { links, host, clock = systemClock } = options;
  const { event, studio, seat } = await eventAndStudio(row, options);
  const recipient = await recipientOf(row, event, seat, options);
  if (!recipient) return null;
  const content = eventMail({
    reference: row.mail as unknown as EventMailReference,
    event,
    studio,
    recipient,
    urls: {
      registration: await links.registration(event.studio_id, row.registration_id!, seat?.generation ?? 1),
      event: links.event(studio.address, event.slug),
      studio: links.studio(studio.address),
    },
    sender: { address: studio.reply_to || addressIn(options.from), name: studio.name },
    host,
    at: clock.now().toISOString(),
  });
  const { personId, email, firstName, lastName } = recipient;
  return { receiver: { personId, email, name: `${firstName} ${lastName}`.trim() }, studio, content };
}

/** Null: the person is erased. */
async function recipientOf(
  row: Of<OutboxRow>,
  event: EventRow,
  seat: SeatRow | null,
  { factAt }: MailChannelOptions,
): Promise<Recipient | null> {
  const fact = row.contact && await factAt(row.contact);
  if (fact?.type === "TransferOffered") {
    const { toPersonId: personId, toRegistrationId, email, firstName, lastName } = fact.data;
    if (email === null || firstName === null || lastName === null) return null;
    const reference = registrationReference(toRegistrationId);
    const language = fact.data.language as Language;
    return { personId, email, firstName, lastName, language, timeZone: event.time_zone, reference };
  }
  if (fact?.type !== "RegistrationRequested") throw new TypeError(`${row.key} has no registration to read from`);
  const { personId, email, firstName, lastName, language, timeZone, reference } = fact.data;
  if (email === null || firstName === null || lastName === null) return null;
  const named = seat?.renamed ? await factAt({ stream: row.contact!.stream, revision: seat.renamed }) : undefined;
  const anew = named?.type === "RegistrationDetailsChanged" ? named.data : null;
  return {
    personId,
    email,
    firstName: anew?.firstName || firstName,
    lastName: anew?.lastName || lastName,
    language: language as Language,
    timeZone,
    reference,
  };
}

async function invitation(row: Of<OutboxRow>, options: MailChannelOptions): Promise<Prepared | null> {
  const { factAt, links } = options;
  const fact = row.contact && await factAt(row.contact);
  if (fact?.type !== "MemberInvited") throw new TypeError(`${row.key} has no invitation to read from`);
  const { studioId, invitationId, personId, email, role, expiresAt } = fact.data;
  if (email === null) return null;
  const studio = await studioOf(row, options);
  const url = await links.invitation(studioId, invitationId);
  const content = invitationMail({ studio, role: role as Role, expiresAt, url });
  return { receiver: { personId, email, name: "" }, studio, content };
}

async function eventAndStudio(
  row: Of<OutboxRow>,
  { db }: MailChannelOptions,
): Promise<{ event: EventRow; studio: StudioRow; seat: SeatRow | null }> {
  const { rows: [found] } = await db.query({
    text: `select to_jsonb(e) as event, to_jsonb(s) as studio, to_jsonb(seat) as seat
      from ${ownTable(row.reactor, "events")} e
      join ${ownTable(row.reactor, "studios")} s on s.studio_id = e.studio_id
      left join ${ownTable(row.reactor, "seats")} seat on seat.registration_id = $2 where e.event_id = $1`,
    values: [row.event_id, row.registration_id],
  });
  if (!found) throw new TypeError(`${row.key} is about event ${row.event_id}, which ${row.reactor} does not know`);
  return found;
}

async function studioOf(row: Of<OutboxRow>, { db }: MailChannelOptions): Promise<StudioRow> {
  const { rows: [found] } = await db.query({
    text: `select to_jsonb(s) as studio from ${ownTable(row.reactor, "studios")} s where studio_id = $1`,
    values: [row.studio_id],
  });
  if (!found) throw new TypeError(`${row.key} is about studio ${row.studio_id}, which ${row.reactor} does not know`);
  return found.studio;
}

/** The bare address of `Name <a@b>`. */
export function addressIn(from: string): string {
  return /<([^<>]+)>/.exec(from)?.[1]?.trim() ?? from.trim();
}
