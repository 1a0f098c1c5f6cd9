import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { gzipSync } from "node:zlib";
import ICAL from "ical.js";
import type { Page } from "playwright-core";
import { readDemo, startApp } from "../support/app.ts";
import { overflow, violations } from "../support/axe.ts";
import { launchBrowser, settled } from "../support/browser.ts";

const MOST_SCRIPT = 30_000;

Deno.test("an attendee on a phone finds an event, registers, sees the ticket and gives the place up", async (t) => {
  const app = await startApp({ demo: true });
  await using launched = await launchBrowser();
  try {
    const { event } = await readDemo(app);
    const phone = { viewport: { width: 360, height: 740 }, locale: "de-DE", timezoneId: "America/Mexico_City" };
    const context = await launched.browser.newContext(phone);
    const page = await context.newPage();
    const scripts = weighScripts(page);
    const fine = async () => {
      assert.deepEqual(await violations(page), []);
      assert.equal(await overflow(page), 0);
    };

    await t.step("the page speaks their language and shows their own time", async () => {
      await page.goto(event.publicUrl, { waitUntil: "networkidle" });
      assert.equal(await page.locator("html").getAttribute("lang"), "de");
      await page.getByText("bei dir").first().waitFor();
      assert.ok(await page.locator("link[rel=canonical]").getAttribute("href"));
      const data = JSON.parse(await page.locator("script[type='application/ld+json']").textContent() ?? "");
      assert.equal(data["@type"], "Event");
      await fine();
      const weight = await scripts();
      assert.ok(weight > 0 && weight <= MOST_SCRIPT, `${weight} bytes of gzipped script`);
    });

    await t.step("the switch keeps the page and is remembered", async () => {
      await page.getByRole("button", { name: /Sprache/ }).click();
      await page.getByRole("link", { name: "Español" }).click();
      await page.locator("html[lang=es]").waitFor();
      await page.goto(event.publicUrl);
      assert.equal(await page.locator("html").getAttribute("lang"), "es");
    });

    await t.step("a wrong form keeps what was typed and says what is wrong at the field", async () => {
      await page.getByLabel("Nombre").fill("Ana");
      await page.getByLabel("Correo electrónico").fill("ana@");
      await page.getByRole("button", { name: "Inscribirme gratis" }).click();
      await page.getByText("No es una dirección de correo completa").waitFor();
      assert.equal(await page.getByLabel("Nombre").inputValue(), "Ana");
      assert.equal(await page.getByLabel("Correo electrónico").inputValue(), "ana@");
      assert.equal(await page.getByLabel(/noticias de otros eventos/).isChecked(), false);
      assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("name")), "lastName");
      await fine();
    });

    await t.step("what was typed and not sent is there after a reload; consents are given anew", async () => {
      await page.goto(event.publicUrl);
      await settled(page);
      await fill(page, "Ana", "Prueba", "ana.prueba@example.com");
      await page.reload();
      await settled(page);
      assert.equal(await page.getByLabel("Apellidos").inputValue(), "Prueba");
      assert.equal(await page.getByLabel("Correo electrónico").inputValue(), "ana.prueba@example.com");
      assert.equal(await page.getByLabel(/condiciones de participación/).isChecked(), false);
      const stranger = await (await launched.browser.newContext(phone)).newPage();
      await stranger.goto(event.publicUrl);
      await settled(stranger);
      assert.equal(await stranger.locator("[name=email]").inputValue(), "");
      await stranger.context().close();
    });

    await t.step("registering leads to a ticket with calendars", async () => {
      await fill(page, "Ana", "Prueba", "ana.prueba@example.com");
      await page.getByRole("button", { name: "Inscribirme gratis" }).click();
      await page.getByRole("heading", { name: "Ya tienes plaza, Ana" }).waitFor();
      await page.getByText("para ti").first().waitFor();
      await fine();
      const google = await page.getByRole("link", { name: "Google" }).getAttribute("href");
      assert.match(google ?? "", /^https:\/\/calendar\.google\.com\//);
      const file = await page.request.get(
        app.url + await page.getByRole("link", { name: /\.ics/ }).getAttribute("href"),
      );
      assert.match(file.headers()["content-type"] ?? "", /^text\/calendar/);
      const entries = new ICAL.Component(ICAL.parse(await file.text())).getAllSubcomponents("vevent");
      assert.equal(entries.length, 1);
    });

    const ticket = page.url();

    await t.step("the same address again is told so kindly, in any spelling", async () => {
      await page.goto(event.publicUrl);
      await page.getByRole("heading", { name: "Ya tienes inscripción" }).waitFor();
      await fine();
      await page.getByText("Inscribir a otra persona").click();
      await fill(page, "Ana", "Prueba", " ANA.PRUEBA@example.com ");
      await page.getByRole("button", { name: "Inscribirme gratis" }).click();
      await page.getByRole("heading", { name: "Ya tienes plaza" }).waitFor();
      await fine();
    });

    await t.step(
      "a device says half an hour before it forgets what was typed on it, and forgets when told",
      async () => {
        const later = await launched.browser.newContext({ ...phone, storageState: await context.storageState() });
        await later.clock.install({ time: Date.now() });
        const form = await later.newPage();
        await form.goto(event.publicUrl.replace(/\/webinars\/(.*)/, "/register?event=$1"));
        const filled = form.getByText("Rellenado con lo que escribiste");
        const warning = form.getByText("se olvida en menos de media hora");
        await filled.waitFor();
        await settled(form);
        await later.clock.fastForward("03:29:00");
        assert.equal(await warning.isVisible(), false);
        await later.clock.fastForward("00:02:00");
        await warning.waitFor();
        await form.getByLabel("Nombre").fill("Berta");
        await form.getByRole("button", { name: "Olvidarlo ahora" }).click();
        await filled.waitFor({ state: "detached" });
        await settled(form);
        for (const name of ["firstName", "email"]) {
          assert.equal(await form.locator(`[name=${name}]`).inputValue(), "", name);
        }
        await later.close();
      },
    );

    await t.step("cancelling asks first, and then the ticket says so", async () => {
      await page.goto(ticket);
      await page.getByRole("button", { name: "Cancelar mi inscripción" }).click();
      await page.getByRole("button", { name: "Cancelar inscripción" }).click();
      await page.getByRole("heading", { name: "Tu inscripción está cancelada" }).waitFor();
      await fine();
    });

    await t.step("a link that was tampered with leads nowhere", async () => {
      const answer = await page.goto(ticket.slice(0, -2) + "AA");
      assert.equal(answer?.status(), 404);
      await page.getByRole("heading", { name: "Este enlace no lleva a ninguna parte" }).waitFor();
      await fine();
    });

    await t.step("everything works without script", async () => {
      const plain = await launched.browser.newContext({ locale: "en-GB", javaScriptEnabled: false });
      const bare = await plain.newPage();
      await bare.goto(event.publicUrl);
      await bare.getByLabel("First name").fill("Ben");
      await bare.getByLabel("Last name").fill("Plain");
      await bare.getByLabel("E-mail").fill("ben.plain@example.com");
      await bare.getByLabel(/I accept the terms/).check();
      await bare.getByLabel(/how my data is used/).check();
      await bare.getByRole("button", { name: "Register free" }).click();
      await bare.getByRole("heading", { name: "You are in, Ben" }).waitFor();
      await plain.close();
    });

    await t.step("the list finds the event by its title and says when nothing fits", async () => {
      const list = new URL(event.publicUrl).pathname.replace(/\/[^/]+$/, "");
      const title = await page.goto(event.publicUrl).then(() => page.locator("h1").textContent());
      await page.goto(`${app.url}${list}`);
      await fine();
      await page.getByRole("searchbox").fill(title?.split(" ")[1] ?? "");
      await page.getByRole("button", { name: "Mostrar" }).click();
      await page.getByRole("link", { name: title ?? "" }).waitFor();
      await page.goto(`${app.url}${list}?q=zzzz`);
      await page.getByText("Ningún evento coincide").waitFor();
      await fine();
    });
    await context.close();
  } finally {
    await app.stop();
  }
});

async function fill(page: Page, first: string, last: string, email: string): Promise<void> {
  await page.getByLabel("Nombre").fill(first);
  await page.getByLabel("Apellidos").fill(last);
  await page.getByLabel("Correo electrónico").fill(email);
  await page.getByLabel(/condiciones de participación/).check();
  await page.getByLabel(/cómo se usan mis datos/).check();
}

/** Adds up how many bytes of gzipped script the page has loaded. */
function weighScripts(page: Page): () => Promise<number> {
  const loaded: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script") return;
    loaded.push(response.body().then((body) => gzipSync(Buffer.from(body)).length));
  });
  return async () => (await Promise.all(loaded)).reduce((sum, bytes) => sum + bytes, 0);
}
