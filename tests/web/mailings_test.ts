import assert from "node:assert/strict";
import { dsn } from "../support/dsn.ts";
import { signatureOf } from "../../web/signed.ts";
import { discard, eventually, readDemo, startApp } from "../support/app.ts";
import { formOf, signedIn, visitor } from "../support/forms.ts";

interface Kept {
  messageId: string;
  to: string;
  subject: string;
  text: string;
  headers: Record<string, string>;
}

Deno.test("Mailings, unsubscribing, what comes back, and who is not written to", async (t) => {
  const app = await startApp({ demo: true, env: { ADDRESS_RATE_LIMIT: "100000" } });
  try {
    const demo = await readDemo(app);
    const owner = await signedIn(app, demo, "owner");
    const mails = async (): Promise<Kept[]> => await (await fetch(`${app.url}/dev/mailbox.json`)).json();
    const register = (email: string, marketing: boolean) => registerOne(demo, email, marketing);
    const mailing = async (change: Record<string, string>) => {
      const page = "/dashboard/messages/mailings/new";
      const form = {
        ...formOf((await owner(page)).body),
        event: demo.event.id,
        subject: "Hola {firstName}",
        body: "Uno.\n\nDos.",
        ...change,
      };
      const shown = await eventually("everybody to be known", async () => {
        const answer = await owner(page, { ...form, do: "check" });
        return answer.body.includes("4 people would get it") && answer;
      });
      const sent = await owner(page, { ...form, do: "send" });
      assert.equal(sent.status, 303);
      return { shown: shown.body, path: sent.headers.get("location")! };
    };
    const isDone = (path: string) => async () =>
      / done</.test((await owner(path)).body) || />done</.test((await owner(path)).body);
    for (let n = 0; n < 4; n++) await register(`m${n}@example.test`, n % 2 === 0);
    await eventually("the confirmations", async () => (await mails()).length >= 4);

    await t.step("is counted and shown, then goes to everybody once", async () => {
      const { shown, path } = await mailing({});
      assert.match(shown, /4 people would get it\. 2 of them agreed/);
      assert.match(shown, /Hola Ana/);
      await eventually("the mailing", isDone(path));
      const got = (await mails()).filter(({ subject }) => subject === "Hola Eva");
      assert.deepEqual(got.map(({ to }) => to).sort(), [0, 1, 2, 3].map((n) => `m${n}@example.test`));
      assert.ok(got.every(({ headers }) => !headers["List-Unsubscribe"]));
    });

    let unsubscribeUrl = "";
    await t.step("marketing goes to those who agreed, with a way out in one click", async () => {
      const { path } = await mailing({ purpose: "marketing", subject: "Oferta" });
      await eventually("the mailing", isDone(path));
      const got = (await mails()).filter(({ subject }) => subject === "Oferta");
      assert.deepEqual(got.map(({ to }) => to).sort(), ["m0@example.test", "m2@example.test"]);
      assert.match((await owner(path)).body, /2 not sent, because they never agreed to marketing/);
      const { headers, text } = got.find(({ to }) => to === "m0@example.test")!;
      assert.equal(headers["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click");
      unsubscribeUrl = headers["List-Unsubscribe"]!.slice(1, -1);
      assert.ok(text.includes(unsubscribeUrl));
    });

    await t.step("one click from a mail program is enough, and a forged link opens nothing", async () => {
      const { pathname } = new URL(unsubscribeUrl);
      const somebody = visitor(app);
      assert.match((await somebody(pathname)).body, /may write to you/);
      const response = await fetch(app.url + pathname, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: "List-Unsubscribe=One-Click",
      });
      assert.equal(response.status, 200);
      assert.match(await response.text(), /does not send you news any more/);
      assert.equal((await somebody(pathname.slice(0, -1) + "x")).status, 404);
      const { path } = await mailing({ purpose: "marketing", subject: "Otra" });
      await eventually("the mailing", isDone(path));
      assert.deepEqual((await mails()).filter(({ subject }) => subject === "Otra").map(({ to }) => to), [
        "m2@example.test",
      ]);
    });

    await t.step("a segment gets news: those of it who agreed, whether they ever registered or not", async () => {
      const api = async (path: string, body: unknown) => {
        const response = await fetch(`${app.url}/api${path}`, {
          method: "POST",
          headers: { authorization: `Bearer ${demo.apiKey}`, "content-type": "application/json" },
          body: JSON.stringify(body),
        });
        assert.equal(response.status, 201, await response.clone().text());
        return await response.json();
      };
      for (const [n, marketingConsent] of [true, true, false].entries()) {
        await api("/leads", { email: `fair${n}@example.test`, firstName: "Noa", tags: ["fair"], marketingConsent });
      }
      const { id } = await api("/segments", { name: "The fair", filter: { tags: ["fair"] } });
      const page = "/dashboard/messages/mailings/new";
      const form = {
        ...formOf((await owner(page)).body),
        segment: id,
        subject: "Feria {firstName}",
        body: "De {studio}.",
      };
      const wrong = await owner(page, { ...form, body: "About {title}", do: "send" });
      assert.equal(wrong.status, 400);
      assert.match(wrong.body, /Something stands in braces/);
      const shown = await eventually("everybody to be known", async () => {
        const { body } = await owner(page, { ...form, do: "check" });
        return body.includes("3 people would get it") && body;
      });
      assert.match(shown, /2 of them agreed/);
      const sent = await owner(page, { ...form, do: "send" });
      const path = sent.headers.get("location")!;
      await eventually("the mailing", isDone(path));
      const got = (await mails()).filter(({ subject }) => subject === "Feria Noa");
      assert.deepEqual(got.map(({ to }) => to).sort(), ["fair0@example.test", "fair1@example.test"]);
      assert.ok(got.every(({ headers }) => headers["List-Unsubscribe-Post"] === "List-Unsubscribe=One-Click"));
      assert.match((await owner(path)).body, /segment “The fair”/);
    });

    await t.step("planned for later it waits; ended, it never goes out", async () => {
      const { path } = await mailing({ sendAt: "2030-01-01T10:00", subject: "Futuro" });
      assert.match((await owner(path)).body, /planned/);
      assert.equal((await owner(path, { do: "pause" })).status, 303);
      assert.match((await owner(path)).body, /paused/);
      await owner(path, { do: "stop" });
      assert.match((await owner(path)).body, /ended/);
      assert.match((await owner("/dashboard/messages/mailings")).body, /Futuro/);
    });

    await t.step("a returned mail, signed, puts its address on the list; unsigned, nothing", async () => {
      const { body } = await owner("/dashboard/messages/sender");
      const address = /value="([^"]+\/webhooks\/mail\/[0-9a-f-]+)"/.exec(body)![1]!;
      const secret = atob(/value="whsec_([^"]+)"/.exec(body)![1]!);
      const { messageId } = (await mails()).find(({ to, subject }) =>
        to === "m1@example.test" && subject === "Hola Eva"
      )!;
      const post = (path: string, text: string, sign = secret) => {
        const [id, timestamp] = [crypto.randomUUID(), String(Math.floor(Date.now() / 1_000))];
        const signature = signatureOf({ id, timestamp, body: text }, sign);
        return fetch(app.url + new URL(address).pathname + path, {
          method: "POST",
          headers: { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature },
          body: text,
        }).then(async (response) => (await response.body?.cancel(), response.status));
      };
      assert.equal(await post("/notice", dsn({ messageId }), "wrong"), 401);
      assert.equal(await post("/notice", dsn({ messageId })), 204);
      assert.equal(await post("/notice", dsn({ messageId })), 204, "again");
      const complaint = (await mails()).find(({ to, subject }) => to === "m2@example.test" && subject === "Hola Eva")!;
      assert.equal(await post("", JSON.stringify({ type: "complaint", messageId: complaint.messageId })), 204);
      assert.equal(await post("", "{"), 400);
      assert.equal(await post("", JSON.stringify({ type: "bounce", messageId: `${crypto.randomUUID()}@x` })), 204);
      const list = await eventually("the list", async () => {
        const { body } = await owner("/dashboard/messages/suppressed");
        return body.includes("m2@example.test") && body;
      });
      assert.match(list, /m1@example\.test/);
      assert.match(list, /takes no mail/);
      assert.match(list, /called a mail unwanted/);
    });

    await t.step("who is on the list gets nothing, visibly; a complaint stops marketing only", async () => {
      const { path } = await mailing({ subject: "Tercera" });
      await eventually("the mailing", isDone(path));
      const to = (await mails()).filter(({ subject }) => subject === "Tercera").map(({ to }) => to).sort();
      assert.deepEqual(to, ["m0@example.test", "m2@example.test", "m3@example.test"]);
      assert.match((await owner(path)).body, /1 not sent, because their address takes no mail/);
    });

    await t.step(
      "who opens a mail is told where the studio asks for it, once; nothing is asked until then",
      async () => {
        const htmlFor = async (email: string) => {
          const kept: { to: string; html: string }[] = await (await fetch(`${app.url}/dev/mailbox.json`)).json();
          return kept.find(({ to }) => to === email)?.html;
        };
        assert.doesNotMatch((await htmlFor("m0@example.test"))!, /mail\/opened/);
        const settings = formOf((await owner("/dashboard/settings")).body);
        assert.equal((await owner("/dashboard/settings", { ...settings, countOpens: "true" })).status, 303);
        await register("m9@example.test", false);
        const html = await eventually("the confirmation", () => htmlFor("m9@example.test"));
        const [, dot] = /<img src="([^"]+\/mail\/opened\/[^"]+)"/.exec(html)!;
        for (let n = 0; n < 2; n++) {
          const response = await fetch(dot!);
          assert.deepEqual([response.status, response.headers.get("content-type")], [200, "image/gif"]);
          await response.body?.cancel();
        }
        const forged = await fetch(dot!.slice(0, -1) + (dot!.endsWith("A") ? "B" : "A"));
        assert.equal(forged.status, 404);
        await forged.body?.cancel();
        const asPreferences = await fetch(dot!.replace("/mail/opened/", "/mail/"));
        assert.equal(asPreferences.status, 404, "it opens nothing else");
        await asPreferences.body?.cancel();
        const people = (await owner("/dashboard/people?q=m9@example")).body;
        const [path] = /\/dashboard\/people\/[0-9a-f-]{36}/.exec(people)!;
        const page = await eventually("it to be told", async () => {
          const { body } = await owner(path);
          return /confirmations: opened/.test(body) && body;
        });
        assert.equal(page.match(/: opened/g)!.length, 1);
      },
    );

    await t.step("the list is edited: an address is put there, and taken off", async () => {
      const page = "/dashboard/messages/suppressed";
      assert.equal((await owner(page, { do: "add", email: "not an address" })).status, 400);
      assert.equal((await owner(page, { do: "add", email: "m3@example.test" })).status, 303);
      const { body } = await owner(`${page}?q=m3`);
      assert.match(body, /put here by hand/);
      const personId = /name="personId" value="([^"]+)"/.exec(body)![1]!;
      assert.equal((await owner(page, { do: "release", personId })).status, 303);
      assert.doesNotMatch((await owner(`${page}?q=m3`)).body, /put here by hand/);
    });
  } finally {
    await app.stop();
    await discard(app.dataDir);
  }
});

async function registerOne(
  { event, apiKey, url }: { event: { id: string }; apiKey: string; url: string },
  email: string,
  marketingConsent: boolean,
) {
  const response = await fetch(`${url}/api/events/${event.id}/registrations`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({
      firstName: "Eva",
      lastName: "Ruiz",
      email,
      language: "es",
      termsAccepted: true,
      privacyConsent: true,
      marketingConsent,
    }),
  });
  assert.equal(response.status, 201, await response.text());
}
