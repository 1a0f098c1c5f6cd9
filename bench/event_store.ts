/** The log: appends against a bare loop and against Emmett, a live subscriber, the EventStoreDB adapter against its client. */
import { EventStoreDBClient, jsonEvent, NO_STREAM, streamNameFilter } from "@eventstore/db-client";
import { getPostgreSQLEventStore } from "npm:@event-driven-io/emmett-postgresql@0.42.0";
import { DatabaseSync } from "node:sqlite";
import { openEventStoreDb } from "../event_store/eventstoredb/store.ts";
import { type EventStore, isEvent, type NewEvent } from "../event_store/port.ts";
import { openSqliteLog } from "../event_store/sqlite/log.ts";
import { startEventStoreDb } from "../tests/support/eventstoredb/start.ts";
import { startEmbeddedPostgres } from "../projections/runtime/embedded_postgres.ts";
import { untilAlone } from "./support/emmett.ts";
import { compare, figure, type Figures, report, timed } from "./measure.ts";

const AT_A_TIME = 32;
const REACH_LOOP = "≥ 0.6";
const REACH_EMMETT = "≥ 6";
const REACH_CLIENT = "≥ 0.85";

const figures: Figures = {};
const places: string[] = [];

async function place(): Promise<string> {
  const made = await Deno.makeTempDir({ prefix: "bench-log-" });
  places.push(made);
  return made;
}

/** About 330 bytes, as a small domain event is. */
function registration(): NewEvent {
  return {
    id: crypto.randomUUID(),
    type: "RegistrationConfirmed",
    data: { registrationId: crypto.randomUUID(), seat: 17, note: "x".repeat(80) },
    metadata: { correlationId: crypto.randomUUID(), commandId: crypto.randomUUID(), schemaVersion: 1 },
  };
}

/** Everything that is not the append itself is made before the clock runs. */
function work(count: number) {
  return Array.from({ length: count }, () => ({ stream: `event-${crypto.randomUUID()}`, event: registration() }));
}

/** Events per second of `append`, with so many always waiting for their answer. */
async function rate(count: number, append: (stream: string, event: NewEvent) => Promise<unknown>): Promise<number> {
  const todo = work(count);
  let next = 0;
  const took = await timed(() =>
    Promise.all(Array.from({ length: AT_A_TIME }, async () => {
      for (let one = todo[next++]; one; one = todo[next++]) await append(one.stream, one.event);
    }))
  );
  return count / (took / 1000);
}

async function sqliteLog(count: number): Promise<number> {
  const log = await openSqliteLog({ directory: await place() });
  const perSecond = await rate(count, (stream, event) => log.append(stream, [event], "no_stream"));
  await log.close();
  return perSecond;
}

/** What any log on SQLite has to do at least: the same columns, one revision per stream once, 32 to a transaction. */
async function bareLoop(count: number): Promise<number> {
  const database = new DatabaseSync(`${await place()}/bare.sqlite`);
  database.exec(`
    pragma journal_mode = wal;
    pragma synchronous = full;
    create table events (
      position integer primary key, stream text not null, revision integer not null, id text not null, type text not null,
      data text not null, metadata text not null, recorded_at text not null, unique (stream, revision)
    ) strict`);
  const insert = database.prepare("insert into events values (null, ?, ?, ?, ?, ?, ?, ?)");
  const todo = work(count);
  const took = await timed(() => {
    for (let i = 0; i < count; i += AT_A_TIME) {
      const now = new Date().toISOString();
      database.exec("begin immediate");
      for (const { stream, event: { id, type, data, metadata } } of todo.slice(i, i + AT_A_TIME)) {
        insert.run(stream, 0, id, type, JSON.stringify(data), JSON.stringify(metadata), now);
      }
      database.exec("commit");
    }
    return Promise.resolve();
  });
  database.close();
  return count / (took / 1000);
}

