import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { basename, dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { backUp as make } from "../../backup/back_up.ts";
import { bringBack as restore, type RestoreOptions, tryOut } from "../../backup/bring_back.ts";
import { bytesOf } from "../../backup/archive.ts";
import { erasedAt } from "../../backup/erased.ts";
import { folderPlace, thinOut } from "../../backup/place.ts";
import { catalogue } from "../../domain/catalogue.ts";
import type { PersonId, RegistrationId } from "../../domain/ids.ts";
import { installation } from "../../domain/installation/installation.ts";
import { person } from "../../domain/person/person.ts";
import { virtualEvent } from "../../domain/virtual_event/virtual_event.ts";
import { createCodec } from "../../event_store/codec.ts";
import { createHandle } from "../../event_store/handle.ts";
import { runSealer } from "../../event_store/seals/sealer.ts";
import { openSqliteLog } from "../../event_store/sqlite/log.ts";
import { openVaultIn } from "../../vault/vault.ts";
import { createEvent, register } from "../domain/virtual_event/facts.ts";
import { id } from "../support/ids.ts";

/** Makes `file` of a directory. */
const backUp = async ({ dataDir, file, key = null }: { dataDir: string; file: string; key?: string | null }) =>
  await make({
    from: { shape: "embedded", dataDir },
    s3: null,
    to: folderPlace(dirname(file)),
    name: basename(file),
    key,
  });
type Restore = Omit<RestoreOptions, "backup"> & { file: string; key?: string | null };
const packed = ({ file, key = null }: Restore) => ({ bytes: bytesOf(file), name: basename(file), key });
const bringBack = (options: Restore) => restore({ ...options, backup: packed(options) });

const studio = id.studio();
const stream = `event-${id.event()}`;
const at = "2026-11-21T10:00:00.000Z";

/** An embedded installation, open, as the process that runs it has it. */
async function open(dataDir: string) {
  const log = await openSqliteLog({ directory: dataDir });
  const vault = await openVaultIn(dataDir, null);
  const codec = createCodec({ catalogue, keys: vault });
  const handle = createHandle({ store: log, codec, clock: () => new Date(at) });
  const envelope = (of: string | null = studio) => {
    const commandId = randomUUID();
    return { actor: "system", studio: of, correlationId: commandId, causationId: null, commandId };
  };
  return {
    log,
    vault,
    async begin() {
      await handle(
        installation,
        "installation",
        { type: "StartInstallation", at, vaultId: vault.id, demo: false },
        envelope(null),
      );
      await handle(virtualEvent, stream, { ...createEvent, capacity: null }, envelope());
      await handle(virtualEvent, stream, { type: "PublishEvent", at }, envelope());
    },
    async register(name: string): Promise<PersonId> {
      const personId = await vault.resolvePerson(studio, `${name}@example.com`) as PersonId;
      const registrationId = randomUUID() as RegistrationId;
      await handle(virtualEvent, stream, register(name, { personId, registrationId, at }), envelope());
      return personId;
    },
    erase: (personId: PersonId) =>
      handle(person, `person-${personId}`, {
        type: "ErasePerson",
        at,
        studioId: studio,
        personId,
        reason: "requested",
      }, envelope()),
    async seal() {
      const ended = new AbortController();
      const sealing = runSealer({
        store: log,
        signing: vault.signing,
        checkpoint: { load: () => Promise.resolve(null), save: () => Promise.resolve() },
        now: () => at,
        intervalMs: 5,
        signal: ended.signal,
      });
      while ((await Array.fromAsync(log.read(`seals-${studio}`))).length === 0) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      ended.abort();
      await sealing;
    },
    async emails(): Promise<unknown[]> {
      const facts = await codec.decodePage(await Array.fromAsync(log.read(stream)));
      return facts.filter(({ type }) => type === "RegistrationRequested").map(({ data }) =>
        (data as { email: unknown }).email
      );
    },
    async close() {
      await vault.close();
      await log.close();
    },
  };
}

/** A test with an installation and a place for its backups. */
function withInstallation(name: string, run: (dataDir: string, place: string) => Promise<void>) {
  Deno.test(name, async () => {
    const place = await Deno.makeTempDir({ prefix: "backup-" });
    try {
      await run(`${place}/data`, place);
    } finally {
      await Deno.remove(place, { recursive: true });
    }
  });
}

const entries = async (directory: string) =>
  (await Array.fromAsync(Deno.readDir(directory))).map((entry) => entry.name).sort();

withInstallation(
  "a running installation is backed up while people register, and comes back as it was",
  async (dataDir, place) => {
    const running = await open(dataDir);
    await running.begin();
    await running.register("ana");
    await running.seal();
    await Deno.mkdir(`${dataDir}/media/a`, { recursive: true });
    await Deno.writeTextFile(`${dataDir}/media/a/cover.txt`, "cover");
    const answered = await running.vault.requests.begin(randomUUID(), "body");
    if (answered.state === "yours") await answered.finish({ status: 201, body: "x" });
    let stop = false;
    const writing = (async () => {
      for (let n = 0; !stop; n++) await running.register(`person${n}`);
    })();
    const file = `${place}/backup.tar`;
    const { manifest, bytes } = await backUp({ dataDir, file });
    assert.equal(bytes, (await Deno.stat(file)).size);
    stop = true;
    await writing;
    assert.deepEqual(manifest.files.map(({ name }) => name), [
      "log.sqlite",
      "vault.sqlite",
      "master.key",
      "media/a/cover.txt",
    ]);
    assert.equal((await Deno.stat(file)).mode! & 0o777, 0o600);
    assert.deepEqual(await entries(place), ["backup.tar", "data"]);

    const restored = await bringBack({ file, dataDir: `${place}/elsewhere`, masterKey: null });
    assert.ok(restored.sealed >= 4 && restored.facts >= restored.sealed);
    const back = await open(`${place}/elsewhere`);
    assert.equal(back.vault.id, running.vault.id);
    const [mine, theirs] = [await back.emails(), await running.emails()];
    assert.ok(mine.length >= 1);
    assert.deepEqual(mine, theirs.slice(0, mine.length));
    assert.equal(await Deno.readTextFile(`${place}/elsewhere/media/a/cover.txt`), "cover");
    await back.register("late");
    await back.close();
    const taken: string[] = [];
    const takeMedia = async (folder: string) => void taken.push(await Deno.readTextFile(`${folder}/media/a/cover.txt`));
    await bringBack({ file, dataDir: `${place}/bucket`, masterKey: null, takeMedia });
    assert.deepEqual(taken, ["cover"]);
    assert.ok(!(await entries(`${place}/bucket`)).includes("media"), "files are where they are kept, and only there");
    await running.close();
  },
);

withInstallation("who is erased stays erased after a restore", async (dataDir, place) => {
  const running = await open(dataDir);
  await running.begin();
  const [ana, ben] = [await running.register("ana"), await running.register("ben")];
  await running.register("cleo");
  await running.erase(ana); // the process dies before it destroys the key
  const file = `${place}/backup.tar`;
  await backUp({ dataDir, file });
  await running.erase(ben); // after the backup
  await running.vault.erasePerson(studio, ben);

  await bringBack({ file, dataDir: `${place}/alone`, masterKey: null });
  const alone = await open(`${place}/alone`);
  assert.deepEqual(await alone.emails(), [null, "ben@example.com", "cleo@example.com"]);
  assert.notEqual(await alone.vault.resolvePerson(studio, "ana@example.com"), ana);
  await alone.close();

  const { erased } = await bringBack({
    file,
    dataDir: `${place}/later`,
    masterKey: null,
    laterErased: await erasedAt(dataDir),
  });
  assert.equal(erased, 2);
  const later = await open(`${place}/later`);
  assert.deepEqual(await later.emails(), [null, null, "cleo@example.com"]);
  await later.close();

  const list = `${place}/erased.ndjson`;
  const exported = await Array.fromAsync(running.log.readAll({ after: 0n, filter: { types: ["PersonErased"] } }));
  await Deno.writeTextFile(list, exported.map(({ position: _, ...fact }) => JSON.stringify(fact) + "\n").join(""));
  assert.deepEqual(await erasedAt(list), await erasedAt(dataDir));
  await Deno.writeTextFile(list, '{"type":"EventCreated","data":{}}\n');
  await assert.rejects(() => erasedAt(list), /no PersonErased/);
  await running.close();
});

withInstallation(
  "a backup that is damaged, cut off or none, and one of a forged log, brings nothing back",
  async (dataDir, place) => {
    const running = await open(dataDir);
    await running.begin();
    await running.register("ana");
    await running.seal();
    await running.close();
    const file = `${place}/backup.tar`;
    await backUp({ dataDir, file });
    await assert.rejects(() => backUp({ dataDir, file }), /exists already/);
    const bytes = await Deno.readFile(file);
    const refuses = async (spoilt: Uint8Array, reason: RegExp) => {
      await Deno.writeFile(`${place}/spoilt.tar`, spoilt);
      await assert.rejects(
        () => bringBack({ file: `${place}/spoilt.tar`, dataDir: `${place}/target`, masterKey: null }),
        reason,
      );
    };
    const flipped = bytes.slice();
    flipped[20_000]! ^= 1;
    await refuses(flipped, /log\.sqlite is not what was backed up/);
    await refuses(bytes.slice(0, bytes.length - 9_000), /cut off/);
    await refuses(new TextEncoder().encode("x".repeat(2_000)), /not an archive/);
    await refuses(new Uint8Array(2_000), /empty/);

    const forger = new DatabaseSync(`${dataDir}/log.sqlite`);
    forger.exec("update events set data = replace(data, 'Europe/Madrid', 'Europe/Berlin')");
    forger.close();
    await backUp({ dataDir, file: `${place}/forged.tar` });
    await refuses(await Deno.readFile(`${place}/forged.tar`), /not what was sealed/);
    assert.deepEqual(await entries(place), ["backup.tar", "data", "forged.tar", "spoilt.tar"]);
    await assert.rejects(() => bringBack({ file, dataDir, masterKey: null }), /not empty/);
  },
);

withInstallation("without its own master key a backup is worth nothing", async (dataDir, place) => {
  const running = await open(dataDir);
  await running.begin();
  await running.close();
  const key = (await Deno.readTextFile(`${dataDir}/master.key`)).trim();
  await Deno.remove(`${dataDir}/master.key`);
  const file = `${place}/backup.tar`;
  await backUp({ dataDir, file });
  await assert.rejects(() => bringBack({ file, dataDir: `${place}/target`, masterKey: null }), {
    name: "WrongMasterKey",
  });
  const wrong = "00".repeat(32);
  await assert.rejects(() => bringBack({ file, dataDir: `${place}/target`, masterKey: wrong }), {
    name: "WrongMasterKey",
  });
  await Deno.mkdir(`${place}/target`); // an empty directory will do
  assert.equal((await bringBack({ file, dataDir: `${place}/target`, masterKey: key })).facts, 4);
});

withInstallation(
  "an encrypted backup comes back with its key or passphrase only, and shows what was done to it",
  async (
    dataDir,
    place,
  ) => {
    const running = await open(dataDir);
    await running.begin();
    await running.register("ana");
    await running.seal();
    await running.close();
    for (const key of ["a long enough passphrase", "ab".repeat(32)]) {
      const file = `${place}/${key.slice(0, 4)}.tar.sealed`;
      const { encrypted } = await backUp({ dataDir, file, key });
      assert.ok(encrypted);
      const bytes = await Deno.readFile(file);
      assert.ok(!new TextDecoder("latin1").decode(bytes).includes("SQLite format"));
      const target = `${place}/target`;
      for (const wrong of [null, "another long passphrase", "cd".repeat(32)]) {
        await assert.rejects(() => bringBack({ file, key: wrong, dataDir: target, masterKey: null }), {
          name: "WrongBackupKey",
        });
      }
      const spoilt = `${place}/spoilt.sealed`;
      const refuses = async (other: Uint8Array) => {
        await Deno.writeFile(spoilt, other);
        await assert.rejects(
          () => bringBack({ file: spoilt, key, dataDir: target, masterKey: null }),
          /damaged|cut off/,
        );
      };
      const piece = 64 * 1024 + 16;
      const start = 8 + 1 + 32 + 16;
      const flipped = bytes.slice();
      flipped[start + piece + 5]! ^= 1;
      await refuses(flipped);
      await refuses(bytes.slice(0, start + piece)); // whole pieces, but not the last
      const swapped = bytes.slice();
      swapped.set(bytes.slice(start, start + piece), start + piece);
      swapped.set(bytes.slice(start + piece, start + 2 * piece), start);
      await refuses(swapped);
      const { facts } = await bringBack({ file, key, dataDir: target, masterKey: null });
      assert.equal(facts, 6);
      await Deno.remove(target, { recursive: true });
    }
  },
);

withInstallation("a backup is tried out without leaving anything, and the oldest go", async (dataDir, place) => {
  const running = await open(dataDir);
  await running.begin();
  const folder = folderPlace(`${place}/kept`);
  const names = ["backup-2026-11-01T03-15-00.tar", "backup-2026-11-02T03-15-00.tar", "backup-2026-11-03T03-15-00.tar"];
  for (const name of names) await make({ from: { shape: "embedded", dataDir }, s3: null, to: folder, name, key: null });
  await Deno.writeTextFile(`${place}/kept/notes.txt`, "not a backup");
  for (const left of [".verify-killed", ".backup-begun"]) await Deno.mkdir(`${place}/kept/${left}`);
  const long = new Date(Date.now() - 25 * 3_600_000);
  await Deno.utime(`${place}/kept/.verify-killed`, long, long);
  const backup = { bytes: folder.open(names[2]!), name: names[2]!, key: null };
  const { counts } = await tryOut({ backup, workshop: folder.workshop, masterKey: null });
  assert.deepEqual([counts.facts, counts.persons, counts.media], [4, 0, 0]);
  assert.deepEqual(await thinOut(folder, 2), names.slice(0, 1));
  const mine = [".backup-begun", ...names.slice(1), "notes.txt"];
  assert.deepEqual(await entries(`${place}/kept`), mine, "what was left long ago is gone, what is being made is not");
  await running.close();
});
