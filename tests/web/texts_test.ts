import assert from "node:assert/strict";
import { discard, eventually, readDemo, startApp } from "../support/app.ts";
import { call, registerAt } from "../support/client.ts";
import { signedIn } from "../support/forms.ts";
import { twilioServer } from "../support/platforms/twilio.ts";
import { awakeZone, textingEvent } from "../support/texting.ts";

const BASE = "https://webinars.example.com";

Deno.test("Texts by Twilio: sent, reported, answered, stopped and counted", async (t) => {
  const twilio = await twilioServer();
  const app = await startApp({
    demo: true,
    env: {
      BASE_URL: BASE,
      TWILIO_ACCOUNT_SID: twilio.accountSid,
      TWILIO_AUTH_TOKEN: twilio.authToken,
      TWILIO_FROM: twilio.from,
      TWILIO_API_URL: twilio.url,
      SMS_PRICE: "0.10 EUR",
    },
  });
  try {
    const demo = await readDemo(app);
    const client = { app, apiKey: demo.apiKey };
    const owner = await signedIn(app, demo, "owner");
    const timeZone = awakeZone();
    const numbers = ["+34600000001", "+34 600 00 00 02", "+34600000003"];
    const eventId = await textingEvent(client);
    for (const [n, phone] of numbers.entries()) {
      const { status } = await registerAt(client, eventId, { email: `t${n}@example.test`, phone, timeZone });
      assert.equal(status, 201);
    }
    /** As Twilio does: a signed form; the address that it signs is the public one. */
    const tell = async (path: string, fields: Record<string, string>, signed = fields) => {
      const response = await fetch(app.url + path, {
        method: "POST",
        headers: { "x-twilio-signature": twilio.sign(BASE + path, signed) },
        body: new URLSearchParams(fields),
      });
      return { status: response.status, text: await response.text() };
    };
    const answer = (from: string, words: string) =>
      tell("/webhooks/sms", { From: from, To: twilio.from, Body: words, MessageSid: `SM${crypto.randomUUID()}` });
    const cancelSoon = async () => {
      const { status } = await call(client, "POST", `/api/events/${eventId}/cancel`, {});
      assert.equal(status, 200);
    };

    await t.step("what reminders by text come to is counted before they go", async () => {
      const page = await eventually("everybody to be counted", async () => {
        const { body } = await owner(`/dashboard/experiences/virtual-events/${eventId}/messages`);
        return body.includes("3 text messages") && body;
      });
      assert.match(page, /3 text messages, 3 segments, about €0\.30/);
    });

    await t.step(
      "STOP, signed, is honoured and stands on the list; unsigned or anything else changes nothing",
      async () => {
        assert.deepEqual(await answer("+34600000002", " Stop. "), { status: 200, text: "<Response/>" });
        assert.equal((await answer("+34600000001", "stop calling me ana")).status, 200);
        const forged = { From: "+34600000003", Body: "STOP", MessageSid: "SM1" };
        assert.equal((await tell("/webhooks/sms", forged, { ...forged, Body: "hola" })).status, 403);
        const { body } = await eventually("the list", async () => {
          const page = await owner("/dashboard/messages/suppressed");
          return page.body.includes("t1@example.test") && page;
        });
        assert.match(body, /said STOP to text messages/);
        assert.match(body, /answering START/);
        assert.doesNotMatch(body, /t0@example|t2@example/);
      },
    );

    await t.step("a cancellation a few hours before goes to whoever has not said STOP", async () => {
      await cancelSoon();
      await eventually("the texts", () => twilio.messages.length >= 2);
      assert.deepEqual(twilio.messages.map(({ to }) => to).sort(), ["+34600000001", "+34600000003"]);
      assert.match(twilio.messages[0]!.body, /"Told by text", el .* se ha cancelado\.$/);
      await eventually("the skip", async () => {
        const { body } = await owner(`/dashboard/experiences/virtual-events/${eventId}/messages`);
        return body.includes("Cancellation as a text message") && body.includes("because they said STOP to texts");
      });
    });

    await t.step("what became of a text is reported, signed, and shown: arrived, or came back and why", async () => {
      const [arrived, lost] = twilio.messages.map(({ statusCallback }) => new URL(statusCallback!).pathname);
      const told = { MessageSid: "SM1", MessageStatus: "delivered" };
      assert.equal((await tell(arrived!, told, {})).status, 403);
      assert.equal((await tell(arrived!, { MessageSid: "SM1", MessageStatus: "sent" })).status, 204);
      assert.equal((await tell(arrived!, told)).status, 204);
      assert.equal((await tell(arrived!, told)).status, 204, "again");
      const undelivered = { MessageSid: "SM2", MessageStatus: "undelivered", ErrorCode: "30005" };
      assert.equal((await tell(lost!, undelivered)).status, 204);
      assert.equal((await tell(`/webhooks/sms/${crypto.randomUUID()}`, told)).status, 204, "of none that we know");
      const facts = await eventually("both to be shown", async () => {
        const { body } = await owner(`/dashboard/history/why/events/${eventId}`);
        return body.includes("arrived") && body.includes("came back") && body;
      });
      assert.match(facts, /cancellations/);
    });

    await t.step("START takes it back", async () => {
      assert.equal((await answer("+34600000002", "START")).status, 200);
      await eventually(
        "an empty list",
        async () => !(await owner("/dashboard/messages/suppressed")).body.includes("t1@example.test"),
      );
    });
  } finally {
    await app.stop();
    await twilio.close();
    await discard(app.dataDir);
  }
});
