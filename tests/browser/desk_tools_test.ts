import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { discard, readDemo, startApp } from "../support/app.ts";
import { overflow, violations } from "../support/axe.ts";
import { launchBrowser, settled } from "../support/browser.ts";

const EVENTS = "/dashboard/experiences/virtual-events";
/** Most bytes of script of a page, compressed. */
const MOST_SCRIPT = 60_000;

Deno.test("finding with the keyboard, taking things back, and how little script it takes", async (t) => {
  const app = await startApp({ demo: true });
  await using launched = await launchBrowser();
  try {
    const demo = await readDemo(app);
    const owner = demo.users.find(({ role }) => role === "owner")!;
    const context = await launched.browser.newContext({ locale: "en-GB", viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const fine = async () => {
      assert.deepEqual(await violations(page), []);
      assert.equal(await overflow(page), 0);
    };
    await page.goto(`${app.url}/sign-in`);
    await page.getByLabel("E-mail").fill(owner.email);
    await page.getByLabel("Password").fill(owner.password);
    await page.getByLabel("Password").press("Enter");
    await page.waitForURL(/dashboard/);

    await t.step("Ctrl K finds a person by part of a name, and leads to them", async () => {
      await page.getByRole("link", { name: "Find" }).waitFor();
      await settled(page);
      await page.keyboard.press("Control+k");
      const typed = page.getByRole("combobox");
      await page.getByRole("option", { name: "New event" }).waitFor();
      await typed.pressSequentially("nunez");
      await page.getByRole("option", { name: /Ana Núñez/ }).waitFor();
      await fine();
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Ana Núñez" }).waitFor();
    });

    await t.step("? tells the keys, / goes to the search, n begins an event", async () => {
      await settled(page);
      await page.keyboard.press("?");
      await page.getByRole("heading", { name: "Keys" }).waitFor();
      await fine();
      await page.keyboard.press("Escape");
      await page.getByRole("heading", { name: "Keys" }).waitFor({ state: "hidden" });
      await page.keyboard.press("/");
      await page.locator("input[type=search]:focus").waitFor();
      await page.keyboard.type("n/?");
      assert.equal(await page.getByRole("searchbox").inputValue(), "n/?");
      await page.getByRole("heading", { name: "Ana Núñez" }).click();
      await page.keyboard.press("n");
      await page.getByRole("heading", { name: "New event" }).waitFor();
    });

    await t.step("without script, finding is a page", async () => {
      await page.goto(`${app.url}/dashboard/find?q=core`);
      await page.getByRole("link", { name: "Reto de 21 días de core" }).waitFor();
      await fine();
      assert.equal((await page.request.get(`${app.url}/dashboard/find?q=%00%25'`)).status(), 200);
    });

    await t.step(
      "tags are saved at once and taken back with one press; the bar for many waits for a choice",
      async () => {
        await page.goto(`${app.url}/dashboard/find?q=Ana`);
        await page.getByRole("link", { name: "Ana Núñez" }).click();
        assert.equal(await page.getByRole("button", { name: "Do it" }).isVisible(), false);
        await page.getByText("Who comes, and what happened lately").click();
        await fine();
        await page.getByLabel("Tags").fill("press, vip");
        await page.getByRole("button", { name: "Save tags" }).click();
        await page.getByText("Tags saved.").waitFor();
        await fine();
        assert.equal(await page.getByLabel("Tags").inputValue(), "press, vip");
        await page.getByRole("button", { name: "Undo" }).click();
        await page.waitForURL((url) => url.searchParams.get("was") === "press, vip");
        assert.equal(await page.getByLabel("Tags").inputValue(), "");
        await page.getByRole("checkbox", { name: "Ana Núñez" }).check();
        await page.getByRole("button", { name: "Do it" }).waitFor();
      },
    );

    await t.step("publishing, and planning it, are taken back", async () => {
      await page.goto(`${app.url}${EVENTS}?tab=drafts`);
      await page.getByRole("link", { name: /Masterclass/ }).first().click();
      await page.getByRole("link", { name: "Publish" }).click();
      await page.getByLabel("Date and time in").fill("2031-01-01T10:00");
      await page.getByRole("button", { name: "Set the time" }).click();
      await page.getByText("It will publish by itself.").waitFor();
      await page.getByRole("button", { name: "Undo" }).click();
      await page.getByText("It will not publish by itself any more.").waitFor();
      await page.getByRole("button", { name: "Publish now" }).click();
      await page.getByText("Public now.").waitFor();
      await page.getByRole("button", { name: "Undo" }).click();
      await page.getByText("Not public any more.").waitFor();
      await fine();
    });

    await t.step("how many places there are, a role and rights are taken back", async () => {
      await page.goto(`${app.url}${EVENTS}/${demo.event.id}`);
      const before = await page.getByRole("spinbutton", { name: "Capacity" }).inputValue();
      await page.getByRole("spinbutton", { name: "Capacity" }).fill("77");
      await page.getByRole("button", { name: "Change capacity" }).click();
      await page.getByText("Capacity changed.").waitFor();
      await page.getByRole("button", { name: "Undo" }).click();
      await page.waitForURL((url) => url.searchParams.get("was") === "77");
      assert.equal(await page.getByRole("spinbutton", { name: "Capacity" }).inputValue(), before);

      await page.goto(`${app.url}/dashboard/settings/members`);
      const row = page.getByRole("row").filter({ hasText: demo.users.find(({ role }) => role === "associate")!.email });
      const switches = await row.locator("summary").textContent();
      await row.locator("summary").click();
      await row.getByLabel("Money").click();
      await row.getByRole("button", { name: "Save" }).click();
      await page.getByText("Rights changed.").waitFor();
      const was = new URL(page.url()).searchParams.get("was");
      await page.getByRole("button", { name: "Undo" }).click();
      await page.waitForURL((url) => url.searchParams.get("was") !== was);
      assert.equal(await row.locator("summary").textContent(), switches);
      await row.getByRole("combobox").selectOption("auditor");
      await row.getByRole("button", { name: "Change" }).click();
      await page.getByText("Role changed.").waitFor();
      await page.getByRole("button", { name: "Undo" }).click();
      await page.waitForURL((url) => url.searchParams.get("was") === "auditor");
      assert.equal(await row.getByRole("combobox").inputValue(), "associate");
      assert.equal(await row.locator("summary").textContent(), switches);
      await fine();
    });

    await t.step(`no page of the dashboard takes more than ${MOST_SCRIPT} bytes of script`, async () => {
      const event = `${EVENTS}/${demo.event.id}`;
      const paths = [
        EVENTS,
        `${EVENTS}/new`,
        event,
        ...["details", "page", "automations", "money", "texts/en"].map((step) => `${event}/edit/${step}`),
        `${event}/history`,
        `${event}/registrations`,
        `${event}/registrations/import`,
        "/dashboard/settings",
        "/dashboard/settings/members",
        "/dashboard/settings/api-keys",
        "/dashboard/account",
        "/dashboard/history",
        "/dashboard/history/proof",
        "/dashboard/projections",
      ];
      const sizes = new Map<string, number>();
      const weights = new Map<string, number>();
      for (const path of paths) {
        const fresh = await context.newPage();
        const scripts = new Set<string>();
        fresh.on("request", (request) => {
          if (request.resourceType() === "script") scripts.add(request.url());
        });
        await fresh.goto(app.url + path);
        await settled(fresh);
        await fresh.keyboard.press("Control+k");
        await fresh.getByRole("combobox", { name: "An event" }).waitFor();
        for (const script of scripts) {
          if (!weights.has(script)) {
            weights.set(script, gzipSync(await (await fetch(script)).bytes()).byteLength);
          }
        }
        sizes.set(path, [...scripts].reduce((sum, script) => sum + weights.get(script)!, 0));
        await fresh.close();
      }
      const [most, largest] = [...sizes].reduce((a, b) => a[1] >= b[1] ? a : b);
      assert.ok(largest > 0, "no script was seen");
      assert.ok(largest <= MOST_SCRIPT, `${most} takes ${largest}`);
    });
  } finally {
    await app.stop();
    await discard(app.dataDir);
  }
});
