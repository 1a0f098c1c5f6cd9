/**
 * Timers and deliveries at their largest, on the product's own fold, tables and questions: set, moved and looked up; one that
 * elapses for very many people; and finding what is due among very many deliveries. Each beside a tenth, where the cost of one
 * should not grow. `--share=0.1` makes everything smaller.
 */
import type { AnyFact } from "../domain/catalogue.ts";
import { Fold } from "../projections/runtime/fold.ts";
import { type Pool, transaction } from "../projections/runtime/transaction.ts";
import { createTables } from "../projections/runtime/sql.ts";
import { reactors } from "../reactors/all.ts";
import { dueDeliveries, dueTimers, nextDelivery, nextTimer, schemaOf } from "../reactors/runtime/due.ts";
import { reactorFold } from "../reactors/runtime/reactor_fold.ts";
import { Crowd, HOUR_BEFORE } from "../tests/reactors/support/crowd.ts";
import { startPostgres } from "../tests/support/postgres.ts";
import { figure, type Figures, percentile, report, timed } from "./measure.ts";

const share = Number(Deno.args.find((arg) => arg.startsWith("--share="))?.slice("--share=".length) ?? 1);
const EVENTS = 10_000 * share;
const PEOPLE = 100_000 * share;
const DELIVERIES = 1_000_000 * share;
/** As many before each date as make five timers an event. */
const REMINDERS = ["P7D", "P2D", "PT24H", "PT2H", "PT1H"];
const PAGE = 1_000;
const LOOKS = 100, WARM = 12;
const NAME = "reminders";
const AT = "2026-06-01T10:00:00.000Z";

await using postgres = await startPostgres();
const pool = postgres.pool() as unknown as Pool;
const names = reactors.map(({ name }) => name);
const spec = reactorFold(reactors.find(({ name }) => name === NAME)!);
const crowd = new Crowd();

const [few, many] = [await timersOf(EVENTS / 10), await timersOf(EVENTS)];
const [tenth, whole] = [await fanOut(PEOPLE / 10), await fanOut(PEOPLE)];
const [less, more] = [await claims(DELIVERIES / 10), await claims(DELIVERIES)];
const count = REMINDERS.length;
const figures: Figures = {
  [`set ${count * EVENTS} timers of ${EVENTS} events; other: of a tenth`]: figure(many.set, few.set, "timers/s"),
  "move them all": figure(many.move, few.move, "timers/s"),
  "look for the next due one among them, p95": figure(many.look, few.look, "ms", "constant"),
  [`a timer elapses for ${PEOPLE} people; other: for a tenth`]: figure(whole.rate, tenth.rate, "deliveries/s"),
  "until the first of them can be sent": figure(whole.first, tenth.first, "ms", "< 1 s"),
  "heap that planning them takes at most": figure(whole.heap, tenth.heap, "MiB", "flat"),
  [`find what is due among ${DELIVERIES} deliveries, p95; other: among a tenth`]: figure(
    more.due,
    less.due,
    "ms",
    "p95 < 20 ms",
  ),
  "find that nothing is, while a twentieth of them wait for later, p95": figure(
    more.later,
    less.later,
    "ms",
    "p95 < 20 ms",
  ),
  "any answer of the same database, p95": figure(more.any, less.any, "ms"),
};
report(figures);

/** New tables for every reactor, as the questions about all of them need. */
async function begin(): Promise<Fold> {
  for (const reactor of reactors) {
    const schema = schemaOf(reactor.name);
    await pool.query({ text: `drop schema if exists ${schema} cascade` });
    await pool.query({ text: `create schema ${schema}` });
    for (const text of createTables(schema, reactorFold(reactor).tables)) await pool.query({ text });
  }
  const fold = new Fold(spec, schemaOf(NAME));
  await folded(fold, [crowd.started(NAME)]);
  return fold as unknown as Fold;
}

/** Takes facts in, a page at a time, as the runner does. */
async function folded(fold: Pick<Fold, "takeAll">, facts: readonly AnyFact[]): Promise<void> {
  for (let from = 0; from < facts.length; from += PAGE) await fold.takeAll(pool, facts.slice(from, from + PAGE));
}

