import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { type DemoFile, discard, readDemo, startApp } from "../support/app.ts";
import { overflow, violations } from "../support/axe.ts";
import { launchBrowser } from "../support/browser.ts";

/** A page of somebody who has signed in as this role. */
async function signedIn(browser: Browser, { url, users }: DemoFile, role: string, width = 1440): Promise<Page> {
  const { email, password } = users.find((user) => user.role === role)!;
  const context = await browser.newContext({ locale: "en-GB", viewport: { width, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((address) => address.pathname !== "/sign-in");
  return page;
}

async function isFine(page: Page): Promise<void> {
  assert.deepEqual(await violations(page), []);
  assert.equal(await overflow(page), 0, `${page.url()} is wider than its window`);
}

Deno.test("auditor, analyst, operator and owner each find their pages, and nobody else's", async (t) => {
  const app = await startApp({ demo: true });
  await using launched = await launchBrowser();
  try {
    const demo = await readDemo(app);
    const { browser } = launched;

    await t.step("the auditor reads the log, newest first, and one fact with its causes", async () => {
      const page = await signedIn(browser, demo, "auditor");
      await page.waitForURL("**/dashboard/history**");
      await page.getByRole("heading", { name: "History", level: 1 }).waitFor();
      await isFine(page);
      await page.goto(`${demo.url}/dashboard/history?type=RegistrationConfirmed`);
      await page.getByRole("link", { name: "RegistrationConfirmed" }).first().click();
      await page.getByRole("heading", { name: "What led to it, and what it led to" }).waitFor();
      await isFine(page);
      const refused = await page.goto(`${demo.url}/dashboard/settings/api-keys`);
      assert.equal(refused?.status(), 403);
    });

    await t.step("the analyst rebuilds a read model and sees it live again without reloading", async () => {
      const page = await signedIn(browser, demo, "analyst");
      await page.waitForURL("**/dashboard/projections**");
      await isFine(page);
      const row = page.getByRole("row").filter({ hasText: "event_cards" }).first();
      await row.getByRole("button", { name: /Rebuild/ }).click();
      await page.getByText("event_cards").first().waitFor();
      await isFine(page);
    });

    await t.step("the operator, who is no member, sees no person", async () => {
      const page = await signedIn(browser, demo, "operator");
      assert.equal((await page.goto(`${demo.url}/dashboard/settings/members`))?.status(), 403);
      assert.equal((await page.goto(`${demo.url}/dashboard/history`))?.status(), 403);
    });

    await t.step("the owner's settings and the mailbox are readable on a phone", async () => {
      const page = await signedIn(browser, demo, "owner", 360);
      for (const path of ["/dashboard/settings/members", "/dashboard/settings/api-keys", "/dashboard/account"]) {
        assert.equal((await page.goto(demo.url + path))?.status(), 200);
        await isFine(page);
      }
      await page.goto(`${demo.url}/dev/mailbox`);
      await page.getByText("visitor1@demo.example").first().waitFor();
      await isFine(page);
    });

    await t.step("a page that is nowhere, and the API's reference, look cared for too", async () => {
      const page = await signedIn(browser, demo, "owner");
      assert.equal((await page.goto(`${demo.url}/nowhere`))?.status(), 404);
      await isFine(page);
      assert.equal((await page.goto(`${demo.url}/api/docs`))?.status(), 200);
      await isFine(page);
    });
  } finally {
    await app.kill9();
    await discard(app.dataDir);
  }
});

Deno.test("the first run makes a studio and its owner, once", async () => {
  const app = await startApp();
  await using launched = await launchBrowser();
  try {
    const context = await launched.browser.newContext({ locale: "de-DE", viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(app.url);
    await page.waitForURL("**/setup");
    await isFine(page);
    await page.locator("[name=studio]").fill("Studio Nord");
    await page.locator("[name=address]").fill("nord");
    await page.locator("[name=name]").fill("Nora Nord");
    await page.locator("[name=email]").fill("nora@example.org");
    await page.locator("[name=password]").fill("ein langes Passwort 7");
    await page.locator("main form button[type=submit]").click();
    await page.waitForURL((address) => address.pathname !== "/setup");
    await page.goto(`${app.url}/dashboard/experiences/virtual-events`);
    await page.locator("h1").waitFor();
    assert.match(await page.content(), /Studio Nord/);
    await page.goto(`${app.url}/setup`);
    assert.equal(await page.locator("[name=address]").count(), 0);
  } finally {
    await app.kill9();
    await discard(app.dataDir);
  }
});
