import assert from "node:assert/strict";
import type { Decider } from "../../domain/decider.ts";
import { claim } from "../../domain/claim/claim.ts";
import { createCodec } from "../../event_store/codec.ts";
import { catalogue } from "../../domain/catalogue.ts";
import { createHandle } from "../../event_store/handle.ts";
import { openSqliteLog } from "../../event_store/sqlite/log.ts";
import { createTables, ident, upsert } from "../../projections/runtime/sql.ts";
import { TestClock } from "../../reactors/runtime/clock.ts";
import { CommandWorker } from "../../reactors/runtime/command_worker.ts";
import { schemaOf } from "../../reactors/runtime/due.ts";
import { runtimeTables } from "../../reactors/runtime/tables.ts";
import { startPostgres } from "../support/postgres.ts";

const at = "2026-06-01T10:00:00.000Z";
const broken: Decider<{ type: "Break"; at: string }, null, never> = {
  initial: () => null,
  evolve: (state) => state,
  decide() {
    throw new TypeError("a mistake in the program");
  },
};

Deno.test("a command that cannot be decided is told of and holds up no other", async () => {
  await using postgres = await startPostgres();
  const pool = postgres.pool();
  const log = await openSqliteLog({ directory: ":memory:" });
  const schema = schemaOf("test");
  const { commands } = runtimeTables;
  for (const text of [`create schema ${ident(schema)}`, ...createTables(schema, { commands })]) await pool.query(text);
  const planned = (type: string, stream: string, data: object) => ({
    command_id: crypto.randomUUID(),
    type,
    stream,
    studio_id: null,
    data,
    open: true,
    cause_id: crypto.randomUUID(),
    correlation_id: crypto.randomUUID(),
    planned_at: at,
  });
  const good = planned("Claim", "claim-x", { scope: "slug", value: "x", owner: "ana" });
  const { text, values } = upsert(schema, "commands", commands, [planned("Break", "broken-1", {}), good]);
  await pool.query({ text, values });

  const problems: string[] = [];
  const handle = createHandle({
    store: log,
    codec: createCodec({ catalogue, keys: { keysOf: () => Promise.resolve(new Map()) } }),
  });
  const worker = new CommandWorker({
    db: pool,
    handle,
    issuers: { Break: { decider: broken, rule: "test" }, Claim: { decider: claim, rule: "test" } },
    clock: new TestClock(at),
    report: ({ what }) => problems.push(what),
  });
  worker.start();
  worker.watch("test");
  const following = new AbortController();
  for await (const item of log.subscribe({ after: 0n, signal: following.signal })) {
    if ("caughtUp" in item) continue;
    assert.deepEqual([item.stream, item.metadata.commandId], ["claim-x", good.command_id]);
    break;
  }
  await worker.stop();
  assert.deepEqual(problems, ["test could not issue Break"]);
  await log.close();
});
