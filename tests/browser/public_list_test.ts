import assert from "node:assert/strict";
import { discard, readDemo, startApp } from "../support/app.ts";
import { overflow, violations } from "../support/axe.ts";
import { launchBrowser } from "../support/browser.ts";
import { publishedEvent } from "../support/client.ts";

Deno.test("a visitor on a phone narrows the list in place, and registers for several events at once", async (t) => {
  const app = await startApp({ demo: true });
  await using launched = await launchBrowser();
  try {
    const { apiKey } = await readDemo(app);
    for (const title of ["Gut atmen", "Gut schlafen", "Grundlagentraining für Quereinsteigerinnen"]) {
      await publishedEvent({ app, apiKey }, { capacity: 20, title });
    }
    const phone = { viewport: { width: 320, height: 640 }, locale: "de-DE" };
    const context = await launched.browser.newContext(phone);
    const page = await context.newPage();
    const fine = async () => {
      assert.deepEqual(await violations(page), []);
      assert.equal(await overflow(page), 0);
    };

    await t.step("searching changes what is shown and the address, not the page", async () => {
      await page.goto(`${app.url}/s/carlos/webinars`, { waitUntil: "networkidle" });
      await page.evaluate(() => (globalThis as { mark?: boolean }).mark = true);
      await page.getByRole("searchbox").fill("schlafen");
      await page.getByRole("searchbox").press("Enter");
      await page.getByText("1 kommende Veranstaltung").or(page.getByText(/^1 /)).first().waitFor();
      assert.equal(await page.getByRole("article").count(), 1);
      assert.equal(new URL(page.url()).searchParams.get("q"), "schlafen");
      assert.equal(new URL(page.url()).searchParams.has("fresh-partial"), false);
      assert.equal(await page.evaluate(() => (globalThis as { mark?: boolean }).mark), true);
      await page.goBack();
      await page.getByRole("link", { name: "Gut atmen" }).waitFor();
      await fine();
    });

    await t.step("several events are chosen with the keyboard and registered for with one form", async () => {
      for (const title of ["Gut atmen", "Gut schlafen"]) {
        const box = page.getByRole("checkbox", { name: `„${title}“ auswählen` });
        await box.focus();
        await page.keyboard.press("Space");
        assert.equal(await box.isChecked(), true);
      }
      await fine();
      await page.getByRole("button", { name: "Zu den ausgewählten anmelden" }).click();
      await page.getByText("2 Events ausgewählt").waitFor();
      await fine();
      await page.getByLabel("Vorname").fill("Ida");
      await page.getByLabel("Nachname").fill("Mehrfach");
      await page.getByLabel("E-Mail").fill("ida@gmial.com");
      await page.getByLabel("Vorname").focus();
      await page.getByRole("button", { name: "Meinst du ida@gmail.com?" }).click();
      assert.equal(await page.getByLabel("E-Mail").inputValue(), "ida@gmail.com");
      await page.getByRole("button", { name: "Zu 2 Events anmelden" }).click();
      await page.getByText("Bitte setze den Haken").or(page.locator(".field-error")).first().waitFor();
      assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("name")), "termsAccepted");
      await fine();
      await page.getByLabel(/Teilnahmebedingungen/).check();
      await page.getByLabel(/wie meine Daten/).check();
      await page.getByRole("button", { name: "Zu 2 Events anmelden" }).click();
      await page.getByRole("heading", { name: "Deine Anmeldungen" }).waitFor();
      assert.equal(await page.getByText("Du hast einen Platz.").count(), 2);
      await page.reload();
      assert.equal(await page.getByText("Du hast einen Platz.").count(), 2);
      await fine();
    });

    await t.step("a third form is filled in already, and forgotten when told", async () => {
      await page.goto(`${app.url}/s/carlos/webinars?q=Grundlagentraining`);
      await page.getByRole("link", { name: /Grundlagentraining/ }).click();
      await page.getByText("Ausgefüllt mit dem").waitFor();
      assert.equal(await page.getByLabel("Vorname").inputValue(), "Ida");
      await fine();
      await page.getByRole("button", { name: "Jetzt vergessen" }).click();
      await page.getByText("Ausgefüllt mit dem").waitFor({ state: "detached" });
      assert.equal(await page.getByLabel("Vorname").inputValue(), "");
    });

    await t.step("sent twice, from two tabs, and again after going back: one registration", async () => {
      const two = [page, await context.newPage()];
      const open = page.url();
      for (const tab of two) {
        await tab.goto(open);
        await tab.getByLabel("Vorname").fill("Ulf");
        await tab.getByLabel("Nachname").fill("Doppelt");
        await tab.getByLabel("E-Mail").fill("ulf@example.com");
        await tab.getByLabel(/Teilnahmebedingungen/).check();
        await tab.getByLabel(/wie meine Daten/).check();
      }
      const send = (tab: typeof page) => tab.getByRole("button", { name: "Kostenlos anmelden" });
      await send(two[0]!).dblclick();
      await two[0]!.getByRole("heading", { name: "Du bist dabei, Ulf" }).waitFor();
      await send(two[1]!).click();
      await two[1]!.getByRole("heading", { name: "Du hast schon einen Platz" }).waitFor();
      await two[0]!.goBack();
      await two[0]!.getByRole("heading", { name: "Du bist angemeldet" }).waitFor();
    });
    await context.close();
  } finally {
    await app.stop();
    await discard(app.dataDir);
  }
});
