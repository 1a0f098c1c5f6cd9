import assert from "node:assert/strict";
import { discard, eventually, readDemo, startApp } from "../support/app.ts";
import { formOf, signedIn } from "../support/forms.ts";

Deno.test("A studio's messages and what goes out for an event", async (t) => {
  const app = await startApp({ demo: true, env: { ADDRESS_RATE_LIMIT: "100000" } });
  try {
    const demo = await readDemo(app);
    const owner = await signedIn(app, demo, "owner");
    const editor = "/dashboard/messages/confirmation/es";
    const timeline = `/dashboard/experiences/virtual-events/${demo.event.id}/messages`;

    await register(demo, "ada@example.test", "es");

    await t.step("every message there is stands in the list", async () => {
      const { body } = await owner("/dashboard/messages");
      for (const kind of ["confirmation", "reminder_soon", "room_opens", "speaker_alert", "event_report"]) {
        assert.ok(body.includes(`/dashboard/messages/${kind}/de`), kind);
      }
      assert.equal((await owner("/dashboard/messages/password_reset/en")).status, 404);
      assert.equal((await (await signedIn(app, demo, "associate"))("/dashboard/messages")).status, 403);
    });

    await t.step("what is wrong is refused with its line, and nothing is lost", async () => {
      const form = formOf((await owner(editor)).body);
      const wrong = { ...form, subject: "Hola {nombre}", text: "sin enlace", do: "save" };
      const { status, body } = await owner(editor, wrong);
      assert.equal(status, 400);
      assert.match(body, /Subject, line 1/);
      assert.match(body, /nombre/);
      assert.match(body, /Plain text, line 1/);
      assert.match(body, /sin enlace/);
    });

    await t.step("a message of one's own is shown for a real registration, tried and sent", async () => {
      const form = formOf((await owner(editor)).body);
      const mine = { ...form, subject: "Tu plaza, {firstName}: {title}" };
      const html = await owner(`${editor}/preview?as=phone`, mine);
      assert.match(html.headers.get("content-security-policy") ?? "", /sandbox/);
      assert.match(html.body, /max-width:360px/);
      const text = await owner(`${editor}/preview?as=text`, mine);
      assert.match(text.body, /^Tu plaza, \S/);
      assert.doesNotMatch(text.body, /\/r\//, "a preview gives nobody's personal link away");
      assert.equal((await owner(editor, { ...mine, do: "test" })).status, 200);
      assert.ok(
        (await mails(app.url)).some(({ to, subject }) =>
          to === demo.users.find(({ role }) => role === "owner")!.email && subject.startsWith("[Test] Tu plaza")
        ),
      );
      assert.equal((await owner(editor, { ...mine, do: "save" })).status, 303);
      const email = `eva-${crypto.randomUUID()}@example.test`;
      await register(demo, email, "es");
      const mail = await eventually(
        "the confirmation",
        async () => (await mails(app.url)).find(({ to }) => to === email),
      );
      assert.match(mail.subject, /^Tu plaza, Eva: /);
    });

    await t.step("two who write at once: the second is told", async () => {
      const stale = { ...formOf((await owner(editor)).body), seen: "0", subject: "Otra", do: "save" };
      assert.match((await owner(editor, stale)).body, /Somebody else saved this message/);
    });

    await t.step("versions show their difference, and the way back", async () => {
      const form = formOf((await owner(editor)).body);
      await owner(editor, { ...form, subject: "Tercera: {title}", do: "save" });
      const { body } = await owner(`${editor}/history`);
      assert.match(body, /\+ Tercera: \{title\}/);
      assert.match(body, /− Tu plaza, \{firstName\}: \{title\}/);
      assert.equal((await owner(`${editor}/history`, { version: "1", seen: "2" })).status, 303);
      assert.equal(formOf((await owner(editor)).body).subject, "Tu plaza, {firstName}: {title}");
      assert.match((await owner(`${editor}/history`)).body, /Version 3, as version 1 was/);
      await owner(editor, { ...formOf((await owner(editor)).body), do: "withdraw" });
      assert.doesNotMatch(formOf((await owner(editor)).body).subject!, /Tu plaza, \{firstName\}/);
    });

    await t.step("the timeline says what goes out when, and to how many", async () => {
      const { body } = await owner(timeline);
      assert.match(body, /Reminder 1 hour before/);
      assert.match(body, /to 2 people/);
      assert.match(body, /Confirmation/);
    });

    await t.step("a message is paused, goes on, is left out and sent now", async () => {
      const message = /name="message" value="(reminder:[^"]+PT1H)"/.exec((await owner(timeline)).body)![1]!;
      const say = async (what: string) => (await owner(timeline, { do: what, message })).status;
      assert.equal(await say("pause"), 303);
      assert.match((await owner(timeline)).body, /paused/);
      assert.equal(await say("resume"), 303);
      assert.equal(await say("skip"), 303);
      assert.match((await owner(timeline)).body, /left out/);
      assert.equal(await say("resume"), 303);
      const before = (await mails(app.url)).length;
      assert.equal(await say("send_now"), 303);
      await eventually("the reminders", async () => (await mails(app.url)).length > before);
      assert.equal((await owner(timeline, { do: "pause", message: "reminder:none:PT1H" })).status, 404);
    });
  } finally {
    await app.stop();
    await discard(app.dataDir);
  }
});

async function mails(url: string): Promise<{ to: string; subject: string }[]> {
  return await (await fetch(`${url}/dev/mailbox.json`)).json();
}

async function register(
  { event, apiKey, url }: { event: { id: string }; apiKey: string; url: string },
  email: string,
  language: string,
) {
  const response = await fetch(`${url}/api/events/${event.id}/registrations`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({
      firstName: "Eva",
      lastName: "Ruiz",
      email,
      language,
      termsAccepted: true,
      privacyConsent: true,
      marketingConsent: false,
    }),
  });
  assert.equal(response.status, 201, await response.text());
}
