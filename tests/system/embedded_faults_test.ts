import assert from "node:assert/strict";
import { join } from "node:path";
import { placeFor } from "../../projections/runtime/postgres_place.ts";
import { openSqliteLogReadOnly } from "../../event_store/sqlite/log.ts";
import {
  discard,
  eventually,
  limitFiles,
  readDemo,
  type RunningApp,
  startApp,
  type StartOptions,
} from "../support/app.ts";
import { settableClock } from "../support/clock_file.ts";
import { call, mailboxOf, publishedEvent, readinessOf, registerAt } from "../support/client.ts";

async function withDemo(
  options: Pick<StartOptions, "env" | "runtimeArgs">,
  work: (app: RunningApp, apiKey: string, eventId: string) => Promise<void>,
) {
  const app = await startApp({ demo: true, mayBeLimited: true, ...options });
  try {
    const { apiKey } = await readDemo(app);
    await work(app, apiKey, await publishedEvent({ app, apiKey }, { capacity: 100 }));
  } finally {
    await app.kill9();
    await discard(app.dataDir);
  }
}

/** When the newest fact was recorded; and no fact stands before one that says it is older, in the log or in its stream. */
async function lastTime(dataDir: string): Promise<string> {
  const log = await openSqliteLogReadOnly({ directory: dataDir });
  let recorded = "";
  const occurred = new Map<string, string>();
  for await (const { stream, recordedAt, metadata } of log.readAll({ after: 0n })) {
    assert.ok(recordedAt >= recorded, `${stream} was recorded at ${recordedAt}, after ${recorded}`);
    recorded = recordedAt;
    const former = occurred.get(stream) ?? "";
    assert.ok(metadata.occurredAt >= former, `${stream} went from ${former} back to ${metadata.occurredAt}`);
    occurred.set(stream, metadata.occurredAt);
  }
  await log.close();
  return recorded;
}

const people = (name: string, count: number) => Array.from({ length: count }, (_, n) => `${name}.${n}@example.org`);

async function everyMail(app: RunningApp, emails: string[]) {
  await eventually(`a mail to each of ${emails.length}`, async () => {
    const reached = (await mailboxOf(app)).map(({ to }) => to);
    for (const email of emails) assert.ok(reached.filter((to) => to === email).length <= 1, `${email} has two mails`);
    return emails.every((email) => reached.includes(email));
  });
}

Deno.test("embedded, when something under it gives way", async (t) => {
  await using clock = await settableClock();
  await withDemo(clock, async (app, apiKey, eventId) => {
    const client = { app, apiKey };
    const registered = async () =>
      (await call(client, "GET", `/api/events/${eventId}/analytics`)).body.totalRegistrations;

    await t.step("Postgres is killed again and again: registrations are taken, and shown afterwards", async () => {
      const pidFile = join((await placeFor(app.dataDir)).data, "postmaster.pid");
      const emails = people("gone", 20);
      const unready: string[] = [];
      for (let round = 0; round < 4; round++) {
        const [pid] = (await Deno.readTextFile(pidFile)).split("\n");
        Deno.kill(Number(pid), "SIGKILL");
        unready.push(...(await readinessOf(app)).reasons);
        for (const email of emails.slice(round * 5, round * 5 + 5)) {
          const { status, body } = await registerAt(client, eventId, { email });
          assert.equal(status, 201, JSON.stringify(body));
        }
        const page = await fetch(`${app.url}/webinars`);
        assert.ok([200, 503].includes(page.status), `the list answers ${page.status}`);
        await page.body?.cancel();
        await eventually("ready again", async () => (await readinessOf(app)).status === 200);
      }
      assert.ok(unready.some((reason) => /read models/.test(reason)), `readiness said ${unready}`);
      await eventually("everybody in the read model", async () => await registered() === 20);
      await everyMail(app, emails);
    });

    await t.step("the disk is full: a clear answer, nothing half done, and on it goes when there is room", async () => {
      await limitFiles(app, 1);
      const emails = people("full", 5);
      const refused = await Promise.all(emails.map((email, n) => registerAt(client, eventId, { email }, `full-${n}`)));
      for (const { status, headers, body } of refused) {
        assert.equal(status, 503, JSON.stringify(body));
        assert.equal(body.code, "unavailable");
        assert.ok(headers.get("retry-after"));
      }
      const { status, reasons } = await readinessOf(app);
      assert.deepEqual([status, reasons.length], [503, 1]);
      assert.match(reasons[0]!, /disk/);
      assert.equal(await registered(), 20);

      await limitFiles(app, null);
      const taken = await Promise.all(emails.map((email, n) => registerAt(client, eventId, { email }, `full-${n}`)));
      assert.ok(taken.every(({ status }) => status === 201), JSON.stringify(taken.map(({ body }) => body)));
      await eventually("everybody in the read model", async () => await registered() === 25);
      await everyMail(app, emails);
      assert.equal((await readinessOf(app)).status, 200);
    });

    await t.step(
      "the clock is set back an hour: everybody is answered, nothing is lost, and no time runs backwards",
      async () => {
        const before = await lastTime(app.dataDir);
        await clock.setOff(-3600_000);
        await eventually("the clock to be noticed", async () => /clock/.test((await readinessOf(app)).reasons.join()));
        const emails = people("back", 5);
        const taken = await Promise.all(emails.map((email) => registerAt(client, eventId, { email })));
        assert.ok(taken.every(({ status }) => status === 201), JSON.stringify(taken.map(({ body }) => body)));
        await eventually("everybody in the read model", async () => await registered() === 30);
        assert.ok(await lastTime(app.dataDir) >= before);
        await clock.setOff(0);
        await eventually("ready again", async () => (await readinessOf(app)).status === 200);
        await everyMail(app, [...emails, ...people("full", 5), ...people("gone", 20)]);
        assert.ok((await mailboxOf(app)).every(({ repeats }) => repeats === 0));
      },
    );
  });
});
