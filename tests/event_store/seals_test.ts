import assert from "node:assert/strict";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import fc from "fast-check";
import { leafHash, merkleRoot } from "../../event_store/seals/leaf.ts";
import { sealStream } from "../../event_store/seals/sealer.ts";
import type { Seal } from "../../event_store/seals/statement.ts";
import { verifyExport, verifyLog } from "../../event_store/seals/verify.ts";
import { openSqliteLog } from "../../event_store/sqlite/log.ts";
import { damage, fact, type Mischief, publicKeys, sealAll, studio } from "../support/sealing.ts";

async function sealedLog(facts: number, batch: number) {
  const directory = await Deno.makeTempDir();
  const store = await openSqliteLog({ directory });
  for (let n = 0; n < facts; n++) {
    await store.append(`chat-${n % 3}`, [fact(n)], n < 3 ? "no_stream" : Math.floor(n / 3) - 1);
  }
  await sealAll(store, batch);
  return { directory, store };
}

Deno.test("an untouched log verifies, and what no seal covers yet is counted apart", async () => {
  const { store } = await sealedLog(25, 10);
  await store.append("later-1", [fact(0)], "no_stream");
  const verdict = await verifyLog({ store, publicKeys });
  assert.deepEqual(verdict.damages, []);
  assert.equal(verdict.sealed, 25);
  assert.equal(verdict.facts, 26);
  assert.equal(verdict.seals, 3);
  await store.close();
});

Deno.test("facts of different studios, and of none, are chained apart", async () => {
  const store = await openSqliteLog({ directory: await Deno.makeTempDir() });
  const other = randomUUID();
  await store.append("a-1", [fact(1), fact(2, other), { ...fact(3), metadata: { studio: null } }], "no_stream");
  await sealAll(store, 100);
  const verdict = await verifyLog({ store, publicKeys });
  assert.deepEqual([verdict.damages, verdict.sealed, verdict.seals], [[], 3, 3]);
  assert.equal((await verifyLog({ store, publicKeys, studio: other })).sealed, 1);
  await store.close();
});

Deno.test("a sealer that starts again goes on where the seals end, with its checkpoint or without", async () => {
  const { store } = await sealedLog(7, 3);
  for (const at of [{ position: null }, { position: 4n }]) {
    await store.append(`more-${randomUUID()}`, [fact(1), fact(2)], "no_stream");
    await sealAll(store, 3, at);
  }
  const verdict = await verifyLog({ store, publicKeys });
  assert.deepEqual([verdict.damages, verdict.sealed], [[], 11]);
  await store.close();
});

Deno.test("a seal signed with another key, or whose hashes were exchanged, is found", async () => {
  const { store } = await sealedLog(6, 3);
  const foreign = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" }).toString();
  assert.equal((await verifyLog({ store, publicKeys: { k1: foreign } })).damages[0]?.kind, "seal_forged");
  assert.equal((await verifyLog({ store, publicKeys: {} })).damages[0]?.kind, "seal_forged");
  await store.close();
});

const expectedKind = {
  change: "changed",
  lose: "lost",
  swap: "swapped",
  insert: "inserted",
  recorded_at: "changed",
  metadata: "changed",
};

Deno.test("any change, loss, swap or insertion among sealed facts is found and named", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<Mischief>("change", "lose", "swap", "insert", "recorded_at", "metadata"),
      fc.integer({ min: 0, max: 18 }),
      fc.integer({ min: 1, max: 9 }),
      async (mischief, place, batch) => {
        const { directory, store } = await sealedLog(20, batch);
        const facts = await Array.fromAsync(store.readAll({ after: 0n }));
        const victim = facts.filter((f) => f.type !== "Sealed")[place]!;
        await store.close();
        damage(directory, mischief, Number(victim.position));
        const after = await openSqliteLog({ directory });
        const { damages } = await verifyLog({ store: after, publicKeys });
        await after.close();
        await Deno.remove(directory, { recursive: true });
        assert.equal(damages.length, 1);
        assert.equal(damages[0]!.index, place);
        assert.equal(damages[0]!.kind, expectedKind[mischief]);
        if (mischief === "change") assert.equal(damages[0]!.eventId, victim.id);
      },
    ),
    { numRuns: 40 },
  );
});

Deno.test("a moved fact keeps its hash: its original time counts, not where it was recorded again", () => {
  const original = { stream: "a-1", revision: 0, ...fact(1), recordedAt: "2026-01-01T00:00:00.000Z" };
  const moved = {
    ...original,
    metadata: { ...original.metadata, recordedAt: original.recordedAt },
    recordedAt: "2027-05-05T00:00:00.000Z",
  };
  assert.equal(leafHash(moved), leafHash(original));
  assert.notEqual(leafHash({ ...original, recordedAt: moved.recordedAt }), leafHash(original));
});

Deno.test("the root depends on every leaf and on their order", () => {
  const leaves = ["a", "b", "c", "d", "e"].map((n) => leafHash({ stream: n, revision: 0, ...fact(1), recordedAt: "" }));
  const root = merkleRoot(leaves);
  assert.notEqual(merkleRoot(leaves.toReversed()), root);
  assert.notEqual(merkleRoot(leaves.slice(1)), root);
  assert.equal(merkleRoot(leaves.slice(0, 1)), leaves[0]);
  assert.throws(() => merkleRoot([]), TypeError);
});

Deno.test("an export of some facts verifies by the seals alone, and not when one was changed or moved", async () => {
  const { store } = await sealedLog(12, 5);
  const seals = (await Array.fromAsync(store.read(sealStream(studio)))).map((e) => e.data as Seal);
  const some = (await Array.fromAsync(store.read("chat-1"))).filter((f) => f.type !== "Sealed");
  assert.equal(verifyExport(some, seals, publicKeys), null);
  assert.equal(verifyExport([{ ...some[0]!, data: { n: 1 } }], seals, publicKeys), some[0]!.id);
  assert.equal(verifyExport(some.toReversed(), seals, publicKeys), some[some.length - 2]!.id);
  assert.throws(() => verifyExport(some, seals.toReversed(), publicKeys), /does not hold/);
  await store.close();
});
