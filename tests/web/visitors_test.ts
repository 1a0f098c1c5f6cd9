import assert from "node:assert/strict";
import { get } from "node:http";
import { eventually, readDemo, startApp } from "../support/app.ts";
import { call, mailboxOf, publishedEvent, registerAt } from "../support/client.ts";
import { Visitor } from "../support/visitor.ts";

const day = 86_400_000;
const from = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();

Deno.test("What visitors find, without script", async (t) => {
  const app = await startApp({ demo: true });
  try {
    const { apiKey } = await readDemo(app);
    const client = { app, apiKey };
    const visitor = new Visitor(app.url);
    const publish = async (
      title: string,
      change: Record<string, unknown> = {},
      design: Record<string, unknown> = {},
    ) => {
      const created = await call(client, "POST", "/api/events", {
        title,
        description: "For everybody who begins.",
        startTime_utc: from(20 * day),
        timeZone: "Europe/Madrid",
        ...change,
      });
      assert.equal(created.status, 201, JSON.stringify(created.body));
      const published = await call(client, "PUT", `/api/events/${created.body.id}`, {
        ...design,
        status: "published",
      });
      assert.equal(published.status, 200, JSON.stringify(published.body));
      return { id: String(created.body.id), path: new URL(String(created.body.publicUrl)).pathname };
    };
    const formOf = (email: string, more: Record<string, string> = {}) => ({
      firstName: "Ada",
      lastName: "Prueba",
      email,
      termsAccepted: "true",
      privacyConsent: "true",
      requestId: crypto.randomUUID(),
      ...more,
    });
    /** As it is on the wire: `fetch` would unpack it and say nothing. */
    const encodingOf = (path: string) =>
      new Promise<string | undefined>((resolve, reject) => {
        get(app.url + path, { headers: { "accept-encoding": "gzip" } }, (response) => {
          response.resume();
          resolve(response.headers["content-encoding"]);
        }).on("error", reject);
      });
    /** Registers by the public form; the path of the personal page. */
    const register = async (path: string, email: string) => {
      const response = await visitor.post(`${path}/register`, formOf(email));
      const text = await response.text();
      assert.equal(response.status, 303, text);
      return response.headers.get("location")!.split("?")[0]!;
    };

    await t.step(
      "address and password of the place are for those with a place, on their page and by mail",
      async () => {
        const platform = { kind: "zoom", url: "https://zoom.example/j/4711", password: "s3same" };
        const soon = await publish("Joined from ten minutes before", { startTime_utc: from(10 * 60_000) }, {
          platform,
        });
        const later = await publish("Joined in a month", { capacity: 1 }, { platform });
        for (const { path } of [soon, later]) assert.doesNotMatch(await visitor.text(path), /zoom\.example|s3same/);
        const open = await visitor.text(await register(soon.path, "soon@example.com"));
        assert.match(open, /<a class="button"[^>]*href="https:\/\/zoom\.example\/j\/4711"/);
        assert.match(open, /s3same/);
        const asleep = await visitor.text(await register(later.path, "later@example.com"));
        assert.match(asleep, /<button class="button"[^>]*disabled[^>]*>Join</);
        assert.match(asleep, /zoom\.example\/j\/4711/);
        const waiting = await visitor.text(await register(later.path, "waits@example.com"));
        assert.doesNotMatch(waiting, /zoom\.example|s3same/);
        const mailTo = (address: string) =>
          eventually(`a mail to ${address}`, async () => (await mailboxOf(app)).find(({ to }) => to.includes(address)));
        const { html, text } = await mailTo("later@example.com");
        for (const part of [html, text]) assert.match(part, /zoom\.example\/j\/4711[\s\S]*s3same/);
        assert.doesNotMatch((await mailTo("waits@example.com")).text, /zoom\.example|s3same/);
      },
    );

    await t.step("who waits is told of other dates of the same and of similar events that have places", async () => {
      const full = await publish("Breathing well", { capacity: 1 });
      const other = await publish("Breathing well", { startTime_utc: from(40 * day) });
      await register(full.path, "first@example.com");
      const page = await visitor.text(await register(full.path, "second@example.com"));
      const suggested = page.slice(page.indexOf("suggested-title"));
      assert.match(page, /While you wait/);
      assert.ok(suggested.indexOf(other.path) > 0 && suggested.indexOf(other.path) < suggested.indexOf("</article>"));
      assert.doesNotMatch(suggested.slice(0, suggested.indexOf("</section>")), new RegExp(`"${full.path}"`));
    });

    await t.step(
      "a device fills in what was typed on it, knows what it registered for, and forgets when told",
      async () => {
        const device = new Visitor(app.url);
        const [first, other] = [await publish("Typed once"), await publish("Filled in")];
        const wrong = await device.post(`${first.path}/register`, formOf("typed@", { phone: "0170 123" }));
        assert.equal(wrong.status, 400);
        await wrong.body?.cancel();
        const done = await device.post(
          `${first.path}/register`,
          formOf("typed@example.com", { phone: "0170 1234567" }),
        );
        assert.equal(done.status, 303);
        const own = done.headers.get("location")!.split("?")[0]!;
        await done.body?.cancel();
        const filled = await device.text(other.path);
        for (const value of ["typed@example.com", "0170 1234567"]) {
          assert.ok(filled.includes(`value="${value}"`), value);
        }
        assert.doesNotMatch(filled, /checked/);
        const again = await device.text(first.path);
        assert.ok(again.includes(`href="${own}"`));
        assert.doesNotMatch(again, /value="typed@example\.com"/);
        const stranger = await new Visitor(app.url).text(first.path);
        assert.doesNotMatch(stranger, /typed@example|You are registered/);
        const cookie = device.cookies.get("typed")!;
        device.cookies.set("typed", `${cookie.slice(0, -2)}AA`);
        assert.doesNotMatch(await device.text(other.path), /typed@example/);
        device.cookies.set("typed", cookie);
        const forgotten = await device.post("/typed", { do: "forget", back: other.path });
        assert.equal(forgotten.headers.get("location"), other.path);
        assert.equal(device.cookies.has("typed"), false);
        assert.doesNotMatch(await device.text(other.path), /typed@example/);
        const elsewhere = await device.post("/typed", { do: "forget", back: "//evil.example/" });
        assert.equal(elsewhere.headers.get("location"), "/webinars");
      },
    );

    await t.step(
      "one form registers for several events, each with a result of its own that a reload keeps",
      async () => {
        const device = new Visitor(app.url);
        const question = { id: "why", kind: "text", label: "Why do you come?", help: "", required: true, options: [] };
        const off = Object.fromEntries(
          ["phone", "company", "position", "website", "specialRequirements", "accessibilityNeeds", "industry"]
            .concat(["companySize", "country", "experience"]).map((name) => [name, "off"]),
        );
        const asking = await publish("Asks why", {}, { form: { standard: off, questions: [question] } });
        const full = await publish("Full already", { capacity: 1 });
        const plain = await publish("Just comes");
        await register(full.path, "takes@example.com");
        const list = await device.text("/s/carlos/webinars?q=Asks");
        assert.doesNotMatch(list, /name="event"/); // there is nothing to choose between
        const slugs = [asking, full, plain].map(({ path }) => path.split("/").at(-1)!);
        const where = `/s/carlos/register?${slugs.map((slug) => `event=${slug}`).join("&")}`;
        const form = await device.text(where);
        assert.match(form, /3 events chosen/);
        const name = /name="(q-[^"]+)"/.exec(form)![1]!;
        const missing = await device.post(where, formOf("several@example.com"));
        assert.equal(missing.status, 400);
        assert.match(await missing.text(), new RegExp(`id="f-${name}-error"`));
        const body = formOf("several@example.com", { [name]: "For fun" });
        const sent = await device.post(where, body);
        assert.equal(sent.headers.get("location"), "/s/carlos/registered");
        const results = await device.text("/s/carlos/registered");
        assert.equal(results.match(/You have a place\./g)?.length, 2);
        assert.match(results, /You are number 1 on the waitlist\./);
        assert.equal(new Set(results.match(/href="\/r\/[^"]+"/g)).size, 3);
        await (await device.post(where, body)).body?.cancel(); // sent twice: the answers are the first ones
        assert.match(await device.text("/s/carlos/registered"), /You are number 1 on the waitlist\./);
        await (await device.post(where, { ...body, requestId: crypto.randomUUID() })).body?.cancel();
        assert.equal((await device.text("/s/carlos/registered")).match(/is registered already/g)?.length, 3);
      },
    );

    await t.step(
      "a page that many open at once is each one's own where it must be, and new as soon as it changed",
      async () => {
        const { id, path } = await publish("Opened by many", { capacity: 2 });
        const open = async () => {
          const response = await fetch(app.url + path, {
            headers: { "accept-language": "en", "user-agent": "Firefox" },
          });
          const html = await response.text();
          const policy = response.headers.get("content-security-policy") ?? "";
          const nonce = /'nonce-([0-9a-f]+)'/.exec(policy)?.[1] ?? "none";
          assert.ok(html.includes(`nonce="${nonce}"`));
          assert.equal(new Set(html.match(/nonce="[^"]+"/g)).size, 1);
          return { html, nonce, form: /name="requestId" value="([^"]+)"/.exec(html)?.[1] };
        };
        const all = await Promise.all([await open(), open(), open(), open()]);
        assert.equal(new Set(all.map(({ nonce }) => nonce)).size, 4);
        assert.equal(new Set(all.map(({ form }) => form)).size, 4);
        const [first, ...others] = all;
        for (const { html } of others) assert.ok(!html.includes(first!.nonce) && !html.includes(first!.form!));
        // whoever keeps no cookies sees their own registration, too
        const sent = await new Visitor(app.url).post(`${path}/register`, formOf("cookieless@example.com"));
        await sent.body?.cancel();
        assert.match((await open()).html, /1 place left/);
        const before = /"startDate":"([^"]+)"/.exec(all[0]!.html)?.[1];
        const change = { title: "Opened by more", startTime_utc: from(30 * day) };
        const changed = await call(client, "PUT", `/api/events/${id}`, change);
        assert.equal(changed.status, 200, JSON.stringify(changed.body));
        const { html } = await open();
        assert.match(html, /Opened by more/);
        assert.ok(html.includes(`EventRescheduled","previousStartDate":"${before}"`));
      },
    );

    await t.step("what everybody may read goes out compressed, what is one person's as it is", async () => {
      const { path } = await publish("On a bad connection");
      const script = /from "(\/_fresh[^"]+)"/.exec(await visitor.text(path))![1]!;
      const own = await register(path, "far.away@example.com");
      assert.deepEqual(await Promise.all([path, script, own].map(encodingOf)), ["gzip", "gzip", undefined]);
    });

    await t.step("people have all their data erased by themselves, and their places are free", async () => {
      const eventId = await publishedEvent(client, { capacity: 1, title: "Forgetting" });
      const { body } = await registerAt(client, eventId, { email: "gone@example.com", firstName: "Forgetme" });
      const mail = await eventually(
        "the mail with the link",
        async () => (await mailboxOf(app)).find(({ to }) => to.includes("gone@example.com")),
      );
      const own = /\/r\/[\w.-]+/.exec(mail.html)![0];
      assert.match(await visitor.text(own), /Forgetme/);
      const unsure = await visitor.post(`${own}/erase`, {});
      assert.equal(unsure.status, 400);
      assert.match(await unsure.text(), /Forgetme/);
      const erased = await visitor.post(`${own}/erase`, { sure: "true" });
      assert.equal(erased.headers.get("location"), "/erased");
      await erased.body?.cancel();
      await eventually("the name to be gone", async () => !(await visitor.text(own)).includes("Forgetme"));
      await eventually("the place to be free", async () => {
        const { body: counted } = await call(client, "GET", `/api/events/${eventId}/analytics`);
        return counted.totalRegistrations === 0;
      });
      const again = await registerAt(client, eventId, { email: "gone@example.com" });
      assert.equal(again.status, 201);
      assert.notEqual(again.body.id, body.id);
    });
  } finally {
    await app.stop();
  }
});
