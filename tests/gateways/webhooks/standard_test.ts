import assert from "node:assert/strict";
import { createGuardedFetch } from "../../../gateways/outgoing/guarded_fetch.ts";
import type { WebhookCall, WebhookFailure } from "../../../gateways/webhooks/port.ts";
import { standardWebhooks } from "../../../gateways/webhooks/standard.ts";
import { type Answer, type Receiver, receiver } from "../../support/receiver.ts";

const secrets = ["one", "two", "three"].map((name) => `whsec_${btoa(name.padEnd(32, "."))}`);
let other: Receiver;
Deno.test.beforeAll(async () => {
  other = await receiver();
  other.secrets = secrets;
});
Deno.test.afterAll(() => other.close());

const call = (change: Partial<WebhookCall> = {}): WebhookCall => ({
  url: other.url,
  id: crypto.randomUUID(),
  at: Date.now(),
  body: JSON.stringify({ type: "registration.confirmed", data: { note: "¡Sí! 🎉" } }),
  secrets: [secrets[0]!],
  ...change,
});

const send = (change: Partial<WebhookCall> = {}, { timeoutMs = 5_000, allow = ["127.0.0.1"] } = {}) =>
  standardWebhooks(createGuardedFetch({ allow, timeoutMs })).send(call(change), new AbortController().signal);

async function failed(answer: Answer, options = {}) {
  other.answer(answer);
  const failure = await send({}, options).then(() => null, (error: WebhookFailure) => error);
  assert.equal(failure?.name, "GatewayFailure", String(answer));
  return failure!;
}

Deno.test("what is sent is what the reference implementation verifies, by every secret that signs", async () => {
  const id = crypto.randomUUID();
  const { status, latencyMs } = await send({ id, secrets: [secrets[1]!, secrets[0]!] });
  assert.equal(status, 204);
  assert.ok(latencyMs >= 0);
  const { id: received, signedBy, json } = other.received.at(-1)!;
  assert.deepEqual([received, signedBy, json.data.note], [id, [0, 1], "¡Sí! 🎉"]);
  await send({ at: Date.now() - 10 * 60_000 });
  assert.deepEqual(other.received.at(-1)!.signedBy, [], "an old one is worth nothing");
});

Deno.test("a yes is a 2xx whose answer ends, however long that takes within patience", async () => {
  for (const answer of [200, 201, 204, "late"] as const) {
    other.answer(answer);
    await send();
  }
});

Deno.test("every other answer is a no: for good where the receiver is gone, for now everywhere else", async () => {
  for (const status of [301, 302, 400, 401, 403, 404, 429, 500, 503]) {
    const failure = await failed(status);
    assert.deepEqual([failure.failure, failure.status], ["retry", status]);
  }
  const gone = await failed(410);
  assert.deepEqual([gone.failure, gone.status, gone.message], ["never", 410, "it answered 410"]);
});

Deno.test("one that hangs, breaks off or closes the connection is tried again", async () => {
  for (const answer of ["hang", "half", "closed"] as const) {
    const failure = await failed(answer, { timeoutMs: 200 });
    assert.deepEqual([failure.failure, failure.status], ["retry", 0], answer);
  }
});

Deno.test("how long a receiver asks to wait is heard, in seconds or as a date, and never believed for days", async () => {
  const asked = async (value: string) => (await failed({ status: 429, headers: { "retry-after": value } })).retryAfter;
  assert.equal(await asked("7"), 7_000);
  assert.equal(await asked("9999999"), 6 * 3_600_000);
  const inAMinute = await asked(new Date(Date.now() + 60_000).toUTCString());
  assert.ok(inAMinute! > 57_000 && inAMinute! <= 60_000);
  assert.equal(await asked("soon"), undefined);
});

Deno.test("a private address is refused for good, and nobody there is asked", async () => {
  const before = other.received.length;
  await assert.rejects(send({}, { allow: [] }), { failure: "never", status: 0 });
  await assert.rejects(send({ url: "http://169.254.169.254/latest" }), { failure: "never" });
  assert.equal(other.received.length, before);
});
