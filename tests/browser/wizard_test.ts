import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { readDemo, startApp } from "../support/app.ts";
import { overflow, violations } from "../support/axe.ts";
import { launchBrowser, settled } from "../support/browser.ts";

const EVENTS = "/dashboard/experiences/virtual-events";
const TITLE = "Mobilität für Büromenschen";

Deno.test("an event is set up from empty to published, by two people, on a phone, with the keyboard", async (t) => {
  const app = await startApp({ demo: true });
  await using launched = await launchBrowser();
  const { browser } = launched;
  try {
    const owner = (await readDemo(app)).users.find(({ role }) => role === "owner")!;
    const signIn = async (options: Parameters<typeof browser.newContext>[0]) => {
      const page = await (await browser.newContext({ locale: "en-GB", ...options })).newPage();
      await page.goto(`${app.url}/sign-in`);
      await page.locator("input[name=email]").fill(owner.email);
      await page.locator("input[name=password]").fill(owner.password);
      await page.locator("input[name=password]").press("Enter");
      await page.waitForURL(/dashboard/);
      return page;
    };
    const fine = async (page: Page) => {
      assert.deepEqual(await violations(page), []);
      assert.equal(await overflow(page), 0);
    };
    const page = await signIn({ viewport: { width: 1440, height: 900 } });
    let event = "";

    await t.step("begins with a title and a date", async () => {
      await page.goto(`${app.url}${EVENTS}/new`);
      await fine(page);
      await page.getByLabel("Title").fill(TITLE);
      await page.getByLabel("Date and time").fill("2031-11-24T19:00");
      await page.getByLabel("Time zone").fill("Europe/Berlin");
      await page.getByRole("button", { name: "Save as draft" }).click();
      await page.waitForURL(/\/edit\/details$/);
      event = page.url().replace(/\/edit\/details$/, "");
      await fine(page);
    });

    await t.step("saves itself as one goes, and the preview shows it", async () => {
      await page.getByLabel("Description").fill("## Was du lernst\n\n- **Hüfte**\n- Schultern");
      await page.getByText(/^Saved \d\d:\d\d/).waitFor();
      await page.frameLocator("#wizard-preview").getByRole("heading", { name: "Was du lernst", includeHidden: true })
        .waitFor();
      await page.reload();
      assert.match(await page.getByLabel("Description").inputValue(), /^## Was du lernst/);
    });

    await t.step("a button pressed while something is being saved is not taken for somebody else", async () => {
      const description = page.getByLabel("Description");
      await settled(page);
      let first = true;
      await page.route(/\/edit\/details$/, async (route) => {
        if (!first) return await route.continue();
        first = false;
        const response = await route.fetch();
        // saved, but this page does not know it yet
        await description.fill("## Was du lernst\n\n- **Hüfte**\n- Schultern\n- Nacken");
        await page.getByRole("button", { name: "Save", exact: true }).click();
        await route.fulfill({ response });
      });
      const pressed = page.waitForEvent("load");
      await description.fill("## Was du lernst\n\n- **Hüfte**\n- Nacken");
      await pressed;
      await page.getByText(/^Saved \d\d:\d\d/).waitFor();
      assert.match(await description.inputValue(), /Schultern\n- Nacken$/);
      await page.unroute(/\/edit\/details$/);
    });

    await t.step("a number of places that was saved is taken back", async () => {
      const places = page.locator("#f-capacity");
      await settled(page);
      await places.fill("40");
      await page.getByText("Capacity changed.").waitFor();
      await fine(page);
      await page.getByRole("button", { name: "Undo" }).click();
      await page.getByText("Capacity changed.").waitFor({ state: "detached" });
      assert.equal(await places.inputValue(), "");
      await page.getByText(/^Saved \d\d:\d\d/).waitFor();
      await places.fill("50");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.waitForURL(/saved=1&was=$/);
      await page.getByText("Capacity changed.").waitFor();
      await fine(page);
      await page.getByRole("button", { name: "Undo" }).click();
      await page.waitForURL(/\/edit\/details\?saved=1&was=50$/);
      assert.equal(await places.inputValue(), "");
    });

    await t.step("a text that is larger than can be sent is not sent, and stays", async () => {
      await settled(page);
      const description = page.getByLabel("Description");
      const before = await description.inputValue();
      await description.evaluate((field: HTMLTextAreaElement) => {
        field.value = "ü".repeat(8_500_000);
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
      await page.getByText(/^Not saved: 17 MB of text, and at most 16 MB/).waitFor();
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.getByText(/^Not saved: 17 MB of text, and at most 16 MB/).waitFor();
      assert.equal((await description.inputValue()).length, 8_500_000);
      await description.fill(before);
      await page.getByText(/^Saved \d\d:\d\d/).waitFor();
    });

    await t.step("says what is wrong at the field, and keeps what was typed", async () => {
      await page.getByRole("button", { name: "Add a speaker" }).click();
      await page.getByRole("textbox", { name: "Name", exact: true }).fill("Ana García");
      await page.getByRole("textbox", { name: "E-mail", exact: true }).fill("ana@");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.getByText("This is not a complete e-mail address").waitFor();
      assert.equal(await page.getByRole("textbox", { name: "Name", exact: true }).inputValue(), "Ana García");
      await fine(page);
      await page.getByRole("textbox", { name: "E-mail", exact: true }).fill("ana@speakers.example");
      const photo = await sharp({ create: { width: 300, height: 300, channels: 3, background: "#446688" } }).png()
        .toBuffer();
      await page.getByLabel("Choose a photo").setInputFiles({ name: "a.png", mimeType: "image/png", buffer: photo });
      await page.getByRole("img", { name: "The photo as it is now" }).waitFor();
      assert.match(page.url(), /#speakers$/);
      await page.getByRole("button", { name: "Add material" }).click();
      await page.getByLabel("Choose a file").setInputFiles({
        name: "Übungen.pdf",
        mimeType: "application/pdf",
        buffer: Buffer.from("%PDF-1.7"),
      });
      await page.getByRole("link", { name: "The file as it is now" }).waitFor();
      await fine(page);
      await page.getByLabel("Weeks to repeat").fill("2");
      await page.getByRole("button", { name: "Repeat the last date weekly" }).click();
      await page.getByText("Date 3", { exact: true }).waitFor();
      await page.getByRole("button", { name: "Save and go on" }).click();
      await page.waitForURL(/\/edit\/page$/);
      await fine(page);
    });

    await t.step("takes a cover by its content, and shows it everywhere", async () => {
      const svg = { name: "harmless.png", mimeType: "image/png", buffer: Buffer.from("<svg onload='alert(1)'/>") };
      await page.locator("#f-cover").setInputFiles(svg);
      await page.getByRole("button", { name: "Use this picture" }).click();
      await page.getByText("This file cannot be used.").waitFor();
      const picture = await sharp({ create: { width: 800, height: 450, channels: 3, background: "#884422" } }).png()
        .toBuffer();
      await page.locator("#f-cover").setInputFiles({ name: "cover.png", mimeType: "image/png", buffer: picture });
      await page.getByRole("button", { name: "Use this picture" }).click();
      const shown = page.getByRole("img", { name: "The cover picture as it is now" });
      await shown.waitFor();
      const answer = await page.request.get(app.url + (await shown.getAttribute("src")));
      assert.equal(answer.headers()["content-type"], "image/webp");
      assert.match(answer.headers()["cache-control"]!, /immutable/);
      await page.getByLabel("Key points").fill("Beweglich bleiben\nWeniger Schmerzen");
      await page.getByRole("button", { name: "Add a question" }).click();
      await page.getByRole("textbox", { name: "Question", exact: true }).fill("Wie lange sitzt du?");
      await page.getByRole("button", { name: "Save and go on" }).click();
      await page.waitForURL(/\/edit\/automations$/);
      await fine(page);
    });

    await t.step("says it in another language, side by side, and the page shows what is said", async () => {
      const back = page.url();
      await page.getByRole("link", { name: "Add English" }).click();
      await page.getByText("Whatever you leave empty is read in Español.").waitFor();
      await fine(page);
      await page.getByLabel("Title").fill("Mobility for desk workers");
      await page.getByLabel("Key points").fill("Stay mobile\nLess pain");
      await page.getByText(/^Saved \d\d:\d\d/).waitFor();
      const preview = page.frameLocator("#wizard-preview");
      await preview.getByRole("heading", { name: "Mobility for desk workers", includeHidden: true }).waitFor();
      await preview.getByText("Less pain").waitFor();
      await preview.getByRole("heading", { name: "Was du lernst", includeHidden: true }).waitFor();
      await page.getByRole("button", { name: "Save and go back" }).click();
      await page.waitForURL(/\/edit\/page$/);
      await page.goto(back);
    });

    await t.step(
      "writes reminders and follow-ups, prepares a price, and is told why it cannot be sold yet",
      async () => {
        await page.getByRole("button", { name: "Add a reminder" }).click();
        await page.getByLabel("Before the start").last().fill("3");
        await page.getByLabel("Unit").nth(2).selectOption("days");
        await page.getByLabel("Write to those who came").check();
        await page.getByRole("button", { name: "Save and go on" }).click();
        await page.waitForURL(/\/edit\/money$/);
        await fine(page);
        await page.getByLabel("Taking part is").selectOption("paid");
        await page.getByLabel("Amount").fill("49.00");
        await page.getByRole("button", { name: "Save and check" }).click();
        await page.waitForURL(/\/publish$/);
        await page.getByRole("heading", { name: "1 thing is missing" }).waitFor();
        await fine(page);
        await page.getByRole("link", { name: "A payment account, if it is paid" }).click();
        await page.getByLabel("Taking part is").selectOption("free");
        await page.getByRole("button", { name: "Save and check" }).click();
        await page.getByRole("heading", { name: "Everything is there" }).waitFor();
      },
    );

    await t.step("two people: what does not touch is merged, what does is shown and kept", async () => {
      const other = await signIn({ viewport: { width: 1440, height: 900 }, javaScriptEnabled: false });
      await other.goto(`${event}/edit/details`);
      const mine = await signIn({ viewport: { width: 1440, height: 900 }, javaScriptEnabled: false });
      await mine.goto(`${event}/edit/details`);
      await other.getByLabel("Category").fill("Gesundheit");
      await other.locator("#f-tags").fill("rücken");
      await other.getByRole("button", { name: "Save", exact: true }).click();
      await other.waitForURL(/saved/);
      await mine.locator("#f-capacity").fill("30");
      await mine.locator("#f-tags").fill("hüfte");
      await mine.getByRole("button", { name: "Save", exact: true }).click();
      await mine.getByText("Theirs: rücken").waitFor();
      assert.equal(await mine.locator("#f-tags").inputValue(), "hüfte");
      assert.equal(await mine.getByLabel("Category").inputValue(), "Gesundheit");
      await mine.getByRole("button", { name: "Save", exact: true }).click();
      await mine.waitForURL(/saved/);
      assert.equal(await mine.locator("#f-tags").inputValue(), "hüfte");
      assert.equal(await mine.locator("#f-capacity").inputValue(), "30");
      await mine.context().close();
      await other.context().close();
    });

    await t.step("history tells who changed what, and leads back", async () => {
      await page.goto(`${event}/edit/details`);
      await page.locator("#f-title").fill("Ein anderer Titel");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.waitForURL(/saved/);
      await page.goto(`${event}/history`);
      await fine(page);
      const change = page.getByRole("listitem").filter({ hasText: "Ein anderer Titel" });
      assert.match(await change.first().innerText(), new RegExp(TITLE));
      await page.getByRole("button", { name: "Back to this version" }).first().click();
      await page.getByText("Texts and page are as they were then.").waitFor();
      await page.getByRole("heading", { name: TITLE, level: 1 }).waitFor();
    });

    await t.step("with the keyboard alone it is published", async () => {
      await page.goto(`${event}/publish`);
      await press(page, "Publish now");
      await page.getByText("Published. The link below is open to everyone.").waitFor();
      await fine(page);
    });

    await t.step("a copy is a draft some days later; it is deleted, the original taken back", async () => {
      await page.getByRole("button", { name: "Duplicate" }).click();
      await page.getByLabel("Days later").fill("14");
      await page.getByRole("button", { name: "Make the copy" }).click();
      await page.waitForURL(/\/edit\/details$/);
      assert.equal(await page.getByLabel("Date and time").first().inputValue(), "2031-12-08T19:00");
      assert.equal(await page.getByRole("textbox", { name: "Name", exact: true }).inputValue(), "Ana García");
      await page.goto(page.url().replace("/edit/details", ""));
      await page.getByRole("button", { name: "Delete draft" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Delete draft" }).click();
      await page.waitForURL(/tab=drafts/);
      await page.goto(event);
      await page.getByRole("button", { name: "Unpublish" }).click();
      await page.getByText("Publish the event: nobody can register before.").waitFor();
    });

    await t.step("the list filters, and its address holds the filter", async () => {
      await page.goto(`${app.url}${EVENTS}?tab=drafts&type=panel`);
      await page.getByText("No event fits these filters.").waitFor();
      await page.getByLabel("Type").selectOption("webinar");
      await page.getByRole("button", { name: "Show" }).click();
      await page.getByRole("link", { name: TITLE }).waitFor();
      await page.getByRole("link", { name: "List", exact: true }).click();
      await page.getByRole("cell", { name: TITLE }).waitFor();
      assert.match(page.url(), /type=webinar.*view=list|view=list.*type=webinar/);
      await fine(page);
    });

    await t.step("on a phone, in German, in the dark, every step fits", async () => {
      const phone = await signIn({ viewport: { width: 360, height: 740 }, locale: "de-DE", colorScheme: "dark" });
      for (
        const part of [
          "/edit/details",
          "/edit/texts/en",
          "/edit/page",
          "/edit/automations",
          "/edit/money",
          "/publish",
          "/history",
          "",
        ]
      ) {
        await phone.goto(event + part);
        await fine(phone);
      }
      await phone.goto(`${app.url}${EVENTS}?tab=drafts`);
      await fine(phone);
    });
  } finally {
    await app.stop();
  }
});

/** Reaches a button with the tabulator alone, and presses it. */
async function press(page: Page, name: string): Promise<void> {
  for (let steps = 0; steps < 100; steps++) {
    await page.keyboard.press("Tab");
    if ((await page.evaluate(() => document.activeElement?.textContent ?? "")).trim() === name) {
      return await page.keyboard.press("Enter");
    }
  }
  throw new Error(`${name} is not reached with the keyboard`);
}
