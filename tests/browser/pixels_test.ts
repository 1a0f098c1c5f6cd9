import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { discard, eventually, readDemo, startApp } from "../support/app.ts";
import { overflow, violations } from "../support/axe.ts";
import { launchBrowser } from "../support/browser.ts";
import { metaServer } from "../support/platforms/meta.ts";
import { scriptServer } from "../support/platforms/script.ts";

const PIXELS = "/dashboard/marketing/pixels";
const agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";

Deno.test("a trainer connects a pixel; visitors choose; browser and server tell the same once", async (t) => {
  const [meta, scripts] = await Promise.all([metaServer(), scriptServer()]);
  const app = await startApp({ demo: true, env: { META_API_URL: meta.url, META_SCRIPT_URL: scripts.url } });
  await using launched = await launchBrowser();
  try {
    const { users, event } = await readDemo(app);
    const owner = users.find(({ role }) => role === "owner")!;
    const fine = async (page: Page) => {
      assert.deepEqual(await violations(page), []);
      assert.equal(await overflow(page), 0);
    };
    const work = await (await launched.browser.newContext({ locale: "en-GB" })).newPage();
    await work.goto(`${app.url}/sign-in?next=${PIXELS}`);
    await work.getByLabel("E-mail").fill(owner.email);
    await work.getByLabel("Password").fill(owner.password);
    await work.getByRole("button", { name: "Sign in" }).click();
    await work.getByText("No pixel is connected yet.").waitFor();

    await t.step("nobody is asked while no pixel is connected", async () => {
      const page = await (await launched.browser.newContext({ userAgent: agent })).newPage();
      await page.goto(event.publicUrl);
      assert.equal(await page.locator("#consent").count(), 0);
      assert.equal(await page.getByRole("link", { name: "Privacy choices" }).count(), 0);
    });

    await t.step(
      "a pixel is connected in three steps; a refused token is said at its field and shown nowhere",
      async () => {
        await fine(work);
        await work.getByRole("link", { name: "Connect a pixel" }).first().click();
        await work.getByRole("link", { name: "Meta (Facebook, Instagram)" }).click();
        await work.getByLabel("Pixel ID").fill(meta.pixelId);
        await work.getByLabel("Access token").fill("EAAwrongTokenThatIsRefused");
        await work.getByRole("button", { name: "Test and connect" }).click();
        await work.getByText("The platform refuses this token.").waitFor();
        assert.ok(!(await work.content()).includes("EAAwrongTokenThatIsRefused"));
        assert.equal(await work.getByLabel("Pixel ID").inputValue(), meta.pixelId);
        await fine(work);
        await work.getByLabel("Access token").fill(meta.token);
        await work.getByRole("button", { name: "Test and connect" }).click();
        await work.getByText("Connected. Now choose what it hears of.").waitFor();
        await fine(work);
        await work.getByLabel("Somebody attended").fill("AttendedLive");
        await work.getByRole("button", { name: "Save events" }).click();
        await work.getByText("Saved.").waitFor();
        assert.ok(!(await work.content()).includes(meta.token));
        await fine(work);
      },
    );
    const pixel = work.url().split("?")[0]!;

    await t.step("a test event is sent, and its payload can be read as it was sent", async () => {
      await work.getByRole("button", { name: "Send test event" }).click();
      await eventually("the test event", async () => {
        await work.goto(pixel);
        return await work.getByRole("link", { name: "Test event" }).count() > 0 &&
          await work.getByRole("cell", { name: "Sent" }).count() > 0;
      });
      await work.getByRole("link", { name: "Test event" }).click();
      await work.getByText("Identical to what was sent").waitFor();
      assert.match(await work.locator("pre").innerText(), /"em": \[\s*"[0-9a-f]{64}"/);
      await fine(work);
    });

    await t.step("what the platform refuses for good is given up, and sent again where that is pressed", async () => {
      meta.misbehave("bad_input");
      await work.goto(pixel);
      await work.getByRole("button", { name: "Send test event" }).click();
      const failed = work.getByRole("row").filter({ has: work.getByText("Failed", { exact: true }) });
      await eventually("the refusal", async () => {
        await work.goto(pixel);
        return await failed.count() > 0;
      });
      await failed.getByRole("link", { name: "Test event" }).click();
      await work.getByText("Invalid parameter").waitFor();
      await fine(work);
      const before = meta.taken.length;
      await work.getByRole("button", { name: "Send again" }).click();
      await work.getByText("It is being sent again.").waitFor();
      await eventually("the call", () => meta.taken.length > before);
      await eventually("what came of it", async () => {
        await work.reload();
        return await work.getByText("Sent", { exact: true }).count() > 0;
      });
      assert.equal(await work.getByRole("button", { name: "Send again" }).count(), 0);
      assert.equal(meta.taken.length, before + 1);
    });

    const visitor = await launched.browser.newContext({
      userAgent: agent,
      locale: "de-DE",
      viewport: { width: 360, height: 740 },
    });
    const page = await visitor.newPage();
    const elsewhere: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(app.url)) elsewhere.push(request.url());
    });

    await t.step("before a choice nothing leaves the site; the two buttons are alike; a no is kept", async () => {
      await page.goto(`${event.publicUrl}?fbclid=AbCdEf123`);
      const banner = page.locator("#consent");
      await banner.waitFor();
      const [no, yes] = await Promise.all(["Ablehnen", "Erlauben"].map(async (name) => {
        const button = banner.getByRole("button", { name });
        return { box: (await button.boundingBox())!, kind: await button.getAttribute("data-kind") };
      }));
      assert.deepEqual([no!.kind, no!.box.height, Math.round(no!.box.width)], [
        yes!.kind,
        yes!.box.height,
        Math.round(yes!.box.width),
      ]);
      await fine(page);
      await banner.getByRole("button", { name: "Ablehnen" }).click();
      await banner.waitFor({ state: "detached" });
      await page.goto(event.publicUrl);
      assert.equal(await page.locator("#consent, #pixels").count(), 0);
      assert.deepEqual(elsewhere, []);
      assert.deepEqual(scripts.asked, []);
    });

    await t.step(
      "the choice is changed from the page; only then the script runs, and tells what the server tells",
      async () => {
        await page.getByRole("link", { name: "Datenschutz-Auswahl" }).click();
        await page.getByLabel("Werbung").check();
        await fine(page);
        await page.getByRole("button", { name: "Auswahl speichern" }).click();
        await page.getByText("Gespeichert.").waitFor();
        await page.goto(`${event.publicUrl}?fbclid=AbCdEf123`);
        await eventually("the browser's pixel", () => scripts.told.length >= 2);
        assert.deepEqual(scripts.told.map(({ name }) => name).sort(), ["PageView", "ViewContent"]);
        await eventually(
          "the server's calls",
          () => scripts.told.every(({ eventId }) => meta.taken.flat().includes(eventId)),
        );
        await fine(page);
        assert.ok(
          elsewhere.every((url) => url.startsWith(scripts.url)),
          elsewhere.join(),
        );
      },
    );

    await t.step("a registration is a lead under one id, with the click that led to it", async () => {
      await page.getByLabel("Vorname").fill("Ada");
      await page.getByLabel("Nachname").fill("Muster");
      await page.getByLabel("E-Mail").fill("ada.pixel@example.com");
      await page.getByLabel(/Teilnahmebedingungen/).check();
      await page.getByLabel(/wie meine Daten/).check();
      await page.getByRole("button", { name: "Kostenlos anmelden" }).click();
      await page.getByRole("heading", { name: "Du bist dabei, Ada" }).waitFor();
      const lead = await eventually("the lead in the browser", () => scripts.told.find(({ name }) => name === "Lead"));
      await eventually("the lead from the server", () => meta.taken.flat().includes(lead.eventId));
      const sent = meta.calls.flatMap(({ body }) => (body.data ?? []) as Record<string, unknown>[])
        .find(({ event_id }) => event_id === lead.eventId) as { user_data: Record<string, unknown> };
      assert.match(String(sent.user_data.fbc), /^fb\.1\.\d+\.AbCdEf123$/);
      assert.ok(
        !meta.calls.some(({ body }) => JSON.stringify(body).includes("/r/")),
        "no platform hears a personal address",
      );
      await fine(page);
    });

    await t.step(
      "why the platform was told can be asked: the fact that called for it, and what came of it",
      async () => {
        const address = `${app.url}/api/events/${event.id}/registrations?search=ada.pixel@example.com`;
        const { data: [own] } = await (await work.request.get(address)).json();
        await work.goto(`${app.url}/dashboard/history/why/people/${own.personId}`);
        const call = work.locator("ul.words > li", { hasText: "conversions" }).first();
        await call.getByText("Because").waitFor();
        await call.getByText("sent", { exact: true }).waitFor();
        await fine(work);
      },
    );

    await t.step(
      "what was allowed is on the person's page, and taken back in one click: from then on nothing is sent",
      async () => {
        const section = page.locator("section", { has: page.locator("#consents-title") });
        await section.getByText("Werbung erlaubt").waitFor();
        await section.locator("form", { has: page.locator("input[value=ads]") }).getByRole("button").click();
        await page.getByText("Werbung nicht erlaubt").first().waitFor();
        const { consents } = await (await page.request.get(`${page.url().split(/[?#]/)[0]}/data.json`)).json();
        assert.equal(consents.now.ads, false);
        const before = meta.taken.flat().length;
        const told = scripts.told.length;
        await page.goto(event.publicUrl);
        assert.equal(await page.locator("#pixels").count(), 0);
        assert.deepEqual([meta.taken.flat().length, scripts.told.length], [before, told]);
      },
    );

    await t.step("Global Privacy Control is a no: nobody is asked, nothing runs", async () => {
      const headers = { extraHTTPHeaders: { "Sec-GPC": "1" } };
      const context = await launched.browser.newContext({ userAgent: agent, locale: "de-DE", ...headers });
      const quiet = await context.newPage();
      await quiet.goto(event.publicUrl);
      assert.equal(await quiet.locator("#consent, #pixels").count(), 0);
      await quiet.getByRole("link", { name: "Datenschutz-Auswahl" }).click();
      await quiet.getByText("Global Privacy Control").waitFor();
    });

    await t.step("somebody else looks around, and allows it", async () => {
      const other = await (await launched.browser.newContext({ userAgent: agent, locale: "de-DE" })).newPage();
      await other.goto(event.publicUrl);
      await other.locator("#consent").getByRole("button", { name: "Erlauben" }).click();
      await other.locator("#consent").waitFor({ state: "detached" });
      const told = scripts.told.length;
      await other.goto(event.publicUrl);
      await eventually("the browser's pixel", () => scripts.told.length >= told + 2);
      await eventually(
        "the server's calls",
        () => scripts.told.slice(told).every(({ eventId }) => meta.taken.flat().includes(eventId)),
      );
    });

    await t.step("the log says what was sent and what was not; figures and switch", async () => {
      await work.goto(pixel);
      await work.getByRole("link", { name: "Lead" }).first().waitFor();
      await fine(work);
      await work.getByRole("button", { name: "Switch off" }).click();
      await work.getByText("Switched off").first().waitFor();
      await work.goto(app.url + PIXELS);
      await fine(work);
      await work.getByRole("link", { name: "Your own pixel" }).click();
      await work.getByRole("heading", { name: "Your own pixel on your own site" }).waitFor();
      await fine(work);
      await work.goto(pixel);
      await work.getByRole("button", { name: "Remove", exact: true }).click();
      await work.getByRole("button", { name: "Remove pixel" }).click();
      await work.getByText("Removed. Its token is destroyed.").waitFor();
      assert.equal((await work.goto(pixel))?.status(), 404);
    });

    await t.step(
      "connected anew it hears afterwards what was allowed, after it was asked, once and under the same ids",
      async () => {
        const earlier = meta.taken.flat();
        await work.goto(`${app.url}${PIXELS}/new?platform=meta`);
        await work.getByLabel("Pixel ID").fill(meta.pixelId);
        await work.getByLabel("Access token").fill(meta.token);
        await work.getByRole("button", { name: "Test and connect" }).click();
        await work.getByText("Connected. Now choose what it hears of.").waitFor();
        const anew = work.url().split("?")[0]!.replace(/\/events$/, "");
        await work.goto(anew);
        await work.locator("summary", { hasText: "Send afterwards" }).click();
        const said = await work.getByText(/conversions since .* were allowed and never sent/).innerText();
        const count = Number(/^\d+/.exec(said)![0]);
        assert.ok(count >= 2, said);
        await fine(work);
        assert.deepEqual(meta.taken.flat(), earlier, "nothing goes before it is asked");
        await work.getByRole("button", { name: "Send them now" }).click();
        await work.getByText("What can be sent afterwards is on its way.").waitFor();
        const again = () => meta.taken.flat().slice(earlier.length);
        await eventually("all of it", () => again().length >= count);
        assert.equal(new Set(again()).size, count);
        assert.ok(again().every((id) => earlier.includes(id)), "under the ids of before");

        const headers = { origin: app.url };
        const second = await work.request.post(anew, { form: { do: "backfill" }, headers, maxRedirects: 0 });
        assert.ok(second.status() < 500);
        await work.goto(anew);
        await work.locator("summary", { hasText: "Send afterwards" }).click();
        await work.getByText("There is nothing to send afterwards.").waitFor();
        await work.getByRole("button", { name: "Send test event" }).click();
        await eventually("the test event behind it", () => again().length > count);
        assert.equal(again().length, count + 1, "the second press sent nothing");
      },
    );
  } finally {
    await app.stop();
    await Promise.all([meta.close(), scripts.close()]);
    await discard(app.dataDir);
  }
});
