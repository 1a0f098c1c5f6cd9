import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { isEvent, StoreUnavailable, WrongRevision } from "../../event_store/port.ts";
import { logFile, openSqliteLog, openSqliteLogReadOnly, type SqliteLog } from "../../event_store/sqlite/log.ts";
import { collect, event, events, stream, subscribeUntil } from "./support.ts";

async function withLog(
  options: { clock?: () => Date; maxBytes?: number },
  test: (log: SqliteLog, directory: string) => Promise<void>,
): Promise<void> {
  const directory = await Deno.makeTempDir({ prefix: "sqlite-log-" });
  const log = await openSqliteLog({ directory, ...options });
  try {
    await test(log, directory);
  } finally {
    await log.close();
    await Deno.remove(directory, { recursive: true });
  }
}

Deno.test("appends of the same moment share a transaction, and one's conflict does not fail its neighbours", async () => {
  let ticks = 0;
  await withLog({ clock: () => new Date(++ticks) }, async (log) => {
    const taken = stream();
    await log.append(taken, [event()], "no_stream");
    const names = Array.from({ length: 32 }, (_, i) => i === 7 || i === 20 ? taken : stream());
    const settled = await Promise.allSettled(names.map((name) => log.append(name, events(2), "no_stream")));
    const refused = settled.flatMap((one, i) =>
      one.status === "rejected" ? [[i, one.reason instanceof WrongRevision]] : []
    );
    assert.deepEqual(refused, [[7, true], [20, true]]);
    const stored = await collect(log.readAll({ after: 1n }));
    assert.equal(stored.length, 60);
    assert.deepEqual([...new Set(stored.map(({ recordedAt }) => recordedAt))], [new Date(2).toISOString()]);
  });
});

Deno.test("several appends to one stream in one transaction follow each other", () =>
  withLog({}, async (log) => {
    const name = stream();
    const again = event();
    const answers = await Promise.all([
      log.append(name, [again], "no_stream"),
      log.append(name, [event()], 0),
      log.append(name, [again], "no_stream"),
      log.append(name, [event()], 1),
    ]);
    assert.deepEqual(answers.map(({ revision }) => revision), [0, 1, 0, 2]);
  }));

Deno.test("recorded time never runs backwards along the log, though the clock does", async () => {
  const times = ["2026-01-01T00:00:05.000Z", "2026-01-01T00:00:01.000Z", "2026-01-01T00:00:09.000Z"];
  let next = 0;
  const directory = await Deno.makeTempDir();
  const open = () => openSqliteLog({ directory, clock: () => new Date(times[next++] ?? "2020-01-01T00:00:00.000Z") });
  let log = await open();
  for (let i = 0; i < 3; i++) await log.append(stream(), [event()], "no_stream");
  await log.close();
  log = await open();
  await log.append(stream(), [event()], "no_stream");
  const recorded = (await collect(log.readAll({ after: 0n }))).map(({ recordedAt }) => recordedAt);
  assert.deepEqual(recorded, [times[0], times[0], times[2], times[2]]);
  await log.close();
  await Deno.remove(directory, { recursive: true });
});

Deno.test("past its size the log refuses appends as not written, and takes smaller ones", () =>
  withLog({ maxBytes: 400_000 }, async (log) => {
    const large = () => log.append(stream(), [event("Large", { text: "x".repeat(100_000) })], "no_stream");
    let written = 0;
    const full = async () => {
      for (;; written++) await large();
    };
    await assert.rejects(full, (error) => {
      assert.ok(error instanceof StoreUnavailable);
      assert.equal(error.outcome, "not_written");
      return true;
    });
    assert.ok(written >= 2);
    assert.equal((await collect(log.readAll({ after: 0n }))).length, written);
    const { position } = await log.append(stream(), [event()], "no_stream");
    assert.equal(position, BigInt(written + 1));
  }));

Deno.test("an append that waits when the log is closed is still written", async () => {
  const directory = await Deno.makeTempDir();
  const log = await openSqliteLog({ directory });
  const waiting = log.append("seat-1", [event()], "no_stream");
  await Promise.resolve();
  await log.close();
  assert.equal((await waiting).revision, 0);
  const again = await openSqliteLog({ directory });
  assert.equal((await collect(again.read("seat-1"))).length, 1);
  await again.close();
  await Deno.remove(directory, { recursive: true });
});

Deno.test("the log is read beside its owner, live, and not written", () =>
  withLog({}, async (log, directory) => {
    const name = stream();
    await log.append(name, events(2), "no_stream");
    const beside = await openSqliteLogReadOnly({ directory });
    assert.equal(await beside.head(), 2n);
    assert.equal((await collect(beside.read(name))).length, 2);
    await assert.rejects(beside.append(name, [event()], 1), TypeError);
    let caughtUp: () => void = () => {};
    const live = new Promise<void>((resolve) => caughtUp = resolve);
    const found = subscribeUntil(beside, { after: 1n }, (found, mark) => {
      if (mark) caughtUp();
      return found.length === 3;
    });
    await live;
    await log.append(name, events(2), 1);
    assert.deepEqual((await found).map(({ revision }) => revision), [1, 2, 3]);
    const waiting = (async () => {
      for await (const item of beside.subscribe({ after: 4n, signal: new AbortController().signal })) {
        assert.ok(!isEvent(item));
      }
    })();
    await beside.close();
    await waiting;
  }));

Deno.test("reading beside fails where there is no log", async () => {
  const directory = await Deno.makeTempDir();
  await assert.rejects(openSqliteLogReadOnly({ directory }), /unable to open|no log/);
  await Deno.remove(directory, { recursive: true });
});

Deno.test("a backup taken while writers write opens as a log with a prefix of the events", () =>
  withLog({}, async (log, directory) => {
    const name = stream();
    const copy = await Deno.makeTempDir();
    const writing = (async () => {
      for (let i = 0; i < 300; i++) await log.append(name, [event()], i === 0 ? "no_stream" : i - 1);
    })();
    await log.append(stream(), events(100), "no_stream");
    const beside = await openSqliteLogReadOnly({ directory });
    await beside.backup(logFile(copy));
    await assert.rejects(log.backup(logFile(copy)), "an existing file is left alone");
    await beside.close();
    await writing;
    const restored = await openSqliteLog({ directory: copy });
    const ids = (all: { id: string }[]) => all.map(({ id }) => id);
    const kept = ids(await collect(restored.readAll({ after: 0n })));
    assert.ok(kept.length >= 100);
    assert.deepEqual(kept, ids(await collect(log.readAll({ after: 0n, limit: kept.length }))));
    await restored.close();
    await Deno.remove(copy, { recursive: true });
  }));

Deno.test("a log written by a newer version is left alone", async () => {
  const directory = await Deno.makeTempDir();
  await (await openSqliteLog({ directory })).close();
  const database = new DatabaseSync(logFile(directory));
  database.exec("pragma user_version = 99");
  database.close();
  await assert.rejects(openSqliteLog({ directory }), /newer version/);
  await assert.rejects(openSqliteLog({ directory }), /newer version/, "and the directory is given back");
  await Deno.remove(directory, { recursive: true });
});

Deno.test("a long read lets timers have their turn", () =>
  withLog({}, async (log) => {
    for (let i = 0; i < 4; i++) await log.append(stream(), events(2_000), "no_stream");
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    for await (const _ of log.readAll({ after: 0n }));
    clearInterval(Number(timer));
    assert.ok(turns > 0);
  }));