async function timersOf(events: number): Promise<{ set: number; move: number; look: number }> {
  const fold = await begin();
  const all = Array.from({ length: events }, (_, n) => n);
  const setting = await timed(() => folded(fold, all.flatMap((n) => crowd.event(n, REMINDERS))));
  const moving = await timed(() => folded(fold, all.map((n) => crowd.moved(n, "2031-06-05T17:00:00.000Z"))));
  const { rows: [{ n }] } = await pool.query({ text: `select count(*)::int as n from ${schemaOf(NAME)}.timers` });
  if (n !== timersIn(events)) throw new Error(`${n} timers of ${events} events`);
  await settle();
  const now = new Date(AT);
  const look = await p95(async () => {
    await dueTimers(pool, names, now, 500);
    await nextTimer(pool, names, now);
  });
  return { set: timersIn(events) / setting * 1_000, move: timersIn(events) / moving * 1_000, look };
}

function timersIn(events: number): number {
  return events * REMINDERS.length;
}

/** From the moment on: each wave is committed by itself, and whoever delivers is told. */
async function fanOut(people: number): Promise<{ rate: number; first: number; heap: number }> {
  const fold = await begin();
  await folded(fold, crowd.event(0, REMINDERS));
  for (let k = 0; k < people; k += PAGE) {
    const some = Array.from({ length: Math.min(PAGE, people - k) }, (_, i) => crowd.registered(0, k + i));
    await folded(fold, some.flat());
  }
  await settle();
  const { rows: [timer] } = await pool.query({
    text: `select key from ${schemaOf(NAME)}.timers where due = '${HOUR_BEFORE}'`,
  });
  const facts = [crowd.elapsed(NAME, { key: timer.key, due: HOUR_BEFORE })];
  const look = { now: new Date(HOUR_BEFORE), channels: ["mail"], except: [], limit: 200, gone: -1n };
  const heapBefore = Deno.memoryUsage().heapUsed;
  let first: number | null = null, most = 0;
  const began = performance.now();
  do {
    await fold.run(pool, facts);
    await transaction(pool, (tx) => fold.write(tx));
    fold.keep();
    if (first === null) {
      if ((await dueDeliveries(pool, names, look)).length === 0) throw new Error("nothing is due");
      first = performance.now() - began;
    }
    most = Math.max(most, Deno.memoryUsage().heapUsed);
  } while (fold.unfinished);
  const took = performance.now() - began;
  const { rows: [{ n }] } = await pool.query({ text: `select count(*)::int as n from ${schemaOf(NAME)}.outbox` });
  if (n !== people) throw new Error(`${n} deliveries to ${people} people`);
  return { rate: people / took * 1_000, first, heap: (most - heapBefore) / 2 ** 20 };
}

/** Most have been made, as in any outbox that is some months old; a twentieth is to be made. */
async function claims(deliveries: number): Promise<{ due: number; later: number; any: number }> {
  await begin();
  const columns = Object.entries(spec.tables.outbox!.columns);
  const known: Record<string, string> = {
    delivery_id: "gen_random_uuid()",
    channel: "'mail'",
    state: "case when i % 20 = 0 then 'open' else 'succeeded' end",
    next_at: "'2026-01-01'::timestamptz + i * interval '1 second'",
    mail: `'{"kind":"reminder"}'::jsonb`,
    cause_id: "gen_random_uuid()",
  };
  const ofType: Record<string, string> = {
    text: "'text'",
    bool: "false",
    int: "0",
    timestamptz: "'2026-01-01'::timestamptz",
  };
  const values = columns.map(([name, { type, nullable }]) => known[name] ?? (nullable ? "null" : ofType[type]!));
  const quoted = columns.map(([name]) => `"${name}"`);
  await pool.query({
    text: `insert into ${schemaOf(NAME)}.outbox (${quoted}) select ${values} from generate_series(1, ${deliveries}) i`,
  });
  await settle();
  const look = (now: Date) => async () => {
    await dueDeliveries(pool, names, { now, channels: ["mail"], except: [], limit: 200, gone: -1n });
    await nextDelivery(pool, names, { after: now, channels: ["mail"] });
  };
  return {
    due: await p95(look(new Date("2026-03-01T00:00:00.000Z"))),
    later: await p95(look(new Date("2025-12-01T00:00:00.000Z"))),
    any: await p95(() => pool.query({ text: "select 1", name: "any" })),
  };
}

/** What autovacuum does by itself, sooner or later. */
async function settle(): Promise<void> {
  await pool.query({ text: "vacuum analyze" });
}

/** Of questions that are asked all the time: the first of a connection's are planned anew. */
async function p95(look: () => Promise<unknown>): Promise<number> {
  for (let n = 0; n < WARM; n++) await look();
  const took: number[] = [];
  for (let n = 0; n < LOOKS; n++) took.push(await timed(look));
  return percentile(took, 0.95);
}
