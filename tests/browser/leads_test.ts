import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { discard, readDemo, startApp } from "../support/app.ts";
import { overflow, violations } from "../support/axe.ts";
import { launchBrowser } from "../support/browser.ts";
import { workbookOf } from "../support/workbook.ts";

const csv = "E-mail,First name,Last name,Company\nzoe@fair.example,Zoë,Ng,Acme\nmax@fair.example,Max,Muster,Beta\n";

Deno.test("A trainer keeps the people of the studio: adds, imports, tags, sorts, takes along, merges", async (t) => {
  const app = await startApp({ demo: true });
  await using launched = await launchBrowser();
  try {
    const demo = await readDemo(app);
    const owner = demo.users.find(({ role }) => role === "owner")!;
    const context = await launched.browser.newContext({ locale: "en-GB", viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const people = `${demo.url}/dashboard/people`;
    const fine = async () => {
      assert.deepEqual(await violations(page), []);
      assert.equal(await overflow(page), 0, `${page.url()} is wider than its window`);
    };
    await page.goto(`${demo.url}/sign-in`);
    await page.getByLabel("E-mail").fill(owner.email);
    await page.getByLabel("Password").fill(owner.password);
    await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL("**/dashboard/**");

    await t.step("whoever registered is there", async () => {
      await page.getByRole("link", { name: "People", exact: true }).click();
      await page.getByRole("heading", { name: "People", level: 1 }).waitFor();
      assert.ok(await page.locator("tbody tr").count() > 0);
      await fine();
    });

    await t.step("a person is added by hand, once", async () => {
      await page.getByRole("link", { name: "Add a person" }).click();
      await fine();
      await page.getByRole("textbox", { name: "E-mail" }).fill("Zoe@Work.example");
      await page.getByLabel("First name").fill("Zoë");
      await page.getByLabel("Last name").fill("Ng");
      await page.getByLabel("Tags").fill("vip, press");
      await page.getByRole("button", { name: "Add", exact: true }).click();
      await page.getByRole("heading", { name: "Zoë Ng", level: 1 }).waitFor();
      assert.equal(await page.getByRole("button", { name: "Remove tag vip" }).count(), 1);
      await fine();
    });

    await t.step("tasks, notes and tags are kept on the person's page", async () => {
      await page.getByLabel("What is to be done").fill("Call Zoë");
      await page.getByLabel("Priority").selectOption("high");
      await page.getByRole("button", { name: "Add task" }).click();
      await page.getByText("Call Zoë").waitFor();
      await page.getByRole("button", { name: "Done" }).click();
      await page.getByRole("button", { name: "Open again" }).waitFor();
      await page.getByLabel("Note for your team").fill("Met at the fair");
      await page.getByRole("button", { name: "Keep note" }).click();
      await page.getByText("Met at the fair").waitFor();
      await page.getByRole("button", { name: "Remove tag press" }).click();
      await page.getByRole("button", { name: "Remove tag press" }).waitFor({ state: "detached" });
      await fine();
    });

    await t.step("a list is imported whole or not at all", async () => {
      await page.goto(`${people}/import`);
      const bring = async (name: string, buffer: Buffer) => {
        await page.getByLabel("CSV or Excel file").setInputFiles({
          name,
          mimeType: "application/octet-stream",
          buffer,
        });
        await page.getByRole("button", { name: "Read file" }).click();
      };
      await bring("fair.csv", Buffer.from(`${csv}nobody,X,Y,Z\n`));
      await page.getByText("nothing is imported while a row is wrong").waitFor();
      await page.getByText("The address is no e-mail address.").waitFor();
      assert.equal(await page.getByRole("button", { name: /^Import \d/ }).count(), 0);
      await fine();
      await page.goto(`${people}/import`);
      await bring("fair.xlsx", Buffer.from("PK\u0003\u0004 no workbook"));
      await page.getByText("The Excel file cannot be read.").waitFor();
      const workbook = await context.request.get(`${people}/export/xlsx?q=zoe`);
      await bring("zoe.xlsx", await workbook.body());
      await page.getByText("1 rows can be imported.").waitFor();
      await page.goto(`${people}/import`);
      await bring("fair.xlsx", Buffer.from(await workbookOf(csv.trim().split("\n").map((line) => line.split(",")))));
      await page.getByText("2 rows can be imported.").waitFor();
      await fine();
      await page.getByLabel("Tags for everybody").fill("fair");
      await page.getByRole("button", { name: "Import 2 people" }).click();
      await page.getByText("2 people imported, 0 of them known already.").waitFor();
    });

    await t.step("a filter becomes a segment that has today's count", async () => {
      await page.goto(`${people}?tag=fair`);
      assert.equal(await page.locator("tbody tr").count(), 2);
      await page.getByText("Save this filter as a segment").click();
      await page.getByLabel("Name of the segment").fill("From the fair");
      await page.getByRole("button", { name: "Save segment" }).click();
      await page.getByRole("link", { name: /From the fair\s*2/ }).waitFor();
      await fine();
    });

    await t.step("what is shown can be taken along, and that it left is known", async () => {
      const answer = await context.request.get(`${people}/export/csv?tag=fair`);
      assert.equal(answer.status(), 200);
      assert.match(await answer.text(), /zoe@fair\.example/);
      assert.doesNotMatch(await answer.text(), /zoe@work\.example/i);
    });

    await t.step(
      "medium and campaign of the link that somebody came by are known, filtered by and taken along",
      async () => {
        const visiting = await launched.browser.newContext({ locale: "en-GB", javaScriptEnabled: false });
        const visitor = await visiting.newPage();
        await visitor.goto(`${demo.event.publicUrl}?utm_source=news&utm_medium=mail&utm_campaign=autumn`);
        await visitor.getByLabel("First name").fill("Uma");
        await visitor.getByLabel("Last name").fill("Ola");
        await visitor.getByLabel("E-mail").fill("uma@campaign.example");
        await visitor.getByLabel(/I accept the terms/).check();
        await visitor.getByLabel(/how my data is used/).check();
        await visitor.getByRole("button", { name: /^Register/ }).click();
        await visitor.getByRole("heading", { name: "You are in, Uma" }).waitFor();
        await visiting.close();
        await page.goto(`${people}?campaign=autumn`);
        await page.getByLabel("Campaign").waitFor();
        assert.equal(await page.locator("tbody tr").count(), 1);
        await fine();
        const file = await context.request.get(`${people}/export/csv?medium=mail`);
        assert.match(await file.text(), /uma@campaign\.example.*,news,mail,autumn,/);
        await page.getByRole("link", { name: /Uma Ola/ }).click();
        await page.getByRole("heading", { name: "Uma Ola", level: 1 }).waitFor();
        const facts = await page.locator("dl.facts").first().innerText();
        assert.match(facts, /Medium\s+mail\s+Campaign\s+autumn/);
      },
    );

    await t.step("a segment is written to: chosen, it asks for nothing else", async () => {
      await page.goto(`${demo.url}/dashboard/messages/mailings/new`);
      const where = page.getByLabel("People of");
      await where.waitFor();
      await page.getByLabel("Whom").selectOption({ label: "segment “From the fair”" });
      await where.waitFor({ state: "hidden" });
      await page.getByLabel("Subject").fill("Hello {firstName}");
      await page.getByRole("textbox", { name: "Message" }).fill("From {studio}.");
      await fine();
      await page.getByRole("button", { name: "Show and count" }).click();
      await page.getByText("2 people would get it. 0 of them agreed to marketing.").waitFor();
      await fine();
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await page.getByText("segment “From the fair”").waitFor();
    });

    await t.step("a rule that tags is made and removed", async () => {
      await page.goto(`${people}/sorting`);
      await page.getByLabel("give the tag").fill("attended live");
      await page.getByRole("button", { name: "Add rule" }).click();
      await page.getByText("Whoever came, category any: attended live").waitFor();
      await fine();
      await page.getByRole("button", { name: "Remove rule" }).click();
      await page.getByText("No rules yet.").waitFor();
    });

    await t.step("two who are one are merged", async () => {
      await page.goto(`${people}?q=zoe@fair`);
      await page.getByRole("link", { name: /Zoë Ng/ }).click();
      await page.getByRole("button", { name: "Merge with another person" }).click();
      await page.getByLabel("E-mail of the other").fill("zoe@work.example");
      await page.getByRole("button", { name: "Merge", exact: true }).click();
      await page.getByRole("button", { name: "Remove tag fair" }).waitFor();
      assert.equal(await page.getByRole("button", { name: "Remove tag vip" }).count(), 1);
      await page.goto(`${people}?tag=fair`);
      assert.equal(await page.locator("tbody tr").count(), 2);
    });

    await t.step("it holds on a phone, in German", async () => {
      await page.setViewportSize({ width: 360, height: 740 });
      for (const path of ["", "/new", "/import", "/sorting"]) {
        await page.goto(`${people}${path}?lang=de`);
        await fine();
      }
    });
  } finally {
    await discard(app.dataDir);
  }
});
