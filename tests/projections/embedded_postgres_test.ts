import assert from "node:assert/strict";
import { join } from "node:path";
import pg from "pg";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../../projections/runtime/embedded_postgres.ts";
import { startPostgres } from "../support/postgres.ts";

Deno.test("a test's Postgres answers on its URL, keeps its rows over kill -9 and restart, and has the extensions", async () => {
  for (const durable of [false, true]) {
    await using postgres = await startPostgres({ durable });
    const pool = postgres.pool();
    await pool.query("create table kept (n int); create extension pg_trgm; create extension unaccent");
    await pool.query("insert into kept values (1)");
    await postgres.kill9();
    await assert.rejects(pool.query("select 1"));
    await postgres.restart();
    const byUrl = new pg.Client(postgres.url);
    await byUrl.connect();
    const { rows } = await byUrl.query("select lower('ÄÉ') l, n from kept").finally(() => byUrl.end());
    assert.deepEqual(rows, [{ l: "äé", n: 1 }]);
  }
});

Deno.test("two installations run side by side on data of their own", async () => {
  await using a = await startPostgres();
  await using b = await startPostgres();
  assert.notEqual(a.base, b.base);
  await a.pool().query("create table only_here (n int)");
  await assert.rejects(b.pool().query("select * from only_here"), /does not exist/);
});

Deno.test("a server that outlived its parent is taken over, with its rows and its connections", async () => {
  await withDataDir(async (dataDir) => {
    const first = await startEmbeddedPostgres({ dataDir });
    const pid = await first.pid();
    const client = await connected(first);
    await client.query("create temp table of_this_session (n int)");
    const second = await startEmbeddedPostgres({ dataDir });
    assert.equal(await second.pid(), pid);
    assert.equal(second.fresh, false);
    assert.equal((await client.query("select count(*)::int n from of_this_session")).rows[0].n, 0);
    await client.end();
    await second.stop();
    await first.ended;
    return second;
  });
});

Deno.test("it ends with its parent, even when that is killed with -9", async () => {
  await withDataDir(async (dataDir) => {
    const module = new URL("../../projections/runtime/embedded_postgres.ts", import.meta.url);
    const script = `const { startEmbeddedPostgres } = await import(${JSON.stringify(module.href)});
      const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)} });
      console.log(await server.pid()); setInterval(() => {}, 1000);`;
    const parent = new Deno.Command(Deno.execPath(), {
      args: ["eval", "--quiet", script],
      stdout: "piped",
    }).spawn();
    const pid = Number(await firstLine(parent.stdout));
    assert.ok(await alive(pid));
    parent.kill("SIGKILL");
    await parent.status;
    while (await alive(pid)) await new Promise((done) => setTimeout(done, 20));
    const again = await startEmbeddedPostgres({ dataDir });
    assert.equal(again.fresh, false);
    await again.stop();
    return again;
  });
});

Deno.test("data that was not closed cleanly before a reboot is made anew; a clean end is kept", async () => {
  await withDataDir(async (dataDir) => {
    const first = await startEmbeddedPostgres({ dataDir });
    assert.equal(first.fresh, true);
    await first.stop();
    await assert.rejects(Deno.stat(first.place.running), Deno.errors.NotFound);
    const second = await startEmbeddedPostgres({ dataDir });
    assert.equal(second.fresh, false);
    Deno.kill(await second.pid(), "SIGKILL");
    await second.ended;
    await Deno.writeTextFile(second.place.running, "another boot");
    const third = await startEmbeddedPostgres({ dataDir });
    assert.equal(third.fresh, true);
    await third.stop();
    return third;
  });
});

Deno.test("data that does not start is made anew, durable data never", async () => {
  await withDataDir(async (dataDir) => {
    const first = await startEmbeddedPostgres({ dataDir });
    await first.stop();
    await Deno.writeTextFile(join(first.place.data, "global/pg_control"), "torn");
    await assert.rejects(startEmbeddedPostgres({ dataDir, durable: true }), /does not start: .*pg_control/);
    const second = await startEmbeddedPostgres({ dataDir });
    assert.equal(second.fresh, true);
    await second.stop();
    return second;
  });
});

Deno.test({
  name: "as root, what a DATA_DIR that is gone has left is deleted at the next start of any",
  ignore: Deno.uid() !== 0, // nothing is kept outside of DATA_DIR otherwise
  async fn() {
    const dataDir = await Deno.makeTempDir({ prefix: "embedded-postgres-" });
    const server = await startEmbeddedPostgres({ dataDir });
    await server.stop();
    await Deno.remove(dataDir, { recursive: true });
    await using _ = await startPostgres();
    await assert.rejects(Deno.stat(server.place.base), Deno.errors.NotFound);
  },
});

async function withDataDir(run: (dataDir: string) => Promise<EmbeddedPostgres>): Promise<void> {
  const dataDir = await Deno.makeTempDir({ prefix: "embedded-postgres-" });
  const { place } = await run(dataDir);
  for (const folder of [place.base, place.socket, dataDir]) {
    await Deno.remove(folder, { recursive: true }).catch(() => {});
  }
}

async function connected(server: EmbeddedPostgres): Promise<pg.Client> {
  const client = new pg.Client({ ...server.connection });
  await client.connect();
  return client;
}

async function alive(pid: number): Promise<boolean> {
  return (await new Deno.Command("ps", { args: ["-p", String(pid)], stdout: "null" }).output()).success;
}

async function firstLine(stream: ReadableStream<Uint8Array>): Promise<string> {
  for await (const chunk of stream) return new TextDecoder().decode(chunk).trim();
  throw new Error("nothing was printed");
}
