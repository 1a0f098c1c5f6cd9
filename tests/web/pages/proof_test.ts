import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import type { EventStore } from "../../../event_store/port.ts";
import { openSqliteLog } from "../../../event_store/sqlite/log.ts";
import { exportedFile, manifestOf, sealsFile } from "../../../web/pages/log_export.ts";
import { sealKeys, verification } from "../../../web/pages/proof.ts";
import { verify } from "../../../docs/verify.mjs";
import { damage, fact, type Mischief, publicKeys, sealAll, signing, studio } from "../../support/sealing.ts";

const FACTS = 24;
const [publicKey] = Object.values(publicKeys);
const partsOf = (store: EventStore) => ({ store, vault: { signing: { ...signing, publicKey: publicKey! } } });

async function sealedLog(batch: number) {
  const directory = await Deno.makeTempDir();
  const store = await openSqliteLog({ directory });
  for (let n = 0; n < FACTS; n++) {
    await store.append(`chat-${n % 3}`, [fact(n)], n < 3 ? "no_stream" : Math.floor(n / 3) - 1);
  }
  await sealAll(store, batch);
  return { directory, store };
}

/** What the stand-alone script says of an export of everything. */
async function scriptSays(store: EventStore): Promise<string> {
  const app = partsOf(store) as unknown as Parameters<typeof manifestOf>[0];
  const exported = { studioId: studio, filter: { studioId: studio }, through: String(await store.head()) };
  const manifest = await manifestOf(app, exported, "ndjson");
  const text = (await Array.fromAsync(exportedFile(app, exported, "ndjson", false))).join("");
  const seals = (await Array.fromAsync(sealsFile(app, studio))).map((line) => line.trim());
  try {
    const { sealed, unsealed } = await verify({
      manifest: JSON.parse(JSON.stringify(manifest)),
      facts: text.split("\n").filter(Boolean),
      seals,
      keys: sealKeys(app),
      file: () => createHash("sha256").update(text).digest("hex"),
    });
    return `intact ${sealed} ${unsealed.length}`;
  } catch (error) {
    return (error as Error).message;
  }
}

Deno.test("any damage is found by the page's verification and named, and the stand-alone script agrees", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<Mischief>("change", "lose", "swap", "insert", "recorded_at", "metadata"),
      fc.integer({ min: 0, max: FACTS - 2 }),
      fc.integer({ min: 1, max: 9 }),
      async (mischief, place, batch) => {
        const { directory, store } = await sealedLog(batch);
        assert.equal((await verification(partsOf(store), studio, null)).damages.length, 0);
        assert.equal(await scriptSays(store), `intact ${FACTS} 0`);
        const facts = (await Array.fromAsync(store.readAll({ after: 0n }))).filter(({ type }) => type !== "Sealed");
        await store.close();
        damage(directory, mischief, Number(facts[place]!.position));

        const after = await openSqliteLog({ directory });
        const { damages: [found] } = await verification(partsOf(after), studio, null);
        const said = await scriptSays(after);
        assert.equal(found?.index, place);
        assert.match(said, /not what was sealed/);
        assert.ok(said.includes(found.eventId!), `${said} names ${found.eventId}`);
        await after.close();
        await Deno.remove(directory, { recursive: true });
      },
    ),
    { numRuns: 30 },
  );
});

Deno.test("a stream alone is verified: changes, gaps and exchanged facts of it are named, others' are not its own", async () => {
  const { directory, store } = await sealedLog(5);
  const parts = partsOf(store);
  await store.append("chat-0", [fact(99)], FACTS / 3 - 1);
  const intact = await verification(parts, studio, "chat-0");
  assert.deepEqual([intact.facts, intact.sealed, intact.damages], [FACTS / 3 + 1, FACTS / 3, []]);
  const [, second] = await Array.fromAsync(store.read("chat-1"));
  await store.close();

  damage(directory, "change", Number(second!.position));
  const changed = await openSqliteLog({ directory });
  const [found] = (await verification(partsOf(changed), studio, "chat-1")).damages;
  assert.deepEqual([found?.kind, found?.eventId, found?.index], ["changed", second!.id, 1]);
  assert.deepEqual((await verification(partsOf(changed), studio, "chat-2")).damages, []);
  await changed.close();

  damage(directory, "lose", Number(second!.position));
  const lost = await openSqliteLog({ directory });
  assert.equal((await verification(partsOf(lost), studio, "chat-1")).damages[0]?.kind, "lost");
  await lost.close();
  await Deno.remove(directory, { recursive: true });
});

Deno.test("the script refuses seals, keys and manifests that do not belong together", async () => {
  const { store } = await sealedLog(6);
  const app = partsOf(store) as unknown as Parameters<typeof manifestOf>[0];
  const exported = { studioId: studio, filter: { studioId: studio }, through: String(await store.head()) };
  const manifest = JSON.parse(JSON.stringify(await manifestOf(app, exported, "ndjson")));
  const facts = (await Array.fromAsync(exportedFile(app, exported, "ndjson", false))).join("").split("\n")
    .filter(Boolean);
  const seals = (await Array.fromAsync(sealsFile(app, studio))).map((line) => line.trim());
  const keys = sealKeys(app);
  const whole = { manifest, facts, seals, keys };
  assert.equal((await verify(whole)).sealed, FACTS);
  await assert.rejects(verify({ ...whole, seals: seals.slice(1) }), /seal 1 is missing/);
  await assert.rejects(verify({ ...whole, seals: seals.slice(0, -1) }), /is missing/);
  await assert.rejects(verify({ ...whole, facts: facts.slice(0, -1) }), /there are \d+ facts|missing at the end/);
  await assert.rejects(verify({ ...whole, manifest: { ...manifest, complete: false } }), /manifest is not signed/);
  await assert.rejects(verify({ ...whole, keys: { keys: [] } }), /no public key/);
  await store.close();
});
