import assert from "node:assert/strict";
import { discard, eventually, readDemo, type RunningApp, startApp } from "../support/app.ts";
import { mailboxOf, publishedEvent, registerAt, uploadAt } from "../support/client.ts";
import { startProduction } from "../support/production.ts";
import { runProgram } from "../support/program.ts";
import { bucketOf, startS3 } from "../support/s3_server.ts";
import { projections } from "../../projections/all.ts";

const secret = "a passphrase for the tests";

Deno.test("a backup of the running product, encrypted and in a bucket, comes back and sends nothing again", async () => {
  const s3 = startS3();
  const env = { ...bucketOf(s3, "files"), BACKUP_KEY: secret };
  const app = await startApp({ demo: true });
  let restored: RunningApp | null = null;
  const place = await Deno.makeTempDir();
  try {
    const { apiKey } = await readDemo(app);
    const eventId = await publishedEvent({ app, apiKey }, { capacity: 10 });
    assert.equal((await registerAt({ app, apiKey }, eventId, { email: "ana@example.org" })).status, 201);
    await eventually("the confirmation", async () => (await mailboxOf(app)).some(({ to }) => to === "ana@example.org"));
    const program = (name: string, ...args: string[]) => runProgram(name, args, { DATA_DIR: app.dataDir, ...env });
    const made = await program("backup", "s3://backups/of/us", "--json");
    assert.equal(made.code, 0, made.stderr);
    const { name, manifest } = JSON.parse(made.stdout);
    assert.ok(s3.files.has(`/backups/of/us/${name}`));
    const newest = await program("backup", "s3://backups/of/us", "--newest", "--json");
    assert.equal(newest.code, 0, newest.stderr);
    const { tried } = JSON.parse(newest.stdout);
    assert.deepEqual([tried.createdAt, tried.counts], [manifest.createdAt, manifest.counts]);
    assert.deepEqual(tried.folded, { complete: projections.length, stopped: [] });
    const none = await program("backup", "s3://backups/of/nobody", "--newest");
    assert.deepEqual([none.code, none.stderr], [1, "there is no backup in s3://backups/of/nobody/\n"]);
    const left = (await Array.fromAsync(Deno.readDir(`${app.dataDir}/backup`))).map(({ name }) => name);
    assert.deepEqual(left, [], "what was tried out is gone");
    const mails = (await mailboxOf(app)).map(({ to, subject }) => `${to} ${subject}`);
    await app.kill9();

    const dataDir = `${place}/data`;
    const again = await runProgram("restore", [`s3://backups/of/us/${name}`], { DATA_DIR: dataDir, ...env });
    assert.equal(again.code, 0, again.stderr);
    assert.match(again.stdout, /is as of .*: \d+ facts/);
    const twice = await runProgram("restore", [`s3://backups/of/us/${name}`], { DATA_DIR: dataDir, ...env });
    assert.deepEqual([twice.code, /not empty/.test(twice.stderr)], [1, true]);
    restored = await startApp({ demo: true, dataDir });
    const there = await registerAt({ app: restored, apiKey }, eventId, { email: "ben@example.org" });
    assert.equal(there.status, 201, JSON.stringify(there.body));
    await eventually(
      "a new confirmation",
      async () => (await mailboxOf(restored!)).some(({ to }) => to === "ben@example.org"),
    );
    const now = await mailboxOf(restored);
    assert.ok(now.every(({ repeats }) => repeats === 0));
    assert.deepEqual(
      now.filter(({ to }) => to !== "ben@example.org").map(({ to, subject }) => `${to} ${subject}`),
      mails,
    );
    const verified = await runProgram("audit_verify", [], { DATA_DIR: dataDir });
    assert.match(verified.stdout, /intact/);
  } finally {
    await restored?.stop();
    await app.kill9();
    await discard(app.dataDir);
    await discard(`${place}/data`);
    await Deno.remove(place, { recursive: true });
    await s3.stop();
  }
});

Deno.test("a disk that fills during a backup keeps nothing, says so, and the next one succeeds", async () => {
  const app = await startApp({ demo: true });
  const place = await Deno.makeTempDir();
  try {
    const root = new URL("../../", import.meta.url).pathname;
    const limited = await new Deno.Command("sh", {
      args: [
        "-c",
        'trap "" XFSZ; ulimit -f 64; exec "$0" "$@"',
        Deno.execPath(),
        ..."run --allow-all --no-check cli/backup.ts".split(" "),
        place,
      ],
      cwd: root,
      env: { DATA_DIR: app.dataDir, NO_COLOR: "1" },
    }).output();
    assert.equal(limited.code, 1);
    assert.match(new TextDecoder().decode(limited.stderr), /no room for a backup/);
    assert.deepEqual(await Array.fromAsync(Deno.readDir(place)), []);
    const made = await runProgram("backup", [place], { DATA_DIR: app.dataDir });
    assert.equal(made.code, 0, made.stderr);
    assert.equal((await Array.fromAsync(Deno.readDir(place))).length, 1);
  } finally {
    await app.stop();
    await discard(app.dataDir);
    await Deno.remove(place, { recursive: true });
  }
});

Deno.test("in production the vault is backed up while everything runs, and fills an empty database again", async () => {
  const s3 = startS3();
  await using production = await startProduction(bucketOf(s3, "files"));
  const app = await production.start("web,worker,room");
  const place = await Deno.makeTempDir();
  const env = { ...production.env, DATA_DIR: `${place}/data`, BACKUP_KEY: secret };
  try {
    const mediaId = await uploadAt({ app, apiKey: production.demo().apiKey });
    const made = await runProgram("backup", [place, "--verify", "--json"], env);
    assert.equal(made.code, 0, made.stderr);
    const { name, manifest, tried } = JSON.parse(made.stdout);
    assert.ok(tried.facts > 0, "the log was held against the vault");
    assert.ok(tried.folded.complete > 10 && tried.folded.stopped.length === 0, "read models were folded from both");
    const files = [...s3.files].filter(([path]) => path.startsWith("/files/media/"));
    assert.ok(files.length >= 3 && files.some(([path]) => path.includes(mediaId)));
    assert.equal(manifest.counts.media, files.length);
    assert.ok(manifest.counts.accounts >= 5 && manifest.counts.persons > 0);
    const file = `${place}/${name}`;
    const inUse = await runProgram("restore", [file], env);
    assert.deepEqual([inUse.code, /in use/.test(inUse.stderr)], [1, true], inUse.stderr);

    await production.postgres.pool().query("create database elsewhere");
    const elsewhere = new URL(production.postgres.url);
    elsewhere.pathname = "/elsewhere";
    const there = { ...env, DATABASE_URL: elsewhere.href, S3_BUCKET: "again" };
    const wrong = await runProgram("restore", [file], { ...there, MASTER_KEY: "11".repeat(32) });
    assert.equal(wrong.code, 1);
    await production.postgres.pool().query("drop database elsewhere with (force)");
    await production.postgres.pool().query("create database elsewhere");
    const restored = await runProgram("restore", [file], there);
    assert.equal(restored.code, 0, restored.stderr);
    assert.match(restored.stdout, /facts, \d+ of them sealed and unchanged/);
    const pool = production.postgres.pool({ database: "elsewhere" });
    const { rows } = await pool.query("select count(*)::int as n from vault.persons");
    assert.equal(rows[0].n, manifest.counts.persons);
    for (const [path, bytes] of files) assert.deepEqual(s3.files.get(path.replace("/files/", "/again/")), bytes, path);
  } finally {
    await Deno.remove(place, { recursive: true });
    await s3.stop();
  }
});
