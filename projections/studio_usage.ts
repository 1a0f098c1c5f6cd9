import { type Kysely, sql } from "kysely";
import { noLimits, type StudioLimits } from "../domain/studio/settings.ts";
import type { ReadModels } from "./all.ts";
import { bigint, int, json, projection, table, text, uuid } from "./runtime/definition.ts";

const usage = table({
  key: "studio_id",
  about: "One row per studio: what it may use, and what it has used so far.",
  columns: { studio_id: uuid(), limits: json<StudioLimits>(), events: int(), registrations: int(), bytes: bigint() },
});

const days = table({
  key: "day",
  about: "Messages of a studio by UTC day and channel, counted with their first attempt.",
  columns: { day: text(), studio_id: uuid(), date: text(), channel: text(), count: int() },
});

const events = table({
  key: "event_id",
  about: "Events that count: neither deleted nor cancelled.",
  columns: { event_id: uuid(), studio_id: uuid() },
});

export const studioUsage = projection({
  name: "studio_usage",
  version: 2,
  about: "How much each studio may use and uses: events, registrations, messages a day, uploaded files.",
  tables: { studio_usage: usage, studio_usage_days: days, studio_usage_events: events },
  on: {
    StudioOpened: ({ data: { studioId } }, rows) => {
      rows.studio_usage.insert({ studio_id: studioId, limits: noLimits, events: 0, registrations: 0, bytes: 0 });
    },
    StudioLimitsSet: ({ data: { studioId, limits } }, rows) => {
      rows.studio_usage.update(studioId, (row) => void (row.limits = limits));
    },
    EventCreated: ({ data: { eventId, studioId } }, rows) => {
      rows.studio_usage_events.insert({ event_id: eventId, studio_id: studioId });
      rows.studio_usage.update(studioId, (row) => void row.events++);
    },
    EventDeleted: ({ data: { eventId } }, rows) => giveUp(eventId, rows),
    EventCancelled: ({ data: { eventId } }, rows) => giveUp(eventId, rows),
    RegistrationRequested: ({ meta: { studio } }, rows) => {
      if (studio) rows.studio_usage.update(studio, (row) => void row.registrations++);
    },
    FileKept: ({ data: { studioId, bytes } }, rows) => {
      rows.studio_usage.update(studioId, (row) => void (row.bytes += bytes));
    },
    DeliveryAttempted: ({ data: { attempt, channel }, meta: { studio, occurredAt } }, rows) => {
      if (!studio || attempt > 1) return;
      const date = occurredAt.slice(0, 10);
      const day = `${studio}/${date}/${channel}`;
      const counted = rows.studio_usage_days.update(day, (row) => void row.count++);
      if (!counted) rows.studio_usage_days.insert({ day, studio_id: studio, date, channel, count: 1 });
    },
  },
});

type Own = Parameters<NonNullable<typeof studioUsage.on["EventDeleted"]>>[1];

function giveUp(eventId: string, rows: Own): void {
  const event = rows.studio_usage_events.get(eventId);
  if (!event) return;
  rows.studio_usage_events.delete(eventId);
  rows.studio_usage.update(event.studio_id, (row) => void row.events--);
}

/** What one studio may use and uses. `today`: messages of the UTC day by channel. */
export interface StudioUsage {
  studioId: string;
  limits: StudioLimits;
  events: number;
  registrations: number;
  /** Of everything that was uploaded. */
  bytes: number;
  today: Readonly<Record<string, number>>;
}

/** Of one studio, or of all; `date` is the UTC day whose messages are counted. */
export async function usageOf(db: Kysely<ReadModels>, date: string, studioId?: string): Promise<StudioUsage[]> {
  const rows = await db.selectFrom("studio_usage as u")
    .select(["u.studio_id", "u.limits", "u.events", "u.registrations", "u.bytes"])
    .select(
      sql<Record<string, number>>`coalesce((select jsonb_object_agg(d.channel, d.count) from read.studio_usage_days d
        where d.studio_id = u.studio_id and d.date = ${date}), '{}')`.as("today"),
    )
    .$if(studioId !== undefined, (query) => query.where("u.studio_id", "=", studioId!))
    .orderBy("u.studio_id").execute();
  return rows.map(({ studio_id, ...row }) => ({ studioId: studio_id, ...row }));
}

/** What a limit is about and how far it is used up. */
export interface UsedUp {
  what: "events" | "registrations" | "mailsADay" | "smsADay" | "storageBytes";
  used: number;
  most: number;
}

/** From this share on the trainer is told. */
const NEAR = 0.8;

/** Limits that are near or reached. */
export function nearLimits({ limits, events, registrations, bytes, today }: StudioUsage): UsedUp[] {
  const used = { events, registrations, mailsADay: today.mail ?? 0, smsADay: today.sms ?? 0, storageBytes: bytes };
  return (Object.keys(used) as UsedUp["what"][]).flatMap((what) => {
    const most = limits[what];
    return most !== null && used[what] >= most * NEAR ? [{ what, used: used[what], most }] : [];
  });
}
