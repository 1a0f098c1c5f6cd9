import assert from "node:assert/strict";
import { eventually, readDemo, startApp } from "../support/app.ts";
import { call } from "../support/client.ts";
import { Visitor } from "../support/visitor.ts";

/** A cookie because of which a page is made for this visitor alone. */
const ALONE = ["consent_00000000", "nobody"] as const;

/** What a page has anew each time: nonce, id of the form, when it was shown. */
const alike = (html: string) =>
  html.replaceAll(/nonce="[0-9a-f]+"/g, "").replaceAll(/name="(requestId|shown)" value="[^"]*"/g, "");
const shownIn = (html: string) => /name="shown" value="([^"]+)"/.exec(html)![1]!;
const inputOf = (html: string, name: string) => new RegExp(`<input[^>]* name="${name}"[^>]*>`).exec(html)?.[0] ?? "";

Deno.test("A page that is kept for everybody shows each visitor what is theirs, and nothing of anybody else", async (t) => {
  const app = await startApp({ demo: true });
  try {
    const { apiKey } = await readDemo(app);
    const publish = async (title: string, more: Record<string, unknown> = {}) => {
      const startTime_utc = new Date(Date.now() + 20 * 86_400_000).toISOString();
      const { body } = await call({ app, apiKey }, "POST", "/api/events", {
        title,
        description: "-",
        startTime_utc,
        ...more,
      });
      const answer = await call({ app, apiKey }, "PUT", `/api/events/${body.id}`, { status: "published" });
      assert.equal(answer.status, 200);
      return new URL(String(body.publicUrl)).pathname;
    };
    const first = await publish("Where they registered");
    const second = await publish("What they look at", { companyRequired: true });
    const people = [
      { firstName: "Ada", lastName: "O'Núñez", email: "ada@example.com", company: `Ada & "Co" <b>` },
      { firstName: "Ben", lastName: "Ng", email: "ben@example.com", company: "$& Ben's $1" },
    ];
    const registered = await Promise.all(people.map(async (person) => {
      const visitor = new Visitor(app.url);
      const form = { ...person, termsAccepted: "true", privacyConsent: "true" };
      const answer = await visitor.post(`${first}/register`, form);
      assert.equal(answer.status, 303, await answer.text());
      return { visitor, person, own: answer.headers.get("location")!.split("?")[0]! };
    }));

    await t.step("what two devices remember is put into one and the same page", async () => {
      const pages = await eventually("both to get one page", async () => {
        const [ada = "", ben = ""] = await Promise.all(registered.map(({ visitor }) => visitor.text(second)));
        return shownIn(ada) === shownIn(ben) && [ada, ben];
      });
      for (const [n, html] of pages.entries()) {
        const [mine, other] = [people[n]!, people[1 - n]!];
        for (const told of [other.firstName, other.lastName, other.email, other.company]) {
          assert.ok(!html.includes(told), `${mine.firstName} sees ${told}`);
        }
        assert.match(inputOf(html, "firstName"), new RegExp(`value="${mine.firstName}"`));
        assert.match(inputOf(html, "email"), new RegExp(`value="${mine.email}"`));
      }
      assert.ok(pages[0]!.includes(`value="Ada &amp; &quot;Co&quot; &lt;b>"`));
      assert.ok(pages[1]!.includes(`value="$&amp; Ben's $1"`));
    });

    await t.step("it is the page that would have been made for each of them alone", async () => {
      for (const { visitor } of registered) {
        const path = `${second}?lang=de&fbclid=IwAR-own_1.2`;
        await visitor.text(`${second}?lang=de`);
        await eventually("both ways to say the same", async () => {
          const kept = await visitor.text(path);
          visitor.cookies.set(...ALONE);
          const alone = await visitor.text(path);
          visitor.cookies.delete(ALONE[0]);
          return alike(kept) === alike(alone);
        });
      }
    });

    await t.step("strangers share one, whatever cookies of others and whatever clicks they bring", async () => {
      const ask = async (click: string) => {
        const headers = { cookie: `_ga=GA1.${click}; __session=x`, "accept-language": "es" };
        const answer = await fetch(`${app.url}${second}?utm_source=ads&fbclid=${click}`, { headers });
        return { policy: answer.headers.get("content-security-policy")!, html: await answer.text() };
      };
      const clicks = ["register-card", "IwAR2second"];
      const [one, two] = await eventually("both to get one page", async () => {
        const [one, two] = await Promise.all(clicks.map(ask));
        return shownIn(one!.html) === shownIn(two!.html) && [one!, two!] as const;
      });
      assert.ok(one.html.includes("fbclid=register-card") && two.html.includes("fbclid=IwAR2second"));
      assert.ok(two.html.includes('class="card register-card"') && !two.html.includes("fbclid=register-card"));
      for (const { html } of [one, two]) {
        assert.doesNotMatch(html, /GA1\./);
        assert.match(inputOf(html, "source"), /value="ads"/);
        assert.doesNotMatch(inputOf(html, "firstName"), /value="./);
      }
      const [nonce, other] = [one, two].map(({ policy }) => /'nonce-([0-9a-f]+)'/.exec(policy)![1]!);
      assert.notEqual(nonce, other);
      assert.ok(one.html.includes(`nonce="${nonce}"`) && !one.html.includes(other!));
      assert.notEqual(inputOf(one.html, "requestId"), inputOf(two.html, "requestId"));
    });

    await t.step("who is registered for the event finds their way, and nobody else does", async () => {
      const stranger = new Visitor(app.url);
      const [ada, ben] = registered;
      for (let n = 0; n < 5; n++) {
        const pages = await Promise.all([ada!.visitor, ben!.visitor, stranger].map((one) => one.text(first)));
        assert.deepEqual(pages.map((html) => html.includes(ada!.own)), [true, false, false]);
        assert.deepEqual(pages.map((html) => html.includes(ben!.own)), [false, true, false]);
        assert.doesNotMatch(pages[2]!, /href="\/r\//);
      }
    });

    await t.step("an error page repeats the click of whoever asked, and no stand-in for it", async () => {
      const answer = await fetch(`${app.url}${second}-nothing?fbclid=mine`);
      const html = await answer.text();
      assert.equal(answer.status, 404);
      assert.doesNotMatch(html, /fbclid=(?!mine)/);
    });
  } finally {
    await app.stop();
    await Deno.remove(app.dataDir, { recursive: true });
  }
});
