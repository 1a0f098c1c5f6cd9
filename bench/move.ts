/** Moving a log into EventStoreDB, beside the vendor's client making the same appends in the same order. */
import { EventStoreDBClient, jsonEvent, NO_STREAM } from "@eventstore/db-client";
import { openEventStoreDb } from "../event_store/eventstoredb/store.ts";
import { openSqliteLog, type SqliteLog } from "../event_store/sqlite/log.ts";
import { copyLog } from "../move/copy_log.ts";
import { startEventStoreDb } from "../tests/support/eventstoredb/start.ts";
import { compare, type Figures, report, timed } from "./measure.ts";

const FACTS = 10_000;
const STREAMS = 200;
const from = await written();

/** As a log is: two facts at a time, in streams that take turns. */
async function written(): Promise<SqliteLog> {
  const log = await openSqliteLog({ directory: ":memory:" });
  const fact = () => ({
    id: crypto.randomUUID(),
    type: "RegistrationConfirmed",
    data: { registrationId: crypto.randomUUID(), seat: 17, note: "x".repeat(80) },
    metadata: { correlationId: crypto.randomUUID(), commandId: crypto.randomUUID(), schemaVersion: 1 },
  });
  for (let n = 0; n < FACTS / 2; n++) {
    const revision = Math.floor(n / STREAMS) * 2;
    await log.append(`event-${n % STREAMS}`, [fact(), fact()], revision === 0 ? "no_stream" : revision - 1);
  }
  return log;
}

async function onServer(work: (url: string) => Promise<number>): Promise<number> {
  const server = await startEventStoreDb();
  try {
    return FACTS / (await work(server.url) / 1_000);
  } finally {
    await server.stop();
  }
}

const ours = () =>
  onServer(async (url) => {
    const to = await openEventStoreDb({ url, namespace: "" });
    const took = await timed(() => copyLog({ from, to }));
    await to.close();
    return took;
  });

const bare = () =>
  onServer(async (url) => {
    const client = EventStoreDBClient.connectionString(url);
    const facts = await Array.fromAsync(from.readAll({ after: 0n }));
    return await timed(async () => {
      for (let n = 0; n < facts.length; n += 2) {
        const [first, second] = [facts[n]!, facts[n + 1]!];
        const events = [first, second].map(({ id, type, data, metadata }) => jsonEvent({ id, type, data, metadata }));
        const expectedRevision = first.revision === 0 ? NO_STREAM : BigInt(first.revision - 1);
        await client.appendToStream(first.stream, events, { expectedRevision });
      }
    });
  });

const figures: Figures = {
  "move into EventStoreDB, beside the bare client in the same order": await compare("events/s", ours, bare, {
    rounds: 3,
    reach: "≥ 0.8",
  }),
};
report(figures);
Deno.exit(0);
