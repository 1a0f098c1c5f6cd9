import assert from "node:assert/strict";
import { catalogue } from "../../../domain/catalogue.ts";
import { createCodec } from "../../../event_store/codec.ts";
import type { NewEvent } from "../../../event_store/port.ts";
import { openSqliteLog } from "../../../event_store/sqlite/log.ts";
import { foldStream, stateRows } from "../../../web/pages/folded_stream.ts";

const FACTS = 2_500;

/** A claim that is taken and given back in turns, a fact a second. */
async function longClaim() {
  let second = 0;
  const clock = () => new Date(Date.parse("2026-11-01T00:00:00.000Z") + 1_000 * second++);
  const store = await openSqliteLog({ directory: ":memory:", clock });
  const fact = (n: number): NewEvent => ({
    id: crypto.randomUUID(),
    type: n % 2 === 0 ? "Claimed" : "Released",
    data: { scope: "slug", value: "calistenia", owner: String(n) },
    metadata: { studio: "s", actor: "system", commandId: crypto.randomUUID(), schemaVersion: 1, occurredAt: "" },
  });
  for (let n = 0; n < FACTS; n++) await store.append("claim-1", [fact(n)], n === 0 ? "no_stream" : n - 1);
  const codec = createCodec({ catalogue, keys: { keysOf: () => Promise.resolve(new Map()) } });
  return { store, codec };
}

Deno.test("a stream is the same as of a revision or a moment, asked for in any order, near a checkpoint or far", async () => {
  const parts = await longClaim();
  const recorded = await Array.fromAsync(parts.store.read("claim-1"));
  for (const revision of [FACTS - 1, 0, 999, 1_000, 1_001, 1_999, 2_000, 17, 998, FACTS - 2]) {
    const byRevision = await foldStream(parts, "claim-1", { revision });
    const byMoment = await foldStream(parts, "claim-1", { at: recorded[revision]!.recordedAt });
    for (const folded of [byRevision, byMoment]) {
      assert.equal(folded?.fact.revision, revision);
      const [now, before] = [revision, revision - 1].map((n) => n % 2 === 0 && n >= 0 ? "claimed" : "free");
      assert.equal((folded.state as { status: string }).status, now);
      assert.equal((folded.before as { status: string }).status, before);
    }
  }
  assert.equal(await foldStream(parts, "claim-1", { at: "2026-10-31T00:00:00.000Z" }), null);
  const between = new Date(Date.parse(recorded[999]!.recordedAt) + 500).toISOString();
  const last = await foldStream(parts, "claim-1", { at: between });
  assert.equal(last?.fact.revision, 999, "nothing came between the checkpoint and the moment");
  assert.equal((last.before as { status: string }).status, "claimed");
  await parts.store.close();
});

Deno.test("what a step changed stands first, with what it was", () => {
  const rows = stateRows({ a: 1, b: { c: null, d: [true] } }, { a: 1, b: { c: "x" } });
  assert.deepEqual(rows, [
    { path: "b.c", value: "–", before: "x" },
    { path: "b.d.0", value: "true", before: null },
    { path: "a", value: "1" },
  ]);
});
