import assert from "node:assert/strict";
import { join } from "node:path";
import { openSqliteLogReadOnly } from "../../event_store/sqlite/log.ts";
import { placeFor } from "../../projections/runtime/postgres_place.ts";
import { discard, eventually, readDemo, type RunningApp, startApp } from "../support/app.ts";
import { call, mailboxOf, publishedEvent, readinessOf, registerAt } from "../support/client.ts";
import { runProgram } from "../support/program.ts";

const EMAILS = Array.from({ length: 8 }, (_, n) => `guest.${n}@example.org`);

/** How many facts of deliveries and timers the log holds: what a fold that acted again would add to. */
async function acts(dataDir: string): Promise<number> {
  const log = await openSqliteLogReadOnly({ directory: dataDir });
  const facts = await Array.fromAsync(log.readAll({ after: 0n, filter: { streamPrefixes: ["delivery-", "timer-"] } }));
  await log.close();
  return facts.length;
}

async function whole(app: RunningApp, apiKey: string, eventId: string) {
  await eventually("everybody in the read model", async () => {
    const { status, body } = await call({ app, apiKey }, "GET", `/api/events/${eventId}/analytics`);
    return status === 200 && body.totalRegistrations === EMAILS.length;
  });
  assert.equal((await readinessOf(app)).status, 200);
  const mails = (await mailboxOf(app)).filter(({ to }) => EMAILS.includes(to));
  assert.deepEqual(mails.map(({ to }) => to).sort(), EMAILS);
  assert.ok(mails.every(({ repeats }) => repeats === 0));
}

Deno.test("one installation through its starts", async (t) => {
  let app = await startApp({ demo: true });
  const { dataDir } = app;
  const { data, base } = await placeFor(dataDir);
  try {
    const { apiKey } = await readDemo(app);
    const eventId = await publishedEvent({ app, apiKey }, { capacity: 10 });

    await t.step("a second process on the same DATA_DIR is refused with the reason", async () => {
      const second = await runProgram("start", [], { DATA_DIR: dataDir, PORT: "0" });
      assert.equal(second.code, 1);
      assert.match(second.stderr, new RegExp(`is in use by process ${app.pid}`));
      assert.doesNotMatch(second.stderr, /\n +at /);
      assert.equal((await readinessOf(app)).status, 200);
    });

    await t.step("it ends when asked, in the middle of its work, and goes on at the next start", async () => {
      const answers = await Promise.all(EMAILS.map((email) => registerAt({ app, apiKey }, eventId, { email })));
      assert.ok(answers.every(({ status }) => status === 201));
      const { code } = await app.stop();
      assert.equal(code, 0, app.output());
      app = await startApp({ demo: true, dataDir });
      await eventually("every mail", async () => {
        const reached = (await mailboxOf(app)).map(({ to }) => to);
        return EMAILS.every((email) => reached.includes(email));
      });
      await whole(app, apiKey, eventId);
      await app.stop();
    });

    const broken: [string, () => Promise<void>][] = [
      ["a cluster that is damaged", async () => {
        await Deno.remove(join(data, "global"), { recursive: true });
      }],
      ["a cluster of another Postgres version", async () => {
        await Deno.writeTextFile(join(data, "PG_VERSION"), "12\n");
      }],
      ["no cluster at all", () => Deno.remove(base, { recursive: true })],
    ];
    for (const [what, breakIt] of broken) {
      await t.step(`${what} is made anew from the log, and nothing is sent`, async () => {
        const before = await acts(dataDir);
        await breakIt();
        app = await startApp({ demo: true, dataDir });
        await whole(app, apiKey, eventId);
        await app.stop();
        assert.equal(await acts(dataDir), before);
      });
    }
  } finally {
    await app.kill9();
    await discard(dataDir);
  }
});

Deno.test("half of the production pair is a start error that names the other half", async () => {
  const dataDir = await Deno.makeTempDir({ prefix: "webinars-" });
  for (
    const [given, missing] of [
      [{ EVENTSTOREDB_URL: "esdb://127.0.0.1:2113?tls=false" }, "DATABASE_URL is missing"],
      [{ DATABASE_URL: "postgres://app@127.0.0.1:5432/app" }, "EVENTSTOREDB_URL is missing"],
    ] as const
  ) {
    const { code, stderr } = await runProgram("start", [], { ...given, DATA_DIR: dataDir, PORT: "0" });
    assert.equal(code, 1);
    assert.match(stderr, new RegExp(missing));
  }
  await Deno.remove(dataDir, { recursive: true });
});
