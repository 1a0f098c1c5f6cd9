import assert from "node:assert/strict";
import { catalogue } from "../../domain/catalogue.ts";
import { createCodec } from "../../event_store/codec.ts";
import { createHandle } from "../../event_store/handle.ts";
import { openSqliteLog } from "../../event_store/sqlite/log.ts";
import { backupBy, makeOne } from "../../operations/backups.ts";
import { backupFigures, type Figures } from "../../operations/figures.ts";
import { watchman } from "../../operations/watchman.ts";
import { folderPlace } from "../../backup/place.ts";

const noKeys = { keysOf: () => Promise.resolve(new Map()) };

async function world() {
  const store = await openSqliteLog({ directory: ":memory:" });
  const handle = createHandle({ store, codec: createCodec({ catalogue, keys: noKeys }) });
  const told = async () =>
    (await Array.fromAsync(store.read("operations"))).map(({ type, data }) =>
      `${type} ${data.kind ?? data.reason ?? ""}`
    );
  return { store, handle, told };
}

Deno.test("the watchman tells of what lasts, once, and of its end; what passes by itself is nobody's business", async () => {
  const { store, handle, told } = await world();
  const ill = [{ name: "people", state: "stopped", lag: 1, lagSeconds: 9 }] as Figures["folds"];
  // what it finds, look by look: a blink, then calm, then an episode of four looks, then calm, then another
  const looks = [ill, [], ill, ill, ill, ill, [], [], ill, ill];
  const ending = new AbortController();
  const figures = (): Promise<Figures> => {
    const folds = looks.shift();
    if (!folds) ending.abort();
    return Promise.resolve({
      at: new Date().toISOString(),
      processes: [],
      folds: folds ?? ill,
      outbox: [],
      backup: { last: null, failed: null },
      alerts: [],
      disk: null,
      log: { facts: 1, factsADay: 1, bytes: 1, databaseBytes: 1, mediaBytes: 0 },
    });
  };
  const expectations = () => Promise.resolve({ backupBy: null, certificateEnds: null });
  const role = watchman({ figures, expectations, handle, now: () => new Date().toISOString(), every: 0 });
  await role.run(ending.signal, { reachedEnd: () => Promise.resolve(), schemaOf: () => null });
  assert.deepEqual(await told(), ["AlertRaised lag", "AlertEnded lag", "AlertRaised lag"]);
  await store.close();
});

Deno.test("what came of a scheduled backup is noted, good or bad, and is what the operator sees", async () => {
  const { store, handle, told } = await world();
  const place = await Deno.makeTempDir();
  let broken = true;
  const options = {
    place: folderPlace(place),
    schedule: "15 3 * * *",
    keep: 1,
    store,
    handle,
    now: () => new Date("2026-11-26T03:15:00.000Z"),
    make: async () => {
      if (broken) throw new TypeError("there is no room");
      const name = "backup-2026-11-26T03-15-00.tar";
      await Deno.writeTextFile(`${place}/${name}`, "x");
      return { name, bytes: 1, encrypted: false, manifest: { counts: { facts: 3 } }, tried: {} };
    },
  };
  await Deno.writeTextFile(`${place}/backup-2026-11-25T03-15-00.tar`, "old");
  await makeOne(options, new AbortController().signal);
  assert.equal((await backupFigures(store)).failed?.reason, "there is no room");
  broken = false;
  await makeOne(options, new AbortController().signal);
  assert.deepEqual(await told(), ["BackupFailed there is no room", "BackupSucceeded "]);
  const { last, failed } = await backupFigures(store);
  assert.deepEqual([last?.triedOut, last?.name, failed], [true, "backup-2026-11-26T03-15-00.tar", null]);
  assert.equal((await Array.fromAsync(Deno.readDir(place))).length, 1, "the older one went");
  await store.close();
  await Deno.remove(place, { recursive: true });
});

Deno.test("a backup is missed an hour after its moment", () => {
  const by = (since: string, now: string) => backupBy("15 3 * * *", new Date(since), new Date(now));
  assert.equal(by("2026-11-26T02:00:00Z", "2026-11-26T04:14:00Z"), null);
  assert.equal(by("2026-11-26T02:00:00Z", "2026-11-26T04:15:00Z"), "2026-11-26T04:15:00.000Z");
});
