import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { openEventStoreDb } from "../../event_store/eventstoredb/store.ts";
import { discard, eventually, readDemo, startApp } from "../support/app.ts";
import { call, publishedEvent, registerAt, uploadAt } from "../support/client.ts";
import { startEventStoreDb } from "../support/eventstoredb/start.ts";
import { smtpSink } from "../gateways/mail/smtp_sink.ts";
import { startPostgres } from "../support/postgres.ts";
import { runProgram } from "../support/program.ts";
import { bucketOf, startS3 } from "../support/s3_server.ts";

const root = new URL("../../", import.meta.url).pathname;

/** Starts the move and kills it as soon as this is so; whether it had ended by then. */
async function killedMove(where: string, env: Record<string, string>, isSo: () => Promise<boolean>): Promise<boolean> {
  const program = new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--no-check", "cli/move.ts", where],
    cwd: root,
    env: { NO_COLOR: "1", ...env },
    stdout: "null",
    stderr: "null",
  }).spawn();
  let ended = false;
  program.status.then(() => ended = true);
  await eventually("the moment to kill it", async () => ended || await isSo().catch(() => false), 60_000);
  if (!ended) program.kill("SIGKILL");
  return (await program.status).success;
}

async function filesOf(dataDir: string): Promise<Map<string, Uint8Array>> {
  const names = (await Array.fromAsync(Deno.readDir(`${dataDir}/media`))).map(({ name }) => name).sort();
  return new Map(
    await Promise.all(names.map(async (name) => [name, await Deno.readFile(`${dataDir}/media/${name}`)] as const)),
  );
}

Deno.test("an installation moves to production while it runs, killed on the way, and back, and is the same everywhere", async () => {
  const s3 = startS3();
  const [log, postgres, mail] = await Promise.all([startEventStoreDb(), startPostgres({ durable: true }), smtpSink()]);
  const masterKey = randomBytes(32).toString("hex");
  const app = await startApp({ demo: true, env: { MASTER_KEY: masterKey } });
  const back = await Deno.makeTempDir();
  const pair = { EVENTSTOREDB_URL: log.url, DATABASE_URL: postgres.url, MASTER_KEY: masterKey };
  const bucket = bucketOf(s3, "files");
  const env = { ...pair, ...bucket, DATA_DIR: app.dataDir };
  try {
    const { apiKey } = await readDemo(app);
    const eventId = await publishedEvent({ app, apiKey }, { capacity: 500 });
    for (let n = 0; n < 40; n++) await registerAt({ app, apiKey }, eventId, { email: `p${n}@example.org` });
    const exported = async (settings: Record<string, string>) => {
      const { code, stdout, stderr } = await runProgram("log", ["export"], settings);
      assert.equal(code, 0, stderr);
      return stdout.trim().split("\n").map((line) => JSON.parse(line));
    };
    const picture = await uploadAt({ app, apiKey });
    const copied = await openEventStoreDb({ url: log.url });
    const pool = postgres.pool();
    const holds = async (table: string) => {
      const { rows } = await pool.query("select to_regclass($1) is not null as there", [table]);
      return rows[0].there;
    };
    const moments = {
      "while facts are copied": async () => await copied.head() > 0n,
      "while the vault is filled": () => holds("vault.persons"),
    };
    for (const [moment, isSo] of Object.entries(moments)) {
      if (await killedMove("production", env, isSo)) break; // it was faster than we look
      await eventually(`the old place to go on when the move was killed ${moment}`, async () => {
        const { status } = await registerAt({ app, apiKey }, eventId, {
          email: `${moment.replaceAll(" ", ".")}@example.org`,
        });
        return status === 201;
      });
    }
    await copied.close();

    const moved = await runProgram("move", ["production"], env);
    assert.equal(moved.code, 0, moved.stderr);
    assert.match(moved.stdout, /are the same in both places/);
    assert.match(moved.stdout, /Nothing could be changed for \d+\.\d s/);
    const refused = await registerAt({ app, apiKey }, eventId, { email: "too-late@example.org" });
    assert.equal(refused.status, 503, "the old place takes nothing more");
    const page = await fetch(`${app.url}/webinars`);
    assert.equal(page.status, 200, "and is read on");
    await page.body?.cancel();
    const files = await filesOf(app.dataDir);
    assert.equal(files.size, 3);
    for (const [name, bytes] of files) assert.deepEqual(s3.files.get(`/files/media/${name}`), bytes, name);
    const before = await exported({ DATA_DIR: app.dataDir, MASTER_KEY: masterKey });
    await app.stop();

    const place = await Deno.makeTempDir();
    const production = {
      ...pair,
      ...bucket,
      APP_ENV: "production",
      BASE_URL: "https://events.example.org",
      SMTP_URL: mail.url,
      MAIL_FROM: "events@example.org",
    };
    const there = await exported({ ...production, DATA_DIR: place });
    const same = (facts: typeof before) =>
      facts.map(({ id, stream, revision, recordedAt }) => [id, stream, revision, recordedAt]);
    assert.deepEqual(same(there).slice(0, before.length), same(before));
    const fresh = await startApp({ dataDir: place, env: production });
    try {
      const found = await eventually("its analytics", async () => {
        const answer = await call({ app: fresh, apiKey }, "GET", `/api/events/${eventId}/analytics`);
        return answer.status === 200 && Number(answer.body.totalRegistrations) >= 40 && answer;
      });
      assert.ok(found);
      const added = await registerAt({ app: fresh, apiKey }, eventId, { email: "new@example.org" });
      assert.equal(added.status, 201, JSON.stringify(added.body));
      const shown = await fetch(`${fresh.url}/media/${picture}-320.webp`);
      assert.deepEqual(await shown.bytes(), files.get(`${picture}-320.webp`));
      await eventually("its confirmation", () => mail.arrived.length > 0);
      assert.equal(mail.arrived.length, 1, "nothing that was sent is sent again");
      const isThere = async (file: string) => (await Deno.stat(`${back}/${file}`).catch(() => null)) !== null;
      const homewards = { ...pair, ...bucket, DATA_DIR: back };
      const running = killedMove("embedded", homewards, () => isThere("vault.sqlite"));
      await eventually(
        "the move to wait for the processes",
        () => isThere("log.sqlite"),
      );
      await fresh.stop();
      await running;
      const returned = await runProgram("move", ["embedded"], homewards);
      assert.equal(returned.code, 0, returned.stderr);
    } finally {
      await fresh.kill9();
      await discard(place);
    }
    const home = await exported({ DATA_DIR: back, MASTER_KEY: masterKey });
    assert.deepEqual(same(home).slice(0, before.length), same(before));
    assert.ok(home.length > before.length);
    assert.deepEqual(await filesOf(back), files);
    const verified = await runProgram("audit_verify", [], { DATA_DIR: back, MASTER_KEY: masterKey });
    assert.match(verified.stdout, /intact/);

    const inUse = await runProgram("move", ["production"], { ...env, DATA_DIR: back });
    assert.equal(inUse.code, 0, "what has gone on from there is copied on: " + inUse.stderr);
  } finally {
    await app.kill9();
    await discard(app.dataDir);
    await Deno.remove(back, { recursive: true });
    await mail.close();
    await Promise.all([log.stop(), postgres.stop(), s3.stop()]);
  }
});
