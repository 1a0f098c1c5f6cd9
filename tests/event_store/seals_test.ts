import assert from "node:assert/strict";
import { generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { type EventStore, isEvent, type Position } from "../../event_store/port.ts";
import { leafHash, merkleRoot } from "../../event_store/seals/leaf.ts";
import { runSealer, sealStream } from "../../event_store/seals/sealer.ts";
import type { Seal } from "../../event_store/seals/statement.ts";
import { verifyExport, verifyLog } from "../../event_store/seals/verify.ts";
import { openSqliteLog } from "../../event_store/sqlite/log.ts";

const pair = generateKeyPairSync("ed25519");
const signing = { keyId: "k1", sign: (bytes: Uint8Array) => sign(null, bytes, pair.privateKey).toString("base64") };
const publicKeys = { k1: pair.publicKey.export({ type: "spki", format: "pem" }).toString() };
const studio = randomUUID();

function fact(n: number, of = studio) {
  return {
    id: randomUUID(),
    type: "ChatMessagePosted",
    data: { n, text: "ñ" },
    metadata: { studio: of, actor: "system" },
  };
}

/** Seals what is there in the log and stops; `batch` facts a seal. */
async function sealAll(store: EventStore, batch: number, at: { position: Position | null } = { position: null }) {
  const stop = new AbortController();
  const read = Promise.withResolvers<void>();
  const watched: EventStore = Object.create(store, {
    subscribe: {
      async *value(options: Parameters<EventStore["subscribe"]>[0]) {
        for await (const item of store.subscribe(options)) {
          yield item; // asked for the next one, it has dealt with this one
          if (!isEvent(item)) read.resolve();
        }
      },
    },
  });
  const sealing = runSealer({
    store: watched,
    signing,
    batch,
    intervalMs: 1_000_000,
    now: () => "2026-11-21T09:00:00.000Z",
    signal: stop.signal,
    checkpoint: { load: () => Promise.resolve(at.position), save: (p) => Promise.resolve(void (at.position = p)) },
  });
  await Promise.race([read.promise, sealing]);
  stop.abort();
  await sealing;
}

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

type Mischief = "change" | "lose" | "swap" | "insert" | "recorded_at" | "metadata";
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

/** What somebody with the file in hands could do. */
function damage(directory: string, mischief: Mischief, position: number) {
  const file = new DatabaseSync(`${directory}/log.sqlite`);
  const run = (sql: string) => file.prepare(sql);
  const nextFact = () => {
    const row = run("select min(position) p from events where position > ? and type <> 'Sealed'").get(position);
    return Number(row!.p);
  };
  const move = (from: number, to: number) => run("update events set position = ? where position = ?").run(to, from);
  if (mischief === "change") run("update events set data = replace(data, 'ñ', 'n') where position = ?").run(position);
  if (mischief === "metadata") {
    run("update events set metadata = json_set(metadata, '$.actor', 'user:x') where position = ?").run(position);
  }
  if (mischief === "recorded_at") {
    run("update events set recorded_at = '2020-01-01T00:00:00.000Z' where position = ?").run(position);
  }
  if (mischief === "lose") run("delete from events where position = ?").run(position);
  if (mischief === "swap") {
    const next = nextFact();
    move(position, -1);
    move(next, position);
    move(-1, next);
  }
  if (mischief === "insert") {
    for (const { p } of run("select position p from events where position >= ? order by position desc").all(position)) {
      move(Number(p), Number(p) + 1);
    }
    const { id, type, data, metadata } = fact(99);
    run(
      "insert into events (position, stream, revision, id, type, data, metadata, recorded_at) values (?, ?, 0, ?, ?, ?, ?, ?)",
    ).run(
      position,
      "chat-forged",
      id,
      type,
      JSON.stringify(data),
      JSON.stringify(metadata),
      "2026-11-21T09:00:00.000Z",
    );
  }
  file.close();
}

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
