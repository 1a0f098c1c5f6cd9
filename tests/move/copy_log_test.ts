import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { holdable } from "../../event_store/holdable.ts";
import { type EventStore, StoreUnavailable } from "../../event_store/port.ts";
import { leafHash } from "../../event_store/seals/leaf.ts";
import { openSqliteLog } from "../../event_store/sqlite/log.ts";
import { compareLogs, copyLog } from "../../move/copy_log.ts";

const event = (n: number) => ({ id: randomUUID(), type: "Said", data: { n }, metadata: { actor: "system" } });
const open = (clock?: () => Date) => openSqliteLog({ directory: ":memory:", clock });

/** A log of a hundred facts in five streams, in turns. */
async function written(): Promise<EventStore> {
  const log = await open(() => new Date("2026-01-01T10:00:00.000Z"));
  for (let n = 0; n < 50; n++) {
    const revision = Math.floor(n / 5) * 2;
    await log.append(`said-${n % 5}`, [event(n), event(n)], revision === 0 ? "no_stream" : revision - 1);
  }
  return log;
}

Deno.test("a log is copied with ids, revisions, order and times, goes on after a break, and hashes as it did", async () => {
  const [from, to] = [await written(), await open()];
  let appends = 0;
  const breaking: EventStore = {
    ...to,
    async append(stream, events, expected) {
      appends++;
      if (appends === 7) {
        await to.append(stream, events, expected);
        throw new StoreUnavailable("the answer was lost", "unknown");
      }
      if (appends === 20) throw new TypeError("killed");
      return await to.append(stream, events, expected);
    },
  };
  await assert.rejects(copyLog({ from, to: breaking }), /killed/);
  assert.ok(await copyLog({ from, to }) < 100, "what was there is gone on from");
  assert.equal(await copyLog({ from, to }), 0);
  assert.equal(await compareLogs({ from, to }), 100);
  const [originals, copies] = await Promise.all([from, to].map((log) => Array.fromAsync(log.readAll({ after: 0n }))));
  assert.deepEqual(copies!.map(leafHash), originals!.map(leafHash));
  assert.ok(copies!.every(({ recordedAt }) => recordedAt === "2026-01-01T10:00:00.000Z"));

  const home = await open();
  await copyLog({ from: to, to: home });
  assert.equal(await compareLogs({ from, to: home }), 100);
  await home.append("said-0", [event(1)], 19);
  await assert.rejects(compareLogs({ from, to: home }), /more facts/);
  for (const log of [from, to, home]) await log.close();
});

Deno.test("a place that holds another installation's facts is refused, and nothing is written there", async () => {
  const [from, to] = [await written(), await written()];
  await assert.rejects(copyLog({ from, to }), /in use/);
  assert.equal(await to.head(), 100n);
  const other = await open();
  await other.append("said-9", [event(1)], "no_stream");
  await assert.rejects(copyLog({ from, to: other }), /in use/);
  await assert.rejects(compareLogs({ from, to: other }), /fact 1 .* is not the same/);
  for (const log of [from, to, other]) await log.close();
});

Deno.test("a held log lets what is on its way arrive, takes nothing more, and goes on when let go", async () => {
  const log = await open();
  const { store, hold } = holdable(log);
  const early = store.append("said-1", [event(1)], "no_stream");
  const letGo = await hold();
  assert.equal((await early).revision, 0);
  await assert.rejects(store.append("said-2", [event(1)], "no_stream"), { outcome: "not_written" });
  assert.equal((await Array.fromAsync(store.readAll({ after: 0n }))).length, 1);
  const second = await hold();
  letGo();
  letGo();
  await assert.rejects(store.append("said-2", [event(1)], "no_stream"), StoreUnavailable);
  second();
  assert.equal((await store.append("said-2", [event(1)], "no_stream")).revision, 0);
  await log.close();
});
