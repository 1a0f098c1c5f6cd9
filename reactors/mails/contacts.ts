import type { LeadFilter } from "../../domain/crm/events.ts";
import type { Attribution } from "../../domain/lead/events.ts";
import {
  bool,
  json,
  nullable,
  type RowOf,
  table,
  text,
  timestamptz,
  uuid,
} from "../../projections/runtime/definition.ts";
import { eachOf } from "../../projections/runtime/each.ts";
import type { Own, Reactions } from "../runtime/definition.ts";
import type { FactRef } from "../runtime/plan.ts";
import type { MailTables, SeatRow } from "./tables.ts";

/** Everybody a studio knows, as far as segments ask for it, and where their address stands. Nothing personal. */
export const contactTables = {
  contacts: table({
    key: "person_id",
    about: "Everybody a studio knows, as far as segments ask for it.",
    columns: {
      person_id: uuid(),
      studio_id: nullable(uuid()),
      tags: json<string[]>(),
      owner_id: nullable(uuid()),
      source: text(),
      medium: nullable(text()),
      campaign: nullable(text()),
      /** What they said last; a mailing asks whether they ever agreed and did not take it back. */
      marketing: bool(),
      first_seen_at: timestamptz(),
      last_seen_at: timestamptz(),
      /** The same human being goes on under another id. */
      merged: bool(),
      contact: json<FactRef>(),
      /** Where a newer name stands, if anybody told one. */
      renamed: nullable(json<FactRef>()),
    },
    indexes: [["studio_id"]],
  }),
} as const;

type ContactTables = typeof contactTables;
export type ContactRow = RowOf<ContactTables["contacts"]["columns"]>;

/** Somebody of whom only this fact is known. */
function unknown(personId: string, { studio, occurredAt }: { studio: string | null; occurredAt: string }, at: FactRef) {
  const direct: Attribution = { source: "direct", medium: null, campaign: null };
  const [first_seen_at, last_seen_at] = [occurredAt, occurredAt];
  return {
    person_id: personId,
    studio_id: studio,
    tags: [],
    owner_id: null,
    ...direct,
    marketing: false,
    first_seen_at,
    last_seen_at,
    merged: false,
    contact: at,
    renamed: null,
  };
}

/** The same as the list of people has it: a segment has the people here that it has there. */
export const keepContacts: Reactions<ContactTables> = {
  RegistrationRequested: ({ data, meta, stream, revision }, own) => {
    const before = own.contacts.get(data.personId);
    const { source, medium, campaign } = data;
    const row: ContactRow = before ??
      { ...unknown(data.personId, meta, { stream, revision }), source, medium, campaign };
    own.contacts.insert({
      ...row,
      marketing: data.consents.marketing,
      last_seen_at: meta.occurredAt,
      contact: { stream, revision },
      renamed: null,
    });
  },
  RegistrationDetailsChanged: ({ data: { personId }, stream, revision }, own) => {
    own.contacts.update(personId, { renamed: { stream, revision } });
  },
  LeadCaptured: ({ data: { personId, studioId: studio, attribution, marketing }, meta, stream, revision }, own) => {
    const { occurredAt } = meta;
    const before = own.contacts.get(personId);
    const row = before ?? { ...unknown(personId, { studio, occurredAt }, { stream, revision }), marketing };
    own.contacts.insert({ ...row, ...attribution });
  },
  LeadDetailsChanged: ({ data: { personId }, stream, revision }, own) => {
    own.contacts.update(personId, { renamed: { stream, revision } });
  },
  ConsentWithdrawn: ({ data: { personId, purposes } }, own) => {
    if (personId !== null && purposes.includes("email_marketing")) own.contacts.update(personId, { marketing: false });
  },
  LeadTagged: ({ data: { personId, added, removed } }, own) => {
    own.contacts.update(personId, (row) => {
      row.tags = [...new Set([...row.tags, ...added])].filter((tag) => !removed.includes(tag));
    });
  },
  LeadAssigned: ({ data: { personId, ownerId } }, own) => {
    own.contacts.update(personId, { owner_id: ownerId });
  },
  LeadMerged: ({ data: { personId } }, own) => {
    own.contacts.update(personId, { merged: true });
  },
  LeadAbsorbed: ({ data: { personId, fromPersonId, tags } }, own) => {
    const from = own.contacts.get(fromPersonId);
    own.contacts.update(personId, (row) => {
      row.tags = [...new Set([...row.tags, ...tags])];
      if (!from) return;
      if (from.first_seen_at < row.first_seen_at) row.first_seen_at = from.first_seen_at;
      if (from.last_seen_at > row.last_seen_at) row.last_seen_at = from.last_seen_at;
    });
  },
  PersonErased: ({ data: { personId } }, own) => own.contacts.delete(personId),
};

const DAY = 86_400_000;

/** Who fits a filter at a moment, by id. */
export function contactsIn(
  studioId: string,
  filter: LeadFilter,
  { now, own }: { now: string; own: Own<ContactTables & MailTables> },
): ContactRow[] {
  const placed = filter.eventId || filter.standing ? personsPlaced(studioId, filter, own) : null;
  return own.contacts.where({ studio_id: studioId }).filter((contact) =>
    !contact.merged && (placed?.has(contact.person_id) ?? true) && fits(contact, filter, now)
  );
}

function fits(contact: ContactRow, filter: LeadFilter, now: string): boolean {
  const { tags = [], withoutTags = [], source, medium, campaign, marketing, owner, newWithinDays, quietForDays } =
    filter;
  const daysBefore = (days: number) => new Date(Date.parse(now) - days * DAY).toISOString();
  return tags.every((tag) => contact.tags.includes(tag)) &&
    !withoutTags.some((tag) => contact.tags.includes(tag)) &&
    (!source || contact.source === source) &&
    (!medium || contact.medium === medium) &&
    (!campaign || contact.campaign === campaign) &&
    (marketing === undefined || contact.marketing === marketing) &&
    (!owner || contact.owner_id === (owner === "nobody" ? null : owner)) &&
    (!newWithinDays || contact.first_seen_at >= daysBefore(newWithinDays)) &&
    (!quietForDays || contact.last_seen_at <= daysBefore(quietForDays));
}

const standings: Record<NonNullable<LeadFilter["standing"]>, (seat: SeatRow) => boolean> = {
  registered: ({ status }) => status === "confirmed",
  attended: ({ attendance }) => attendance === "attended",
  no_show: ({ attendance }) => attendance === "no_show",
  waitlisted: ({ status }) => status === "waitlisted" || status === "offered",
  cancelled: ({ status }) => status === "cancelled" || status === "expired" || status === "declined",
};

function personsPlaced(
  studioId: string,
  { eventId, standing }: LeadFilter,
  own: Own<MailTables>,
): ReadonlySet<string> {
  const events = eventId ? [eventId as string] : own.events.where({ studio_id: studioId }).map((row) => row.event_id);
  const seats = eachOf(events, (event_id) => own.seats.where({ event_id })).flat();
  return new Set(seats.filter((seat) => !standing || standings[standing](seat)).map(({ person_id }) => person_id));
}
