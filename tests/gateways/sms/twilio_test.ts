import assert from "node:assert/strict";
import type { GatewayFailure } from "../../../gateways/failure.ts";
import type { TextMessage } from "../../../gateways/sms/port.ts";
import { twilioSms } from "../../../gateways/sms/twilio.ts";
import { type TwilioServer, twilioServer } from "../../support/platforms/twilio.ts";
import type { Trouble } from "../../support/platforms/server.ts";

let twilio: TwilioServer;
Deno.test.beforeAll(async () => {
  twilio = await twilioServer();
});
Deno.test.afterAll(() => twilio.close());

const gateway = (change: { timeout?: number; authToken?: string } = {}) => {
  const { accountSid, authToken, from, url: apiUrl } = twilio;
  return twilioSms({ accountSid, authToken, from, apiUrl, ...change });
};

const message = (change: Partial<TextMessage> = {}): TextMessage => ({
  id: "d@webinars.example",
  to: "+34600123456",
  text: `Estudio Núñez: «Calistenia» ${crypto.randomUUID()}`,
  segments: 1,
  from: "Estudio Núñez",
  reportTo: "https://webinars.example/webhooks/sms/d",
  studioId: null,
  personIds: [],
  mayHaveGoneSince: null,
  ...change,
});

/** As a second attempt sees it. */
const again = (first: TextMessage): TextMessage => ({ ...first, mayHaveGoneSince: new Date().toISOString() });

async function failed(change: Partial<TextMessage> = {}, options = {}) {
  const failure = await gateway(options).send(message(change)).then(() => null, (error: GatewayFailure) => error);
  assert.equal(failure?.name, "GatewayFailure");
  assert.doesNotMatch(failure!.message, /\d{8}/, "no number stands in the log");
  return failure as GatewayFailure & { stopped?: boolean };
}

Deno.test("a text goes to Twilio with its words, sender and where to report, under the account's credentials", async () => {
  const text = message({ segments: 2 });
  const { receipt } = await gateway().send(text);
  const taken = twilio.messages.at(-1)!;
  assert.deepEqual([taken.to, taken.body, taken.statusCallback], [text.to, text.text, text.reportTo]);
  assert.equal(receipt, `${taken.sid}, queued, 2 segments`);
});

Deno.test("what Twilio refuses is classified: for good, for everybody, or for now", async () => {
  const of = async (change: Partial<TextMessage>, options = {}) => {
    const { failure, message } = await failed(change, options);
    return [failure, message];
  };
  const before = twilio.calls.length;
  assert.equal((await failed({ to: "600 123 456" })).failure, "never");
  assert.equal(twilio.calls.length, before, "a number that is none is not even asked about");
  assert.deepEqual(await of({ text: "x".repeat(1_601) }), [
    "never",
    "Twilio answered 400 (21617): the text is too long",
  ]);
  assert.deepEqual(await of({ reportTo: "http://localhost/x" }), ["never", "Twilio answered 400 (21609)"]);
  assert.deepEqual(await of({}, { authToken: "other" }), [
    "pause",
    "Twilio answered 401 (20003): the credentials are refused",
  ]);
  twilio.stopped.add("+34611111111");
  const stopped = await failed({ to: "+34611111111" });
  assert.deepEqual([stopped.failure, stopped.stopped], ["never", true]);
});

Deno.test("a Twilio that hangs, breaks off, limits or fails is tried again later", async () => {
  const troubles: [Trouble, string, number?][] = [
    ["hang", "retry"],
    ["half", "retry"],
    ["closed", "retry"],
    ["nonsense", "retry"],
    ["error_in_200", "retry"],
    ["server_error", "retry"],
    ["rate_limit", "pause", 2_000],
    ["dead_token", "pause"],
  ];
  for (const [trouble, failure, retryAfter] of troubles) {
    twilio.misbehave(trouble);
    const found = await failed({}, trouble === "hang" ? { timeout: 150 } : {});
    assert.deepEqual([trouble, found.failure, found.retryAfter], [trouble, failure, retryAfter]);
  }
});

Deno.test("a text whose answer was lost is found in Twilio's list, and not sent again", async () => {
  const first = message();
  twilio.misbehave("lost");
  await assert.rejects(gateway().send(first), { name: "GatewayFailure" });
  const { receipt } = await gateway().send(again(first));
  const taken = twilio.messages.filter(({ body }) => body === first.text);
  assert.equal(taken.length, 1);
  assert.equal(receipt, `${taken[0]!.sid}, found in Twilio's list (queued); an attempt before had no known outcome`);
});

Deno.test("a text that came too late to be waited for was taken all the same", async () => {
  const first = message();
  twilio.misbehave("late");
  await assert.rejects(gateway({ timeout: 100 }).send(first), /no answer/);
  const taken = () => twilio.messages.filter(({ body }) => body === first.text).length;
  while (taken() === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  await gateway().send(again(first));
  assert.equal(taken(), 1);
});

Deno.test("a text that Twilio does not have is sent, and the receipt says that nobody knew", async () => {
  const first = message();
  twilio.misbehave("closed");
  await assert.rejects(gateway().send(first), { name: "GatewayFailure" });
  const { receipt } = await gateway().send(again(first));
  assert.equal(twilio.messages.filter(({ body }) => body === first.text).length, 1);
  assert.match(
    receipt,
    /queued, 1 segments; an attempt before had no known outcome, and Twilio's list did not have it$/,
  );
});

Deno.test("while the list cannot be asked, nothing is sent", async () => {
  const first = message();
  twilio.misbehave("server_error");
  await assert.rejects(gateway().send(again(first)), { name: "GatewayFailure", failure: "retry" });
  assert.equal(twilio.messages.filter(({ body }) => body === first.text).length, 0);
});

Deno.test("the same words of another day are another text", async () => {
  const yesterday = message();
  await gateway().send(yesterday);
  const later = new Date(Date.now() + 86_400_000).toISOString();
  await gateway().send({ ...yesterday, mayHaveGoneSince: later });
  assert.equal(twilio.messages.filter(({ body }) => body === yesterday.text).length, 2);
});
