import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { type DemoFile, discard, eventually, readDemo, type RunningApp, startApp } from "../support/app.ts";
import { mailboxOf } from "../support/client.ts";
import { type GoogleServer, googleServer } from "../support/platforms/google.ts";
import { type MetaServer, metaServer } from "../support/platforms/meta.ts";
import { type TikTokServer, tiktokServer } from "../support/platforms/tiktok.ts";

let app: RunningApp, demo: DemoFile, meta: MetaServer, tiktok: TikTokServer, google: GoogleServer;

Deno.test.beforeAll(async () => {
  [meta, tiktok, google] = await Promise.all([metaServer(), tiktokServer(), googleServer()]);
  app = await startApp({
    demo: true,
    env: {
      META_API_URL: meta.url,
      TIKTOK_API_URL: tiktok.url,
      GOOGLE_DATA_MANAGER_URL: google.url,
      GOOGLE_TOKEN_URL: `${google.url}/token`,
      GA4_API_URL: google.url,
    },
  });
  demo = await readDemo(app);
});
Deno.test.afterAll(async () => {
  await app.stop();
  await Promise.all([meta.close(), tiktok.close(), google.close()]);
  await discard(app.dataDir);
});

const CONFIGS = "/api/v1/marketing/tracking-configs";

async function call(method: string, path: string, body?: unknown, key = demo.apiKey) {
  const response = await fetch(app.url + path, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  // deno-lint-ignore no-explicit-any -- answers of many shapes, checked by the assertions
  return { status: response.status, body: (text === "" ? null : JSON.parse(text)) as any };
}

const metaConfig = () => ({ platform: "Meta", pixelId: meta.pixelId, apiAccessToken: meta.token });

Deno.test("a pixel is connected once, shown without its token, changed, and removed for good", async () => {
  assert.deepEqual((await call("GET", CONFIGS)).body, []);
  const made = await call("POST", CONFIGS, { ...metaConfig(), trackedEvents: ["PURCHASE", "lead"] });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const { id, createdAt, ...rest } = made.body;
  assert.match(createdAt, /Z$/);
  assert.deepEqual(rest, {
    platform: "Meta",
    pixelId: meta.pixelId,
    isActive: true,
    trackedEvents: ["Purchase", "Lead"],
    inactiveReason: null,
  });
  const listed = await eventually("the list to show it", async () => {
    const { body } = await call("GET", CONFIGS);
    return body.length > 0 && body;
  });
  assert.deepEqual(listed.map((one: { id: string }) => one.id), [id]);
  assert.equal((await call("POST", CONFIGS, metaConfig())).status, 409);
  const off = await call("PATCH", `${CONFIGS}/${id}`, { isActive: false });
  assert.deepEqual([off.status, off.body.isActive, off.body.inactiveReason], [200, false, "switched_off"]);
  assert.ok(Date.parse(off.body.updatedAt) >= Date.parse(createdAt));
  const on = await call("PATCH", `${CONFIGS}/${id}`, { isActive: true, trackedEvents: ["Schedule"] });
  assert.deepEqual([on.body.isActive, on.body.trackedEvents], [true, ["Schedule"]]);
  assert.deepEqual((await call("GET", `${CONFIGS}/${id}/logs`)).body, []);
  assert.deepEqual(await call("DELETE", `${CONFIGS}/${id}`), { status: 204, body: null });
  for (const [method, path] of [["DELETE", ""], ["PATCH", ""], ["GET", "/logs"]] as const) {
    assert.equal((await call(method, `${CONFIGS}/${id}${path}`, method === "PATCH" ? {} : undefined)).status, 404);
  }
  const again = await call("POST", CONFIGS, metaConfig());
  assert.equal(again.status, 201);
  assert.notEqual(again.body.id, id);
  await call("DELETE", `${CONFIGS}/${again.body.id}`);
});

Deno.test("what cannot be is refused with its field: 400, 401, 404", async () => {
  const wrong = async (change: Record<string, unknown>) => {
    const { status, body } = await call("POST", CONFIGS, { ...metaConfig(), ...change });
    return [status, body.code, body.errors?.[0]?.field];
  };
  assert.deepEqual(await wrong({ apiAccessToken: undefined }), [400, "invalid_input", "apiAccessToken"]);
  assert.deepEqual(await wrong({ platform: "Orkut" }), [400, "invalid_input", "platform"]);
  assert.deepEqual(await wrong({ pixelId: "no pixel" }), [400, "pixel_id_invalid", "pixelId"]);
  assert.deepEqual(await wrong({ apiAccessToken: "EAAwrong" }), [400, "token_refused", "apiAccessToken"]);
  assert.deepEqual(await wrong({ trackedEvents: ["Nonsense"] }), [400, "tracked_event_unknown", "trackedEvents"]);
  assert.equal((await call("GET", CONFIGS, undefined, "wek_nobody")).status, 401);
  assert.equal((await call("GET", `${CONFIGS}/${crypto.randomUUID()}/logs`)).status, 404);
  assert.equal((await call("GET", `${CONFIGS}/conf_12345/logs`)).status, 404);
  await eventually("an empty list", async () => (await call("GET", CONFIGS)).body.length === 0);
});

Deno.test("a platform that is silent leaves the pixel inactive, and is asked again", async () => {
  tiktok.misbehave("closed", "closed");
  const made = await call("POST", CONFIGS, {
    platform: "TikTok",
    pixelId: tiktok.pixelId,
    apiAccessToken: tiktok.token,
    settings: { advertiserId: tiktok.advertiserId },
  });
  assert.deepEqual([made.status, made.body.isActive, made.body.inactiveReason], [201, false, "platform_silent"]);
  await eventually("the second test to pass", async () => {
    const [one] = (await call("GET", CONFIGS)).body;
    return one.isActive;
  });
  await call("DELETE", `${CONFIGS}/${made.body.id}`);
});

const purchase = (change: Record<string, unknown> = {}) => ({
  event: "Purchase",
  email: `ana-${crypto.randomUUID()}@example.com`,
  value: "99.00",
  currency: "EUR",
  consent: { ads: true, statistics: true, textVersion: "paper-1" },
  ...change,
});

async function logOf(id: string, count: number) {
  return await eventually(`${count} lines of the log`, async () => {
    const { body } = await call("GET", `${CONFIGS}/${id}/logs`);
    return body.length >= count && body.every(({ status }: { status: string }) => status !== "pending") ? body : null;
  });
}

Deno.test("what happened elsewhere goes to every pixel under one id; without consent it goes nowhere, and the log says so", async () => {
  const pixels = await Promise.all([
    call("POST", CONFIGS, metaConfig()),
    call("POST", CONFIGS, {
      platform: "Google",
      pixelId: google.customerId,
      apiAccessToken: google.grant,
      settings: { conversionActions: { Purchase: "222" } },
    }),
  ]);
  const [metaId, googleId] = pixels.map(({ body }) => body.id as string);
  const before = meta.taken.flat().length;
  assert.equal((await call("POST", "/api/v1/marketing/conversions", purchase())).status, 201);
  const no = purchase({ consent: { ads: false } });
  assert.equal((await call("POST", "/api/v1/marketing/conversions", no)).status, 201);
  const free = purchase({ value: undefined, currency: undefined });
  assert.equal((await call("POST", "/api/v1/marketing/conversions", free)).status, 201);
  const old = purchase({ happenedAt: new Date(Date.now() - 8 * 86_400_000).toISOString() });
  assert.equal((await call("POST", "/api/v1/marketing/conversions", old)).status, 201);
  const log = await logOf(metaId!, 4);
  assert.deepEqual(
    log.map(({ status, reason, responseCode }: Record<string, unknown>) => [status, reason ?? responseCode]).sort(),
    [["skipped", "no_consent"], ["skipped", "too_old"], ["skipped", "value_missing"], ["success", 200]],
  );
  assert.ok(log.every((entry: { eventName: string }) => entry.eventName === "Purchase"));
  const times = log.map(({ timestamp }: { timestamp: string }) => timestamp);
  assert.deepEqual(times, [...times].sort().reverse(), "newest first");
  await logOf(googleId!, 4);
  const [sent] = meta.taken.flat().slice(before);
  assert.equal(meta.taken.flat().length, before + 1);
  assert.ok(google.taken.flat().includes(sent!), "the same id on both platforms");
  assert.equal((await call("GET", `${CONFIGS}/${metaId}/logs?limit=2`)).body.length, 2);
  for (const id of [metaId, googleId]) await call("DELETE", `${CONFIGS}/${id}`);
});

Deno.test("a dead token pauses the pixel; another token wakes it; what came meanwhile is skipped as paused", async () => {
  const { body: { id } } = await call("POST", CONFIGS, metaConfig());
  meta.misbehave("dead_token");
  await call("POST", "/api/v1/marketing/conversions", purchase());
  await eventually("the pause", async () => {
    const [one] = (await call("GET", CONFIGS)).body;
    return one.inactiveReason === "token_refused";
  });
  await eventually("a mail to the owner", async () => {
    const mails = await mailboxOf(app);
    return mails.some(({ subject, text }) =>
      /Meta/.test(subject) && text.includes(`/dashboard/marketing/pixels/${id}`)
    );
  });
  await call("POST", "/api/v1/marketing/conversions", purchase());
  const log = await logOf(id, 2);
  assert.deepEqual(log.map(({ status }: { status: string }) => status).sort(), ["failed", "skipped"]);
  assert.equal(log.find(({ status }: { status: string }) => status === "skipped").reason, "paused");
  const failed = log.find(({ status }: { status: string }) => status === "failed");
  assert.deepEqual([failed.responseCode, /190/.test(failed.errorMessage)], [401, true]);
  const woken = await call("PATCH", `${CONFIGS}/${id}`, { apiAccessToken: meta.token });
  assert.equal(woken.body.isActive, true);
  await call("DELETE", `${CONFIGS}/${id}`);
});

Deno.test("a platform that fails for a moment gets it again, under the same id", async () => {
  const { body: { id } } = await call("POST", CONFIGS, metaConfig());
  const before = meta.taken.flat().length;
  meta.misbehave("half");
  await call("POST", "/api/v1/marketing/conversions", purchase());
  const [entry] = await logOf(id, 1);
  assert.deepEqual([entry.status, entry.attempts], ["success", 2]);
  assert.equal(meta.taken.flat().length, before + 1);
  await call("DELETE", `${CONFIGS}/${id}`);
});

Deno.test("nobody to find, and an event without its conversion action, are reasons too", async () => {
  const { body: { id: analytics } } = await call("POST", CONFIGS, {
    platform: "Google",
    pixelId: google.measurementId,
    apiAccessToken: google.apiSecret,
  });
  const { body: { id: ads } } = await call("POST", CONFIGS, {
    platform: "Google",
    pixelId: google.customerId,
    apiAccessToken: google.grant,
    settings: { conversionActions: { Lead: "111" } },
  });
  await call("POST", "/api/v1/marketing/conversions", purchase());
  assert.equal((await logOf(analytics, 1))[0].reason, "no_identifier");
  assert.equal((await logOf(ads, 1))[0].reason, "not_mapped");
  for (const id of [analytics, ads]) await call("DELETE", `${CONFIGS}/${id}`);
});

async function attemptedOnce(id: string): Promise<void> {
  await eventually("the first attempt", async () => {
    const { body: [entry] } = await call("GET", `${CONFIGS}/${id}/logs`);
    return entry?.attempts === 1;
  });
}

Deno.test("what waits for another attempt is not made any more once consent is withdrawn", async () => {
  const { body: { id } } = await call("POST", CONFIGS, { ...metaConfig(), trackedEvents: ["Purchase"] });
  const email = `ben-${crypto.randomUUID()}@example.com`;
  const registrations = `/api/events/${demo.event.id}/registrations`;
  const person = { firstName: "Ben", lastName: "Muster", email, termsAccepted: true, privacyConsent: true };
  const { body: registered } = await call("POST", registrations, { ...person, marketingConsent: true });
  const owner = demo.users.find(({ role }) => role === "owner")!;
  const cookie = await cookieOf(owner);
  const personId = await eventually("the registration", async () => {
    const response = await fetch(`${app.url}${registrations}/${registered.id}`, { headers: { cookie } });
    return response.ok ? (await response.json()).personId as string : (await response.body?.cancel(), null);
  });
  meta.misbehave("server_error", "server_error");
  await call("POST", "/api/v1/marketing/conversions", purchase({ email }));
  await attemptedOnce(id);
  const page = `${app.url}/dashboard/marketing/consents/${personId}`;
  const headers = { origin: app.url, cookie };
  const desk = `${app.url}/dashboard/experiences/virtual-events/${demo.event.id}/registrations?person=${registered.id}`;
  for (const leading of [desk, `${app.url}/dashboard/people/${personId}`]) {
    const shown = await (await fetch(leading, { headers })).text();
    assert.match(shown, new RegExp(`href="/dashboard/marketing/consents/${personId}"`));
  }
  const body = new URLSearchParams({ purpose: "all" });
  const withdrawn = await fetch(page, { method: "POST", redirect: "manual", headers, body });
  assert.equal(withdrawn.status, 303);
  const exported = await (await fetch(`${page}?format=json`, { headers })).json();
  assert.deepEqual(exported.now, { statistics: false, ads: false, email_marketing: false });
  assert.equal((await logOf(id, 1))[0].reason, "consent_withdrawn");
  meta.misbehave();
  await call("DELETE", `${CONFIGS}/${id}`);
});

async function cookieOf({ email, password }: { email: string; password: string }): Promise<string> {
  const headers = { origin: app.url };
  const body = new URLSearchParams({ email, password });
  const response = await fetch(`${app.url}/sign-in`, { method: "POST", redirect: "manual", headers, body });
  await response.body?.cancel();
  return response.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ");
}

Deno.test("folded anew, all of this would plan nothing more", async () => {
  const cookie = await cookieOf(demo.users.find(({ role }) => role === "owner")!);
  const headers = { origin: app.url, cookie, "accept-language": "en" };
  const body = new URLSearchParams({ reactor: "conversions" });
  const answer = await fetch(`${app.url}/dashboard/projections/reactors`, { method: "POST", headers, body });
  assert.match(await answer.text(), /conversions would plan nothing/);
});

Deno.test("a token stands in no event, no log line, no read model and no error", async () => {
  const tokens = [
    meta.token,
    tiktok.token,
    google.apiSecret,
    "1//refresh-token-0123456789",
    "GOCSPX-secret",
    "EAAwrong",
  ];
  for (const token of tokens) assert.ok(!app.output().includes(token), "printed");
  for await (const entry of Deno.readDir(app.dataDir)) {
    if (!entry.isFile) continue;
    const bytes = Buffer.from(await Deno.readFile(`${app.dataDir}/${entry.name}`));
    for (const token of tokens) assert.ok(!bytes.includes(token), `${entry.name} holds a token`);
  }
});