/** A subscriber that must see every one of 6,000 events once and in order while 32 writers append them. */
async function liveSubscriber(log: EventStore): Promise<number> {
  const total = 6_000;
  const seen: bigint[] = [];
  let live: () => void = () => {};
  const caughtUp = new Promise<void>((resolve) => live = resolve);
  const after = await log.head();
  const reading = (async () => {
    for await (const item of log.subscribe({ after, signal: new AbortController().signal })) {
      if (!isEvent(item)) live();
      else if (seen.push(item.position) === total) return;
    }
  })();
  await caughtUp;
  const took = await timed(async () => {
    await rate(total, (stream, event) => log.append(stream, [event], "no_stream"));
    await reading;
  });
  const written: bigint[] = [];
  for await (const { position } of log.readAll({ after })) written.push(position);
  if (written.length !== total || written.some((position, i) => position !== seen[i])) {
    throw new Error("the live subscriber lost, repeated or swapped events");
  }
  return total / (took / 1000);
}

async function embedded(): Promise<void> {
  const count = 12_800;
  figures["log: append, 32 at a time, against batched inserts"] = await compare(
    "events/s",
    () => sqliteLog(count),
    () => bareLoop(count),
    { reach: REACH_LOOP },
  );

  const postgres = await startEmbeddedPostgres({ dataDir: await place(), durable: true });
  const emmett = getPostgreSQLEventStore(postgres.url);
  await emmett.schema.migrate();
  figures["log: append, 32 at a time, against Emmett on Postgres"] = await compare(
    "events/s",
    () => sqliteLog(count),
    () =>
      rate(2_000, (stream, { type, data, metadata }) =>
        emmett.appendToStream(stream, [{ type, data, metadata }], {
          expectedStreamVersion: "STREAM_DOES_NOT_EXIST",
        })),
    { reach: REACH_EMMETT },
  );
  await emmett.close();
  await untilAlone(postgres.connection);
  await postgres.stop();

  const log = await openSqliteLog({ directory: await place() });
  const perSecond = await liveSubscriber(log);
  await log.close();
  figures["log: live subscriber, 32 writers, 6,000 events"] = figure(
    perSecond,
    null,
    "events/s",
    "0 lost, 0 twice, in order",
  );
}

/** On a real server where one is at hand, otherwise on the tests' own: it speaks the protocol and limits both alike. */
async function production(): Promise<void> {
  const given = Deno.env.get("EVENTSTOREDB_URL");
  const server = given ? null : await startEventStoreDb();
  try {
    await adapter(given ?? server!.url, given ? "EventStoreDB" : "EventStoreDB (the tests' protocol server)");
  } finally {
    await server?.stop();
  }
}

async function adapter(url: string, name: string): Promise<void> {
  const namespace = `bench_${crypto.randomUUID().slice(0, 8)}`;
  const store = await openEventStoreDb({ url, namespace });
  const client = EventStoreDBClient.connectionString(url);
  const bare = ({ id, type, data, metadata }: NewEvent) => jsonEvent({ id, type, data, metadata });
  const count = 12_800;
  figures[`${name}: append, 32 at a time, against the bare client`] = await compare(
    "events/s",
    () => rate(count, (stream, event) => store.append(stream, [event], "no_stream")),
    () =>
      rate(
        count,
        (stream, event) =>
          client.appendToStream(`${namespace}bare.${stream}`, bare(event), { expectedRevision: NO_STREAM }),
      ),
    { reach: REACH_CLIENT },
  );
  figures[`${name}: filtered catch-up, against the bare client`] = await compare(
    "events/s",
    async () => {
      let read = 0;
      const took = await timed(async () => {
        for await (const _ of store.readAll({ after: 0n, filter: { streamPrefixes: ["event-"] } })) read++;
      });
      return read / (took / 1000);
    },
    async () => {
      let read = 0;
      const prefixes = [`${namespace}.event-`];
      const took = await timed(async () => {
        for await (const _ of client.subscribeToAll({ filter: streamNameFilter({ prefixes }) })) {
          if (++read === count * 5) break;
        }
      });
      return read / (took / 1000);
    },
    { reach: REACH_CLIENT },
  );
  await liveSubscriber(store);
  await client.dispose();
  await store.close();
}

try {
  await embedded();
  await production();
} finally {
  for (const made of places) await Deno.remove(made, { recursive: true }).catch(() => {});
}
report(figures);
Deno.exit(0);
