import { hash } from "node:crypto";
import { ident, type Queryable, rowTypes } from "../../projections/runtime/sql.ts";
import { type CommandRow, type OutboxRow, runtimeTables, type TimerRow } from "./tables.ts";

/** A row, and the reactor whose it is. */
export type Of<R> = R & { reactor: string };

/** Schema of the views on a reactor's live tables. */
export function schemaOf(reactor: string): string {
  return `reactor_${reactor}`;
}

/** As much of a delivery as it takes to choose it; the rest is read when it has a place. */
export type DueRow = Pick<OutboxRow, "delivery_id" | "channel" | "state" | "attempt">;

/** Deliveries whose turn it is, urgent ones first, oldest first. `gone`: attempts up to here have nobody behind them. */
export async function dueDeliveries(
  db: Queryable,
  reactors: readonly string[],
  { now, channels, except, limit, gone }: {
    now: Date;
    channels: readonly string[];
    except: readonly string[];
    limit: number;
    gone: bigint;
  },
): Promise<Of<DueRow>[]> {
  const moment = "(select $1::timestamptz)", end = "(select $2::int8)";
  // each along an index, and none past those that wait for later, however many
  const turns = [
    `state in ('open', 'attempting') and urgent and next_at <= ${moment}`,
    `state in ('open', 'attempting') and not urgent and next_at <= ${moment}`,
    `state = 'attempting' and attempted <= ${end} and next_at > ${moment}`,
  ];
  return await ask(
    db,
    reactors,
    { inner: "delivery_id, channel, state, attempt, urgent, next_at", outer: "delivery_id, channel, state, attempt" },
    (place) =>
      turns.map((turn) =>
        `${place("outbox")} where ${turn} and channel = any ((select $3::text[])::text[])
        and delivery_id not in (select unnest($4::uuid[])) order by urgent desc, next_at, delivery_id limit ${limit}`
      ),
    [now.toISOString(), String(gone), channels, except],
    `order by urgent desc, next_at, delivery_id limit ${limit}`,
  );
}

/** Deliveries of one reactor as they stand now, by id; without those whose turn it is not any more. */
export async function stillDue(
  db: Queryable,
  reactor: string,
  ids: readonly string[],
  { now, gone }: { now: Date; gone: bigint },
): Promise<ReadonlyMap<string, Of<OutboxRow>>> {
  const { rows } = await db.query({
    text: `select ${outboxColumns} from ${placeIn(reactor)("outbox")}
      where delivery_id = any($1::uuid[]) and state in ('open', 'attempting')
      and (next_at <= $2 or (state = 'attempting' and attempted <= $3))`,
    values: [ids, now.toISOString(), String(gone)],
    types: rowTypes,
    name: `due ${reactor}`,
  });
  return new Map((rows as OutboxRow[]).map((row) => [row.delivery_id, { ...row, reactor }]));
}

/** When the next delivery's turn comes; null when none is waiting. */
export async function nextDelivery(
  db: Queryable,
  reactors: readonly string[],
  { after, channels }: { after: Date; channels: readonly string[] },
): Promise<Date | null> {
  return await earliest(
    db,
    reactors,
    (place) =>
      `min(next_at) as moment from ${place("outbox")} where state in ('open', 'attempting')
      and next_at > $1 and channel = any($2)`,
    [after.toISOString(), channels],
  );
}

/** Timers whose moment has come since their reactor started. */
export async function dueTimers(
  db: Queryable,
  reactors: readonly string[],
  now: Date,
  limit: number,
): Promise<Of<TimerRow>[]> {
  return await ask(
    db,
    reactors,
    timerColumns,
    (place) =>
      `${place("timers")} where not elapsed and due <= $1
      and due > (select at from ${place("started")}) order by due, key limit ${limit}`,
    [now.toISOString()],
    `order by due, key limit ${limit}`,
  );
}

/** When the next timer is due; null when none is waiting. */
export async function nextTimer(db: Queryable, reactors: readonly string[], after: Date): Promise<Date | null> {
  return await earliest(
    db,
    reactors,
    (place) => `min(due) as moment from ${place("timers")} where not elapsed and due > $1`,
    [after.toISOString()],
  );
}

/** Commands to issue, oldest first. */
export async function openCommands(
  db: Queryable,
  reactors: readonly string[],
  except: readonly string[],
  limit: number,
): Promise<Of<CommandRow>[]> {
  return await ask(
    db,
    reactors,
    commandColumns,
    (place) =>
      `${
        place("commands")
      } where open and command_id <> all($1::uuid[]) order by planned_at, command_id limit ${limit}`,
    [except],
    `order by planned_at, command_id limit ${limit}`,
  );
}

/** A reactor's own table as SQL names it: the live one, as of its fold. */
export function ownTable(reactor: string, table: string): string {
  return `${ident(schemaOf(reactor))}.${ident(table)}`;
}

/** By name: what is prepared must not change its shape when a newer version's tables come to stand here. */
const columnsOf = (table: "outbox" | "timers" | "commands"): string =>
  Object.keys(runtimeTables[table].columns).map(ident).join(", ");
const outboxColumns = columnsOf("outbox"), timerColumns = columnsOf("timers"), commandColumns = columnsOf("commands");

type Place = (table: string) => string;

/**
 * Asked again and again, of every reactor at once: planning it takes longer than answering it. Prepared under this name, and
 * planned once where no value in it promises a better plan: such ones stand there as questions of their own.
 */
const nameOf = (text: string): string => `due ${hash("sha256", text).slice(0, 40)}`;

async function ask<R>(
  db: Queryable,
  reactors: readonly string[],
  columns: string | { inner: string; outer: string },
  from: (place: Place) => string | string[],
  values: unknown[],
  tail: string,
): Promise<Of<R>[]> {
  if (reactors.length === 0) return [];
  const { inner, outer } = typeof columns === "string" ? { inner: columns, outer: columns } : columns;
  const each = reactors.flatMap((name) =>
    [from(placeIn(name))].flat().map((place) => `(select '${name}' as reactor, ${inner} from ${place})`)
  );
  const text = `select reactor, ${outer} from (${each.join(" union all ")}) as every ${tail}`;
  const { rows } = await db.query({ text, values, types: rowTypes, name: nameOf(text) });
  return rows as Of<R>[];
}

async function earliest(
  db: Queryable,
  reactors: readonly string[],
  select: (place: Place) => string,
  values: unknown[],
): Promise<Date | null> {
  if (reactors.length === 0) return null;
  const each = reactors.map((name) => `select ${select(placeIn(name))}`);
  const text = `select min(moment) as moment from (${each.join(" union all ")}) as every`;
  const { rows } = await db.query({ text, values, types: rowTypes, name: nameOf(text) });
  return rows[0]?.moment ? new Date(rows[0].moment) : null;
}

function placeIn(reactor: string): Place {
  return (table) => `${ownTable(reactor, table)}${table === "started" ? "" : " t"}`;
}
