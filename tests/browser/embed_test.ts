import assert from "node:assert/strict";
import { discard, readDemo, startApp } from "../support/app.ts";
import { pixelSnippet } from "../../components/dashboard/pixel_snippet.ts";
import { violations } from "../support/axe.ts";
import { launchBrowser } from "../support/browser.ts";
import { settingsOf } from "../support/settings.ts";

interface Announced {
  event: string;
  eventId: string;
}

/** A trainer's own site: one page with a script tag of ours, as the dashboard hands it out. */
function ownSite(script: string, event: string) {
  const page = (more: string) =>
    `<!DOCTYPE html><html lang="en"><title>Mine</title><h1>Mine</h1><script>
      window.heard = []; window.fbq = (...call) => heard.push(call); window.announced = [];
      document.addEventListener("webinars:conversion", ({ detail }) => announced.push(detail));
    </script>${
      pixelSnippet(new URL(script).origin)
    }<script src="${script}" data-event="${event}" ${more} async></script>`;
  const server = Deno.serve({ port: 0, hostname: "localhost", onListen: () => {} }, (request) => {
    const more = new URL(request.url).pathname === "/button" ? `data-kind="button" data-title="Come along"` : "";
    return new Response(page(more), { headers: { "content-type": "text/html" } });
  });
  return { url: `http://localhost:${server.addr.port}`, close: () => server.shutdown() };
}

Deno.test("an event's form stands on its trainer's own site, and nowhere else", async (t) => {
  const app = await startApp({ demo: true });
  const { event } = await readDemo(app);
  const ours = ownSite(`${app.url}/embed.js`, event.publicUrl);
  const others = ownSite(`${app.url}/embed.js`, event.publicUrl);
  await using launched = await launchBrowser();
  try {
    await (await settingsOf(app))({ embedOrigins: `${ours.url}/some/page` });
    const context = await launched.browser.newContext({ viewport: { width: 360, height: 740 }, locale: "en-GB" });
    const page = await context.newPage();

    await t.step("it is as high as what is in it, registers there, and says what came of it", async () => {
      await page.goto(ours.url);
      const frame = page.frameLocator("iframe");
      await frame.getByLabel("First name").fill("Eva");
      const height = () => page.locator("iframe").evaluate((one) => one.clientHeight);
      const inside = page.frames()[1]!;
      await page.waitForFunction(
        (wanted) => document.querySelector("iframe")!.clientHeight === wanted,
        await inside.evaluate(() => document.body.scrollHeight),
      );
      const before = await height();
      await frame.getByText("Tell us more").click();
      await page.waitForFunction((low) => document.querySelector("iframe")!.clientHeight > low, before);
      await frame.getByLabel("Last name").fill("Framed");
      await frame.getByLabel("E-mail").fill("eva.framed@example.com");
      await frame.getByLabel(/I accept the terms/).check();
      await frame.getByLabel(/how my data is used/).check();
      await frame.getByRole("button", { name: "Register free" }).click();
      await frame.getByText("You have a place.").waitFor();
      assert.match(
        await frame.getByRole("link", { name: "Open my registration" }).getAttribute("href") ?? "",
        /^\/r\//,
      );
    });

    await t.step("the site's own pixel hears of it under our id, and nobody else does", async () => {
      await page.waitForFunction("heard.length === 2 && announced.length === 2");
      const { heard, announced }: { heard: [string, string, unknown, { eventID: string }][]; announced: Announced[] } =
        JSON
          .parse(await page.evaluate("JSON.stringify({ heard, announced })"));
      const id = /^[0-9a-f]{8}-[0-9a-f]{4}-5/;
      assert.deepEqual(heard.map(([what, name]) => [what, name]), [["track", "Lead"], [
        "track",
        "CompleteRegistration",
      ]]);
      assert.ok(heard.every(([, , , { eventID }]) => id.test(eventID)));
      assert.deepEqual(announced, heard.map(([, event, , { eventID: eventId }]) => ({ event, eventId })));
      const sent = await page.frames()[1]!.evaluate(() => document.documentElement.outerHTML);
      assert.ok(announced.every(({ eventId }) => sent.includes(eventId)), "it is the server that says the id");
    });

    await t.step("a button opens it in a dialog", async () => {
      await page.goto(`${ours.url}/button`);
      await page.getByRole("button", { name: "Come along" }).click();
      await page.frameLocator("iframe").getByLabel("First name").waitFor();
    });

    await t.step("by itself it is a page without faults", async () => {
      await page.goto(`${event.publicUrl}/embed`);
      assert.deepEqual(await violations(page), []);
    });

    await t.step("a site that was not named shows nothing, and no other page can be framed at all", async () => {
      const refused = page.waitForEvent("console", (message) => /frame-ancestors/.test(message.text()));
      await page.goto(others.url);
      await refused;
      const policyOf = async (path: string) => {
        const response = await fetch(event.publicUrl + path);
        await response.body?.cancel();
        assert.equal(response.headers.get("x-framers"), null);
        return /frame-ancestors ([^;]+)/.exec(response.headers.get("content-security-policy") ?? "")?.[1];
      };
      assert.equal(await policyOf("/embed"), `'self' ${ours.url}`);
      assert.equal(await policyOf(""), "'none'");
    });
    await context.close();
  } finally {
    await Promise.all([ours.close(), others.close(), app.stop()]);
    await discard(app.dataDir);
  }
});
