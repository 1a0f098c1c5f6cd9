import type { MessageState } from "../domain/virtual_event/state.ts";
import { type Queryable, rowTypes } from "../projections/runtime/sql.ts";
import { ownTable } from "./runtime/due.ts";
import type { DeliveryState } from "./runtime/tables.ts";

/** One message of an event's sequence that comes at a moment of its own. */
export interface TimelineMessage {
  /** As it is paused and skipped by, e.g. `reminder:<dateId>:PT1H`. */
  message: string;
  kind: string;
  /** Null for what is for the event as a whole. */
  dateId: string | null;
  offset: string | null;
  /** When it is its turn; ISO 8601 UTC. */
  due: string;
  elapsed: boolean;
  /** Null: nobody said anything. */
  held: MessageState | null;
  /** How many would get it now. */
  audience: number;
  /** How many messages stand how. */
  states: Readonly<Partial<Record<DeliveryState, number>>>;
  /** Why some were not made, and how many. */
  skips: Readonly<Record<string, number>>;
}

/** Messages that go out at once, when something happens: how many stand how. */
export interface SentAtOnce {
  kind: string;
  states: Readonly<Partial<Record<DeliveryState, number>>>;
  skips: Readonly<Record<string, number>>;
}

export interface EventTimeline {
  messages: TimelineMessage[];
  atOnce: SentAtOnce[];
}

/** What goes out for an event, when and to how many, and what has. */
export interface Timelines {
  of(eventId: string): Promise<EventTimeline>;
  /** Whom a delivery was for; null: it is none of these. */
  recipient(deliveryId: string): Promise<{ studioId: string; personId: string | null } | null>;
}

/** Reactors whose timers are messages of the sequence. */
const timed = ["reminders", "follow_ups", "organizers"] as const;
/** And those that write when something happens. */
const prompt = ["confirmations", "cancellations", "reschedules", "link_mails", "handovers"] as const;

interface Counted {
  key: string;
  state: DeliveryState;
  reason: string | null;
  count: number;
}

/** Reads timelines from the live tables of reactors. */
export function createTimelines(db: Queryable): Timelines {
  const all = async <R>(text: string, eventId: string) =>
    (await db.query({ text, values: [eventId], types: rowTypes })).rows as R[];
  return {
    async recipient(deliveryId) {
      const [row] = await all<{ studio_id: string; person_id: string | null }>(recipientText, deliveryId);
      return row ? { studioId: row.studio_id, personId: row.person_id } : null;
    },
    async of(eventId) {
      const [timers, made, atOnce, audience] = await Promise.all([
        all<TimerFound>(timersText, eventId),
        all<Counted>(countsText(timed, TIMED_KEY), eventId),
        all<Counted>(countsText(prompt, "split_part(key, ':', 1)"), eventId),
        all<{ seats: number; speakers: number }>(audienceText, eventId),
      ]);
      return {
        messages: timers.map((timer) => messageOf(timer, made, audience[0] ?? { seats: 0, speakers: 0 })),
        atOnce: [...Map.groupBy(atOnce, ({ key }) => key)].map(([kind, counted]) => ({ kind, ...tally(counted) })),
      };
    },
  };
}

interface TimerFound {
  due: string;
  elapsed: boolean;
  held: MessageState | null;
  data: { kind?: string; message: string; dateId?: string; offset?: string; startsAt?: string; endsAt?: string };
}

/** A key without whom it is for: what everybody's copy of a message has in common. */
const TIMED_KEY = "regexp_replace(key, '^([a-z_]+):[0-9a-f-]{36}:', '\\1:')";

const timersText = `${
  timed.map((name) =>
    `select t.due, t.elapsed, t.data, h.state as held from ${ownTable(name, "timers")} t
      left join ${ownTable(name, "holds")} h on h.id = $1 || ':' || (t.data ->> 'message') where t.scope = $1`
  ).join(" union all ")
} order by due`;

const countsText = (reactors: readonly string[], key: string) =>
  `select key, state, reason, count(*)::int as count from (${
    reactors.map((name) =>
      `select ${key} as key, state, case when state = 'skipped' then skip_reason end as reason
        from ${ownTable(name, "outbox")} where event_id = $1`
    ).join(" union all ")
  }) made group by key, state, reason order by key`;

const recipientText = [...timed, ...prompt, "campaigns"].map((name) =>
  `select studio_id, person_id from ${ownTable(name, "outbox")} where delivery_id = $1`
).join(" union all ");

const audienceText = `select
  (select count(*)::int from ${ownTable("reminders", "seats")} where event_id = $1 and status = 'confirmed') as seats,
  (select count(*)::int from ${ownTable("organizers", "speakers")} where event_id = $1) as speakers`;

function messageOf(
  { due, elapsed, held, data }: TimerFound,
  made: readonly Counted[],
  { seats, speakers }: { seats: number; speakers: number },
): TimelineMessage {
  const { message, dateId = null, offset = null, startsAt, endsAt } = data;
  const kind = data.kind ?? message.split(":")[0]!;
  const keys = [`${message}:${startsAt ?? endsAt}`, `${message.replace(/^reminder:/, "reminder_sms:")}:${startsAt}`];
  const forOrganizers = ["speaker_alert", "summary", "date_notice", "event_report"];
  return {
    message,
    kind,
    dateId,
    offset,
    due,
    elapsed,
    held,
    audience: kind === "speaker_alert" ? speakers : forOrganizers.includes(kind) ? 1 : seats,
    ...tally(made.filter(({ key }) => keys.includes(key))),
  };
}

function tally(counted: readonly Counted[]): Pick<SentAtOnce, "states" | "skips"> {
  const states: Partial<Record<DeliveryState, number>> = {};
  const skips: Record<string, number> = {};
  for (const { state, reason, count } of counted) {
    states[state] = (states[state] ?? 0) + count;
    if (reason !== null) skips[reason] = (skips[reason] ?? 0) + count;
  }
  return { states, skips };
}
