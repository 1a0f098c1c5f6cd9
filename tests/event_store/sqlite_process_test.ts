import assert from "node:assert/strict";
import { LogInUse } from "../../event_store/sqlite/lock.ts";
import { logFile, openSqliteLog } from "../../event_store/sqlite/log.ts";
import { TextLineStream } from "../support/eventstoredb/lines.ts";
import { collect, event } from "./support.ts";

const here = new URL(".", import.meta.url).pathname;

async function inDirectory(test: (directory: string) => Promise<void>): Promise<void> {
  const directory = await Deno.makeTempDir({ prefix: "sqlite-process-" });
  try {
    await test(directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

function startWriter(directory: string) {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", `${here}sqlite_writer.ts`, directory],
    stdout: "piped",
  }).spawn();
  const lines = process.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream()).getReader();
  return {
    pid: process.pid,
    async line() {
      const { value, done } = await lines.read();
      assert.ok(!done, "the writer ended by itself");
      return value;
    },
    /** Kills it, and gives what it had still said. */
    async kill() {
      process.kill("SIGKILL");
      const rest: string[] = [];
      for (let next = await lines.read(); !next.done; next = await lines.read()) rest.push(next.value);
      await process.status;
      return rest.filter((id) => id.length === 36);
    },
  };
}

Deno.test("a second process on the same directory is refused with the reason, until the first is gone", () =>
  inDirectory(async (directory) => {
    const writer = startWriter(directory);
    assert.equal(await writer.line(), "open");
    await assert.rejects(openSqliteLog({ directory }), (error) => {
      assert.ok(error instanceof LogInUse);
      assert.match(error.message, new RegExp(`${directory} is in use by process ${writer.pid}`));
      return true;
    });
    await writer.kill();
    const log = await openSqliteLog({ directory });
    await assert.rejects(openSqliteLog({ directory }), LogInUse);
    await log.close();
    await (await openSqliteLog({ directory })).close();
  }));

Deno.test("kill -9 of a writer loses nothing that was acknowledged, again and again", () =>
  inDirectory(async (directory) => {
    const acknowledged = new Set<string>();
    for (const killAfter of [40, 200, 333]) {
      const writer = startWriter(directory);
      assert.equal(await writer.line(), "open");
      for (let i = 0; i < killAfter; i++) acknowledged.add(await writer.line());
      for (const id of await writer.kill()) acknowledged.add(id);

      const log = await openSqliteLog({ directory });
      const stored = await collect(log.readAll({ after: 0n }));
      const ids = new Set(stored.map(({ id }) => id));
      assert.equal(ids.size, stored.length);
      assert.deepEqual([...acknowledged].filter((id) => !ids.has(id)), []);
      assert.deepEqual(stored.map(({ position }) => position), stored.map((_, i) => BigInt(i + 1)));
      await log.close();
    }
  }));

Deno.test("a write-ahead log with a torn end opens with all that was committed before it", () =>
  inDirectory(async (directory) => {
    const writer = startWriter(directory);
    await writer.line();
    const acknowledged: string[] = [];
    for (let i = 0; i < 50; i++) acknowledged.push(await writer.line());
    await writer.kill();
    const wal = await Deno.open(`${logFile(directory)}-wal`, { append: true });
    await wal.write(crypto.getRandomValues(new Uint8Array(6_000)));
    wal.close();

    const log = await openSqliteLog({ directory });
    const ids = new Set((await collect(log.readAll({ after: 0n }))).map(({ id }) => id));
    assert.deepEqual(acknowledged.filter((id) => !ids.has(id)), []);
    await log.append("after-1", [event()], "no_stream");
    await log.close();
  }));

Deno.test("when the disk takes no more, appends are refused as not written, and reading goes on", () =>
  inDirectory(async (directory) => {
    // the operating system's limit of file size (512-byte blocks): a write fails in the middle as on a full disk
    const limited = `trap "" XFSZ; ulimit -f 8000; exec "$0" run -A --no-check "$@"`;
    const { stdout, code } = await new Deno.Command("sh", {
      args: ["-c", limited, Deno.execPath(), `${here}sqlite_full_disk.ts`, directory],
      stderr: "inherit",
    }).output();
    assert.equal(code, 0);
    const { acknowledged, refused, readable } = JSON.parse(new TextDecoder().decode(stdout));
    assert.deepEqual(refused, { name: "StoreUnavailable", outcome: "not_written" });
    assert.ok(acknowledged.length > 10);
    assert.equal(readable, acknowledged.length);

    const log = await openSqliteLog({ directory });
    assert.deepEqual((await collect(log.readAll({ after: 0n }))).map(({ id }) => id), acknowledged);
    await log.append("after-1", [event()], "no_stream");
    await log.close();
  }));
