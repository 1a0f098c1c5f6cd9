import assert from "node:assert/strict";
import { eventually, readDemo, startApp } from "../support/app.ts";
import { overflow, violations } from "../support/axe.ts";
import { launchBrowser, settled } from "../support/browser.ts";
import { call } from "../support/client.ts";

Deno.test("an auditor finds, plays back, explains, proves and exports what happened", async (t) => {
  const app = await startApp({ demo: true });
  await using launched = await launchBrowser();
  try {
    const demo = await readDemo(app);
    const auditor = demo.users.find(({ role }) => role === "auditor")!;
    const context = await launched.browser.newContext({ locale: "en-GB", viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const fine = async () => {
      assert.deepEqual(await violations(page), []);
      assert.equal(await overflow(page), 0);
    };
    const log = `${app.url}/dashboard/history`;

    await t.step("signs in and sees the log", async () => {
      await page.goto(log);
      await page.getByLabel("E-mail").fill(auditor.email);
      await page.getByLabel("Password").fill(auditor.password);
      await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("heading", { name: "History", level: 1 }).waitFor();
      await fine();
    });

    await t.step("filters by the address of the page, and by the strip", async () => {
      await page.getByLabel("Type").fill("RegistrationWaitlisted");
      await page.getByRole("button", { name: "Filter" }).click();
      await page.waitForURL(/type=RegistrationWaitlisted/);
      await page.getByText(/joined the waitlist as number 3/).first().waitFor();
      await page.locator("#density-strip a").last().click();
      await page.waitForURL(/from=.*until=/);
      await page.getByText(/joined the waitlist/).first().waitFor();
      await page.getByRole("link", { name: "Whole time" }).click();
      await page.waitForURL((url) => !url.searchParams.has("from"));
    });

    let reference = "";
    await t.step(
      "goes to a registration by its reference, and to a person by an address that no page's address holds",
      async () => {
        const words = await page.getByText(/joined the waitlist as number 3/).first().textContent();
        reference = words!.split(" ")[0]!;
        await page.getByLabel("Go to").fill(reference.toLowerCase());
        await page.getByRole("button", { name: "Go" }).click();
        await page.waitForURL(/registration=/);
        await page.getByLabel("Go to").fill("nobody@example.org");
        await page.getByRole("button", { name: "Go" }).click();
        await page.getByText("This studio knows nothing of that.").waitFor();
        assert.ok(!page.url().includes("nobody"));
      },
    );

    await t.step("sees the live tail", async () => {
      await page.getByRole("link", { name: "Live tail" }).click();
      await page.locator(".tail li").first().waitFor();
      const registered = await call(
        { app, apiKey: demo.apiKey },
        "POST",
        `/api/events/${demo.event.id}/registrations`,
        {
          firstName: "Lea",
          lastName: "Tail",
          email: "lea.tail@example.org",
          termsAccepted: true,
          privacyConsent: true,
          marketingConsent: false,
        },
      );
      assert.equal(registered.status, 201);
      await page.locator(".tail li", { hasText: "asked for a place" }).first().waitFor();
      await fine();
      await page.getByRole("link", { name: "Stop the live tail" }).click();
    });

    await t.step("plays a stream, and sees what each step changed", async () => {
      await page.goto(`${log}?type=RegistrationWaitlisted`);
      await page.locator("tbody a[href*='/streams/']").first().click();
      await page.getByRole("heading", { name: "State after this step" }).waitFor();
      await fine();
      const slider = page.getByRole("slider", { name: "Revision" });
      const last = Number(await slider.getAttribute("max"));
      await settled(page);
      await slider.focus();
      await page.keyboard.press("Home");
      await page.getByText(/was drafted for/).first().waitFor();
      await page.getByRole("button", { name: "Play" }).click();
      await page.waitForFunction(() => Number(new URL(location.href).searchParams.get("revision")) >= 2);
      await page.getByRole("button", { name: "Pause" }).click();
      await page.goto(`${page.url().split("?")[0]}?revision=${last}`);
      await page.locator("tr[data-changed] ins").first().waitFor();
      await settled(page);
      await page.getByRole("slider", { name: /^Time/ }).focus();
      await page.keyboard.press("Home");
      await page.waitForURL(/revision=[01]$/);
      await page.goto(`${page.url().split("?")[0]}?revision=${last}`);
      await page.getByRole("button", { name: "Show personal fields" }).click();
      await page.locator("pre.raw", { hasText: "registrationId" }).first().waitFor();
      await fine();
    });

    await t.step("sees the event as it was, read-only, with names masked until they are asked for", async () => {
      await page.getByRole("link", { name: "The event as of a moment" }).click();
      await page.getByText(/^As of \d/).waitFor();
      await fine();
      await page.getByRole("link", { name: "Registrations", exact: true }).click();
      await page.getByRole("cell", { name: "hidden" }).first().waitFor();
      assert.ok(!(await page.content()).includes("@demo.example"));
      await page.getByRole("button", { name: "Show personal fields" }).click();
      await page.getByRole("cell", { name: /@/ }).first().waitFor();
      await fine();
      await page.getByRole("link", { name: "Public page" }).click();
      await page.getByRole("heading", { level: 1 }).waitFor();
      await fine();
      for (const field of await page.locator("fieldset[disabled] input:visible").all()) {
        assert.ok(await field.isDisabled());
      }
      await page.goto(`${page.url().split("/public")[0]}/registrations?at=2001-01-01T00:00`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      assert.equal(await page.getByText(/^As of/).count(), 0, "there was no such event then");
    });

    await t.step("finds its own look in the log", async () => {
      await eventually("the look in the log", async () => {
        await page.goto(`${log}?stream=access`);
        return await page.getByText(/Personal data of \d+ people was shown/).count() > 0;
      });
    });

    await t.step("asks why", async () => {
      await page.goto(`${log}?type=RegistrationWaitlisted`);
      await page.locator("tbody a").first().click();
      await page.getByRole("complementary").getByText("Hash and seal").waitFor();
      await fine();
      await page.getByRole("link", { name: "Why this registration stands as it does" }).click();
      await page.getByRole("heading", { name: "Why this price" }).waitFor();
      await page.getByText(/No seat was free for a newcomer/).waitFor();
      await page.getByText("nothing to do").first().waitFor();
      await fine();
      await page.getByRole("link", { name: "Why, for this event" }).click();
      await page.getByRole("heading", { name: "Why not?" }).waitFor();
      await page.getByText(/^Planned for \d{4}-/).first().waitFor();
      await fine();
    });

    await t.step("sees what a figure was counted from, and opens one of the facts", async () => {
      const analytics = `${app.url}/dashboard/experiences/virtual-events/${demo.event.id}/analytics`;
      await page.goto(analytics);
      await page.getByText(/^Confirmed places\. Who waits/).waitFor();
      await fine();
      await page.goto(`${analytics}/registered`);
      await page.getByText("agrees").waitFor();
      await fine();
      await page.getByRole("main").getByRole("link", { name: /has a seat/ }).first().click();
      await page.getByRole("heading", { name: "RegistrationConfirmed" }).waitFor();
    });

    await t.step("verifies everything with progress, one stream, and none that is unknown", async () => {
      await page.goto(`${log}/proof`);
      await page.getByRole("button", { name: "Verify" }).click();
      await page.getByText("Intact: all is as it was sealed.").waitFor();
      await fine();
      await page.getByLabel("Only this stream").fill(`event-${demo.event.id}`);
      await page.getByRole("button", { name: "Verify" }).click();
      await page.getByText(/Intact/).waitFor();
      await page.getByLabel("Only this stream").fill("event-of-nobody");
      await page.getByRole("button", { name: "Verify" }).click();
      await page.getByText("This studio has no such stream.").waitFor();
    });

    await t.step("exports a filter, and the stand-alone script finds it intact", async () => {
      await page.goto(`${log}/export?stream=event-${demo.event.id}`);
      await fine();
      const folder = await Deno.makeTempDir();
      const save = async (name: string, link: ReturnType<typeof page.getByRole>) => {
        const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
        await download.saveAs(`${folder}/${name}`);
      };
      await save("facts.ndjson", page.getByRole("link", { name: "NDJSON" }).first());
      await save("manifest.json", page.getByRole("link", { name: "NDJSON" }).last());
      await save("seals.ndjson", page.getByRole("link", { name: "All seals" }));
      const keys = await fetch(`${app.url}/.well-known/seal-keys.json`);
      await Deno.writeTextFile(`${folder}/keys.json`, await keys.text());
      const { stdout, code } = await new Deno.Command(Deno.execPath(), {
        args: [
          "run",
          "--allow-read",
          "--no-config",
          new URL("../../docs/verify.mjs", import.meta.url).pathname,
          ...["manifest.json", "facts.ndjson", "seals.ndjson", "keys.json"].map((name) => `${folder}/${name}`),
        ],
      }).output();
      assert.match(new TextDecoder().decode(stdout), /^intact: \d+ facts/);
      assert.equal(code, 0);
      await Deno.remove(folder, { recursive: true });
    });
    await context.close();
  } finally {
    await app.stop();
  }
});
