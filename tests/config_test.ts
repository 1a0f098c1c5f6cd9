import assert from "node:assert/strict";
import { ConfigError, Environment, readConfig } from "../config.ts";

function problemsOf(env: Record<string, string>, args: string[] = []): readonly string[] {
  try {
    readConfig(env, args);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

Deno.test("an empty environment runs everything embedded", () => {
  const config = readConfig({});
  assert.deepEqual(config.stores, { kind: "embedded" });
  assert.equal(config.dataDir, "./data");
  assert.equal(config.port, 8000);
  assert.equal(config.smtp, null);
  assert.deepEqual(config.roles, ["web", "worker", "room"]);
});

Deno.test("a variable left blank counts as absent", () => {
  assert.deepEqual(readConfig({ SMTP_URL: "", PORT: "", APP_ENV: "" }), readConfig({}));
});

Deno.test("half of the production pair names the other half", () => {
  assert.match(problemsOf({ EVENTSTOREDB_URL: "esdb://127.0.0.1:2113" }).join(), /DATABASE_URL is missing/);
  assert.match(problemsOf({ DATABASE_URL: "postgres://127.0.0.1/x" }).join(), /EVENTSTOREDB_URL is missing/);
});

Deno.test("half of a mail service names the other half", () => {
  assert.match(problemsOf({ SMTP_URL: "smtp://127.0.0.1" }).join(), /MAIL_FROM is missing/);
  assert.match(problemsOf({ MAIL_FROM: "a@b.test" }).join(), /SMTP_URL is missing/);
});

Deno.test("half of an S3 place names the rest, the whole of it is taken", () => {
  const whole = { S3_BUCKET: "files", S3_REGION: "eu", S3_ACCESS_KEY_ID: "id", S3_SECRET_ACCESS_KEY: "secret" };
  assert.match(
    problemsOf({ S3_ENDPOINT: "http://127.0.0.1:9000" }).join(),
    /S3_BUCKET is missing.*S3_REGION is missing/,
  );
  assert.match(problemsOf({ ...whole, S3_REGION: "" }).join(), /^S3_REGION is missing/);
  const place = { endpoint: null, region: "eu", bucket: "files", accessKeyId: "id", secretAccessKey: "secret" };
  assert.deepEqual(readConfig(whole).s3, place);
  assert.equal(readConfig({}).s3, null);
});

Deno.test("production names everything that is missing at once", () => {
  const problems = problemsOf({ APP_ENV: "production" }).join();
  for (const name of ["MASTER_KEY", "SMTP_URL", "BASE_URL"]) assert.match(problems, new RegExp(name));
});

Deno.test("a port, a key, a role that cannot be are each named", () => {
  assert.match(problemsOf({ PORT: "70000" }).join(), /^PORT/);
  assert.match(problemsOf({ MASTER_KEY: "short" }).join(), /^MASTER_KEY/);
  assert.match(problemsOf({}, ["--roles", "cook"]).join(), /cook/);
  assert.match(problemsOf({}, ["--roles="]).join(), /--roles/);
});

Deno.test("networks that may be reached are listed with commas between", () => {
  assert.deepEqual(readConfig({ OUTGOING_ALLOW: "10.1.0.0/16, ::1" }).outgoingAllow, ["10.1.0.0/16", "::1"]);
  assert.match(problemsOf({ OUTGOING_ALLOW: "localhost" }).join(), /^OUTGOING_ALLOW/);
});

Deno.test("a secret comes from the file that NAME_FILE names", async () => {
  const file = await Deno.makeTempFile();
  await Deno.writeTextFile(file, "smtp://user:secret@mail.test\n");
  assert.equal(readConfig({ SMTP_URL_FILE: file, MAIL_FROM: "a@b.test" }).smtp?.url, "smtp://user:secret@mail.test");
  assert.match(
    problemsOf({ SMTP_URL_FILE: file, SMTP_URL: "smtp://x.test", MAIL_FROM: "a@b.test" }).join(),
    /both set/,
  );
  await Deno.remove(file);
  assert.match(problemsOf({ MASTER_KEY_FILE: file }).join(), /^MASTER_KEY_FILE: .* cannot be read/);
});

Deno.test(".env.example documents exactly the variables that are read", async () => {
  const example = await Deno.readTextFile(new URL("../.env.example", import.meta.url));
  const documented = [...example.matchAll(/^([A-Z0-9_]+)=/gm)].map((match) => match[1]);
  assert.deepEqual(documented.toSorted(), Object.keys(Environment.shape).toSorted());
});

Deno.test("the preset values in .env.example are the presets", async () => {
  const example = await Deno.readTextFile(new URL("../.env.example", import.meta.url));
  const env = Object.fromEntries([...example.matchAll(/^([A-Z0-9_]+)=(.*)$/gm)].map((m) => [m[1], m[2]]));
  assert.deepEqual(readConfig(env), readConfig({}));
});
