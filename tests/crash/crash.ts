import assert from "node:assert/strict";
import { openSqliteLogReadOnly } from "../../event_store/sqlite/log.ts";
import { eventually, readDemo, type RunningApp, startApp } from "../support/app.ts";
import { type Random, seeded } from "../support/random.ts";

interface Told {
  email: string;
  key: string;
  /** What the client was answered; null while the answer got lost. */
  answer: { id: string; status: "confirmed" | "waitlisted"; position?: number } | null;
}

interface Mail {
  to: string;
  subject: string;
  messageId: string;
  repeats: number;
}

const capacity = 60;

/**
 * Kills the product with SIGKILL at seeded random moments while people register, starts it again each time, and in the end
 * compares what clients were told with the log, the read models and the mailbox.
 * @throws (assertion) at the first thing that was lost, doubled or told wrongly; the seed is in the message of the test
 */
export async function crashTest({ seed, kills }: { seed: number; kills: number }): Promise<void> {
  const random = seeded(seed);
  let app = await startApp({ demo: true });
  const { dataDir } = app;
  try {
    const { apiKey } = await readDemo(app);
    const eventId = await publishedEvent(app, apiKey);
    const told: Told[] = [];
    for (let kill = 0; kill < kills; kill++) {
      const clients = registerInWaves(app, apiKey, eventId, told, random);
      await new Promise((resolve) => setTimeout(resolve, random.between(20, 900)));
      await app.kill9();
      await clients;
      app = await startApp({ demo: true, dataDir });
    }
    await Promise.all(told.filter((t) => !t.answer).map((t) => register(app, apiKey, eventId, t)));
    assert.ok(told.every((t) => t.answer), "a repeated request got no answer after the restart");

    await agreesWithReadModel(app, apiKey, eventId, told);
    await agreesWithMailbox(app, told, kills);
    await app.stop();
    await agreesWithLog(dataDir, eventId, told);
  } finally {
    await app.kill9();
    await Deno.remove(dataDir, { recursive: true });
  }
}

async function publishedEvent(app: RunningApp, apiKey: string): Promise<string> {
  const startsAt = new Date(Date.now() + 30 * 24 * 3600_000).toISOString();
  const created = await call(app, apiKey, "POST", "/api/events", {
    title: "Registered under fire",
    description: "Who was told so has a seat.",
    type: "webinar",
    access: "free",
    startTime_utc: startsAt,
    duration: 60,
    timeZone: "Europe/Madrid",
    capacity,
    waitlist: true,
  });
  assert.equal(created.status, 201, JSON.stringify(created.body));
  const published = await call(app, apiKey, "PUT", `/api/events/${created.body.id}`, { status: "published" });
  assert.equal(published.status, 200, JSON.stringify(published.body));
  return String(created.body.id);
}

/** Eight people at a time, until the process is gone; then those left hanging are tried again with the same key, later. */
async function registerInWaves(app: RunningApp, apiKey: string, eventId: string, told: Told[], random: Random) {
  const client = async () => {
    while (true) {
      const again = random.chance(0.3) ? told.find((t) => !t.answer) : undefined;
      const one = again ??
        { email: `person.${crypto.randomUUID()}@example.org`, key: crypto.randomUUID(), answer: null };
      if (!again) told.push(one);
      if (!await register(app, apiKey, eventId, one)) return;
      if (told.length > capacity * 20) return;
    }
  };
  await Promise.all(Array.from({ length: 8 }, client));
}

/** False when the answer got lost. */
async function register(app: RunningApp, apiKey: string, eventId: string, one: Told): Promise<boolean> {
  try {
    const { status, body } = await call(app, apiKey, "POST", `/api/events/${eventId}/registrations`, {
      firstName: "Ana",
      lastName: "Núñez",
      email: one.email,
      termsAccepted: true,
      privacyConsent: true,
      marketingConsent: false,
    }, { "idempotency-key": one.key });
    if (status === 409 && body.code === "request_in_flight") return true; // its twin is still being answered
    assert.equal(status, 201, JSON.stringify(body));
    const answer = body as unknown as NonNullable<Told["answer"]>;
    if (one.answer) assert.equal(answer.id, one.answer.id, "the same key was answered with another registration");
    one.answer = answer;
    return true;
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
    return false;
  }
}

async function agreesWithReadModel(app: RunningApp, apiKey: string, eventId: string, told: Told[]) {
  const confirmed = told.filter((t) => t.answer?.status === "confirmed").length;
  await eventually(`${confirmed} confirmed in the read model`, async () => {
    const { body } = await call(app, apiKey, "GET", `/api/events/${eventId}/analytics`);
    return body.totalRegistrations === confirmed;
  });
  assert.ok(confirmed <= capacity, `${confirmed} seats of ${capacity} were given`);
  if (told.length >= capacity) assert.equal(confirmed, capacity);
}

async function agreesWithMailbox(app: RunningApp, told: Told[], kills: number) {
  const mails = await eventually("a mail for everybody", async () => {
    const all = await (await fetch(`${app.url}/dev/mailbox.json?limit=100000`)).json() as Mail[];
    const mine = all.filter((m) => m.to.includes("person."));
    return mine.length >= told.length && mine;
  }, 60_000);
  for (const { email } of told) {
    const mine = mails.filter((m) => m.to.includes(email));
    assert.equal(mine.length, 1, `${email} has ${mine.length} mails: ${mine.map((m) => m.subject).join(" | ")}`);
  }
  const repeated = mails.reduce((sum, m) => sum + m.repeats, 0);
  // only the calls in flight at a kill may repeat, and a worker has few of them
  assert.ok(repeated <= kills * 16, `${repeated} mails were repeated after ${kills} kills`);
}

async function agreesWithLog(dataDir: string, eventId: string, told: Told[]) {
  const log = await openSqliteLogReadOnly({ directory: dataDir });
  try {
    const requested = new Map<string, string>();
    const outcome = new Map<string, { status: string; position?: number }>();
    for await (const event of log.read(`event-${eventId}`)) {
      const { registrationId, personId, position } = event.data;
      if (event.type === "RegistrationRequested") {
        assert.ok(!requested.has(registrationId), "a registration was requested twice");
        requested.set(registrationId, personId);
      }
      if (event.type === "RegistrationConfirmed") outcome.set(registrationId, { status: "confirmed" });
      if (event.type === "RegistrationWaitlisted") outcome.set(registrationId, { status: "waitlisted", position });
    }
    assert.equal(requested.size, told.length, "people in the log and people who asked");
    assert.equal(new Set(requested.values()).size, told.length, "a person stands in the log twice");
    for (const { answer } of told) {
      assert.ok(answer);
      const stands = outcome.get(answer.id);
      assert.equal(stands?.status, answer.status, `${answer.id} was told ${answer.status}`);
      assert.equal(stands?.position, answer.position);
    }
  } finally {
    await log.close();
  }
}

async function call(
  app: RunningApp,
  apiKey: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(app.url + path, {
    method,
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json", ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}
