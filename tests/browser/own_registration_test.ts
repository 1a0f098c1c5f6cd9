import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { eventually, readDemo, startApp } from "../support/app.ts";
import { overflow, violations } from "../support/axe.ts";
import { launchBrowser } from "../support/browser.ts";
import { mailboxOf } from "../support/client.ts";

const phone = { viewport: { width: 320, height: 700 }, locale: "de-DE", timezoneId: "Europe/Berlin" };

Deno.test("people change, hand over and keep their registrations by themselves", async (t) => {
  const app = await startApp({ demo: true });
  await using launched = await launchBrowser();
  try {
    const { event } = await readDemo(app);
    const context = await launched.browser.newContext(phone);
    const page = await context.newPage();
    const fine = async () => {
      assert.deepEqual(await violations(page), []);
      assert.equal(await overflow(page), 0);
    };
    /** The newest link to a registration that was mailed to an address, other than those known already. */
    const linkTo = (address: string, ...known: string[]) =>
      eventually(`a link for ${address}`, async () => {
        const mails = (await mailboxOf(app)).filter(({ to }) => to.includes(address));
        const links = mails.flatMap(({ html }) => html.match(/http:\/\/[^\s"')<]+\/r\/[\w.-]+/g) ?? []);
        return links.find((link) => !known.includes(link));
      });
    await page.goto(event.publicUrl);
    await page.getByLabel("Vorname").fill("Ada");
    await page.getByLabel("Nachname").fill("Muster");
    await page.getByLabel("E-Mail").fill("ada.muster@example.com");
    await page.getByText("Mehr erzählen").click();
    await page.getByLabel("Telefon").fill("0170 1234567");
    await page.getByLabel(/Teilnahmebedingungen/).check();
    await page.getByLabel(/wie meine Daten/).check();
    await page.getByRole("button", { name: "Kostenlos anmelden" }).click();
    await page.getByRole("heading", { name: "Du bist dabei, Ada" }).waitFor();
    const ticket = page.url();

    await t.step("details are changed on the same page, and what is wrong is said at its field", async () => {
      await page.getByText("Meine Angaben ändern").click();
      assert.equal(await page.getByLabel("Telefon").inputValue(), "0170 1234567");
      await page.getByLabel("Vorname").first().fill("A");
      await page.getByRole("button", { name: "Speichern" }).click();
      await page.getByText("Mindestens zwei Buchstaben.").waitFor();
      await fine();
      await page.getByLabel("Vorname").first().fill("Adele");
      await page.getByRole("button", { name: "Speichern" }).click();
      await page.getByRole("heading", { name: "Du bist dabei, Adele" }).waitFor();
      await fine();
    });

    await t.step("everything that is kept can be taken away", async () => {
      const answer = await page.request.get(`${ticket}/data.json`);
      assert.match(answer.headers()["content-disposition"] ?? "", /attachment/);
      const { registration, event } = await answer.json();
      assert.equal(registration.email, "ada.muster@example.com");
      assert.equal(registration.phone, "0170 1234567");
      assert.ok(event.title);
    });

    await t.step("a new link makes the old one worthless", async () => {
      await page.goto(ticket);
      await page.getByText("Meine Daten und mein Link").click();
      await page.getByRole("button", { name: "Neuen Link anfordern" }).click();
      await page.getByRole("heading", { name: "Schau in dein Postfach" }).waitFor();
      await fine();
      assert.equal((await page.goto(ticket))?.status(), 404);
      const renewed = await linkTo("ada.muster@example.com", ticket.split("?")[0]!);
      await page.goto(renewed);
      await page.getByRole("heading", { name: "Du bist dabei, Adele" }).waitFor();
    });
    const link = page.url();

    await t.step("a place is handed over: the new one confirms, the old one has lost it", async () => {
      await page.getByText("An jemand anderen weitergeben").click();
      const form = page.locator("form[action$='/hand-over']");
      await form.getByLabel("Vorname").fill("Bea");
      await form.getByLabel("Nachname").fill("Beispiel");
      await form.getByLabel("E-Mail").fill("bea.beispiel@example.com");
      await form.getByRole("button", { name: "Einladung schicken" }).click();
      await page.getByText("bea.beispiel@example.com angeboten").waitFor();
      await fine();
      await page.goto(await linkTo("bea.beispiel@example.com"));
      await page.getByRole("heading", { name: "Bea, dir wird ein Platz angeboten" }).waitFor();
      await fine();
      await page.getByLabel(/Teilnahmebedingungen/).check();
      await page.getByLabel(/wie meine Daten/).check();
      await page.getByRole("button", { name: "Platz übernehmen" }).click();
      await page.getByRole("heading", { name: "Du bist dabei, Bea" }).waitFor();
      await page.goto(link);
      await page.getByRole("heading", { name: "Du hast deinen Platz weitergegeben" }).waitFor();
      await fine();
    });

    await t.step("a lost link comes by mail, and a stranger's address is answered alike", async () => {
      for (const address of ["bea.beispiel@example.com", "nobody@example.com"]) {
        await page.goto(event.publicUrl);
        await page.getByRole("link", { name: /Schon angemeldet/ }).click();
        await fine();
        await page.getByLabel("E-Mail").fill(address);
        await page.getByRole("button", { name: "Link schicken" }).click();
        await page.getByRole("heading", { name: "Schau in dein Postfach" }).waitFor();
      }
      assert.ok(!(await mailboxOf(app)).some(({ to }) => to.includes("nobody@")));
    });

    await t.step("what looks like a machine works for its place, and then has it", async () => {
      await page.goto(event.publicUrl);
      await fillAsMachine(page);
      await page.getByRole("heading", { name: "Du bist dabei, Cem" }).waitFor();
    });
    await context.close();
  } finally {
    await app.stop();
  }
});

async function fillAsMachine(page: Page): Promise<void> {
  await page.getByLabel("Vorname").fill("Cem");
  await page.getByLabel("Nachname").fill("Muster");
  await page.getByLabel("E-Mail").fill("cem.muster@example.com");
  await page.getByLabel(/Teilnahmebedingungen/).check();
  await page.getByLabel(/wie meine Daten/).check();
  await page.locator("#homepage").evaluate((field) => (field as HTMLInputElement).value = "https://spam.example");
  await page.getByRole("button", { name: "Kostenlos anmelden" }).click();
}
