import assert from "node:assert/strict";
import { discard, eventually, readDemo, startApp } from "../support/app.ts";
import { signedIn } from "../support/forms.ts";
import { call, mailboxOf, publishedEvent, registerAt } from "../support/client.ts";

interface Span {
  name: string;
  traceId: string;
}

/** What takes spans, as a collector does. */
function collector() {
  const spans: Span[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const { resourceSpans = [] } = await request.json();
    for (const { scopeSpans } of resourceSpans) for (const scope of scopeSpans) spans.push(...scope.spans);
    return Response.json({});
  });
  return { spans, url: `http://127.0.0.1:${server.addr.port}`, stop: () => server.shutdown() };
}

Deno.test("the operator sees how it goes and sets limits; a request is followed to its mail; backups come by themselves", async () => {
  const traces = collector();
  const backups = await Deno.makeTempDir();
  const token = "a token for the tests";
  const app = await startApp({
    demo: true,
    env: {
      OTEL_DENO: "true",
      OTEL_EXPORTER_OTLP_ENDPOINT: traces.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_BSP_SCHEDULE_DELAY: "100",
      BACKUP_TO: backups,
      BACKUP_SCHEDULE: "*/5 * * * * *",
      BACKUP_KEEP: "1",
      METRICS_TOKEN: token,
    },
  });
  try {
    const demo = await readDemo(app);
    const { apiKey, users } = demo;
    const operator = await signedIn(app, demo, "operator");
    const page = await operator("/operator");
    assert.equal(page.status, 200);
    assert.match(page.body, /Carlos Calistenia/);
    assert.ok(users.every(({ email }) => !page.body.includes(email)), "nothing personal");

    const eventId = await publishedEvent({ app, apiKey }, { capacity: 10 });
    const registered = await registerAt({ app, apiKey }, eventId, { email: "ana@example.org" });
    assert.equal(registered.status, 201);
    const trace = registered.headers.get("x-request-id")!.replaceAll("-", "");
    await eventually("its trace", () => {
      const names = new Set(traces.spans.filter(({ traceId }) => traceId === trace).map(({ name }) => name));
      return ["request", "command", "append", "fold", "outbox", "delivery"].every((name) => names.has(name));
    });

    const studio = page.body.match(/\/operator\/studios\/[0-9a-f-]+/)![0];
    const limits = { events: "4", registrations: "", mailsADay: "0", smsADay: "", storage: "" };
    assert.equal((await operator(studio, { ...limits, events: "many" })).status, 400);
    assert.equal((await operator(studio, limits)).status, 303);
    const another = await call({ app, apiKey }, "POST", `/api/events/${eventId}/duplicate`, {});
    const refused = another.status === 409 ? another : await call({ app, apiKey }, "POST", "/api/events", {
      title: "One too many",
      description: "There is no place for it.",
      type: "webinar",
      access: "free",
      startTime_utc: new Date(Date.now() + 30 * 24 * 3600_000).toISOString(),
      duration: 60,
      timeZone: "Europe/Madrid",
      capacity: 10,
      waitlist: true,
    });
    assert.deepEqual([refused.status, refused.body.code], [409, "events_limit_reached"]);
    assert.equal((await registerAt({ app, apiKey }, eventId, { email: "late@example.org" })).status, 201);
    const waits = async () => {
      const { rows } = await listed();
      return rows.some((line) => line.startsWith('webinars_outbox_waiting{channel="mail"} ') && !line.endsWith(" 0"));
    };
    const listed = async () => {
      const answer = await fetch(`${app.url}/metrics`, { headers: { authorization: `Bearer ${token}` } });
      return { status: answer.status, rows: (await answer.text()).split("\n") };
    };
    await eventually("a mail that waits for tomorrow", waits);
    assert.ok((await mailboxOf(app)).every(({ to }) => to !== "late@example.org"));
    await operator(studio, { ...limits, registrations: "1", storage: "0" });
    const turnedAway = await registerAt({ app, apiKey }, eventId, { email: "over@example.org" });
    assert.deepEqual([turnedAway.status, turnedAway.body.code], [409, "registrations_limit_reached"]);
    const owner = await signedIn(app, demo, "owner");
    const { body: told } = await owner("/dashboard/experiences/virtual-events?lang=en");
    assert.match(told, /of 1 registrations.*of 0 byte for files/);
    const wrong = await fetch(`${app.url}/metrics`, { headers: { authorization: "Bearer wrong" } });
    assert.equal(wrong.status, 404);
    await wrong.body?.cancel();
    const fromAfar = await fetch(`${app.url}/metrics`, { headers: { "x-forwarded-for": "8.8.8.8" } });
    assert.equal(fromAfar.status, 404);
    await fromAfar.body?.cancel();
    const { rows } = await listed();
    assert.ok(rows.includes('webinars_processes{leading="true"} 1'));
    assert.ok(rows.some((row) => row.startsWith('webinars_command_seconds_count{command="Register",outcome="ok"}')));
    assert.ok(!rows.join().includes("@"), "nothing personal");

    for (const said of [app.output(), JSON.stringify(traces.spans)]) {
      assert.ok(!/ana@example\.org|Núñez/.test(said), "nothing personal in what it logs and traces");
    }
    await eventually("a backup", async () =>
      /tried out/.test((await operator("/operator?lang=en")).body) &&
      (await listed()).rows.some((row) => row.startsWith("webinars_backup_age_seconds ")), 40_000);
  } finally {
    await app.stop();
    await discard(app.dataDir);
    await Deno.remove(backups, { recursive: true });
    await traces.stop();
  }
});
