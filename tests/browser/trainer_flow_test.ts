import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { readDemo, startApp } from "../support/app.ts";
import { overflow, violations } from "../support/axe.ts";
import { launchBrowser } from "../support/browser.ts";

const TITLE = "5 Errores Comunes al Empezar con Calistenia";

Deno.test("a trainer creates an event, publishes it, sees people come without reloading, and cancels", async (t) => {
  const app = await startApp({ demo: true });
  await using launched = await launchBrowser();
  try {
    const owner = (await readDemo(app)).users.find(({ role }) => role === "owner")!;
    const context = await launched.browser.newContext({ locale: "en-GB", viewport: { width: 1440, height: 900 } });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const page = await context.newPage();
    const fine = async () => {
      assert.deepEqual(await violations(page), []);
      assert.equal(await overflow(page), 0);
    };

    await t.step("signs in and comes to the events", async () => {
      await page.goto(`${app.url}/dashboard/experiences/virtual-events`);
      await page.getByLabel("E-mail").fill(owner.email);
      await page.getByLabel("Password").fill(owner.password);
      await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("heading", { name: "Events", level: 1 }).waitFor();
      await fine();
    });

    await t.step("a date in the past is refused at its field, and what was typed stays", async () => {
      await page.getByRole("link", { name: "New event" }).first().click();
      await page.getByLabel("Title").fill(TITLE);
      await page.getByLabel("Date and time").fill("2020-01-01T19:00");
      await page.getByRole("button", { name: "Save as draft" }).click();
      await page.getByText("This date has already passed.").waitFor();
      assert.equal(await page.getByLabel("Title").inputValue(), TITLE);
      await fine();
    });

    await t.step("the draft is saved with its wall clock and zone", async () => {
      await page.getByLabel("Date and time").fill("2031-11-24T19:00");
      await page.getByLabel("Time zone").fill("Europe/Madrid");
      await page.getByRole("button", { name: "Save as draft" }).click();
      await page.waitForURL(/\/edit\/details$/);
      await page.locator("#f-capacity").fill("1");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.waitForURL(/saved/);
      await page.getByRole("link", { name: "Overview" }).click();
      await page.getByRole("heading", { name: TITLE, level: 1 }).waitFor();
      await page.getByText("19:00 Madrid").first().waitFor();
      await fine();
    });

    await t.step("publishing asks for what is missing, then opens the page to everyone", async () => {
      await page.getByRole("link", { name: "Publish" }).click();
      await page.getByRole("link", { name: "A description" }).click();
      await page.getByLabel("Description").fill("Cinco errores.\n\nY qué hacer en su lugar.");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.waitForURL(/saved/);
      await page.goto(page.url().replace(/edit.*/, "publish"));
      await page.getByRole("button", { name: "Publish now" }).click();
      await page.getByText("Published. The link below is open to everyone.").waitFor();
      await fine();
    });

    const overview = page.url();
    const link = await page.getByLabel("Public link").inputValue();

    await t.step("the public link is copied", async () => {
      await page.getByRole("button", { name: "Copy" }).click();
      await page.getByRole("button", { name: "Copied" }).waitFor();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
    });

    const attendee = await (await launched.browser.newContext({ locale: "en-GB" })).newPage();

    await t.step("a registration shows on the page without reloading", async () => {
      const figure = page.locator("[data-live$='.confirmed']").first();
      assert.equal(await figure.textContent(), "0");
      await register(attendee, link, "Ana");
      await attendee.getByRole("heading", { name: "You are in, Ana" }).waitFor();
      await page.locator("[data-live$='.confirmed']", { hasText: "1" }).first().waitFor();
    });

    await t.step("who comes when it is full joins the waitlist", async () => {
      await register(attendee, link, "Ben");
      await attendee.getByRole("heading", { name: "You are on the waitlist" }).waitFor();
      await attendee.getByText("You are number 1 in line.").waitFor();
    });
    const waiting = attendee.url();

    await t.step("the table of people is searched, filtered, and cancels one: the next one moves up", async () => {
      await page.goto(`${overview.split("?")[0]}/registrations`);
      await fine();
      await page.getByRole("searchbox").fill("ben@");
      await page.getByRole("button", { name: "Search" }).click();
      await page.getByRole("row").filter({ hasText: "Ben Flow" }).waitFor();
      assert.equal(await page.getByRole("row").count(), 2);
      await page.goto(`${overview.split("?")[0]}/registrations?status=confirmed`);
      await page.getByRole("link", { name: "Ana Flow" }).click();
      await page.getByRole("button", { name: "Cancel", exact: true }).click();
      await fine();
      await page.getByRole("button", { name: "Cancel registration" }).click();
      await page.goto(`${overview.split("?")[0]}/registrations?status=confirmed`);
      await page.getByRole("row").filter({ hasText: "Ben Flow" }).waitFor();
      await attendee.goto(waiting);
      await attendee.getByRole("heading", { name: "You are in, Ben" }).waitFor();
    });

    await t.step("the capacity cannot go below the places taken, and can be raised", async () => {
      await register(attendee, link, "Eva");
      await attendee.getByRole("heading", { name: "You are on the waitlist" }).waitFor();
      await page.goto(overview);
      await page.getByLabel("Capacity", { exact: true }).last().fill("0");
      await page.getByRole("button", { name: "Change capacity" }).click();
      await page.getByText("At least 1.").waitFor();
      await page.getByLabel("Capacity", { exact: true }).last().fill("5");
      await page.getByRole("button", { name: "Change capacity" }).click();
      await page.locator("[data-live$='.confirmed']", { hasText: "2" }).first().waitFor();
    });

    await t.step("cancelling the event names how many are told", async () => {
      await page.getByRole("button", { name: "Cancel event" }).click();
      await page.getByText("tells 2 people by mail").waitFor();
      await page.getByLabel("Reason").fill("La sala está cerrada.");
      await page.getByRole("dialog").getByRole("button", { name: "Cancel event" }).click();
      await page.getByText("Cancelled: La sala está cerrada.").waitFor();
      await fine();
      await attendee.goto(link);
      await attendee.getByRole("heading", { name: "This event has been cancelled." }).waitFor();
    });
    await context.close();
  } finally {
    await app.stop();
  }
});

/** Somebody new, on a device of their own: one that has registered before shows its own registration. */
async function register(page: Page, link: string, name: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto(link);
  await page.getByLabel("First name").fill(name);
  await page.getByLabel("Last name").fill("Flow");
  await page.getByLabel("E-mail").fill(`${name.toLowerCase()}@flow.example.com`);
  await page.getByLabel(/I accept the terms/).check();
  await page.getByLabel(/how my data is used/).check();
  await page.locator("form button[data-kind=primary]").click();
}
