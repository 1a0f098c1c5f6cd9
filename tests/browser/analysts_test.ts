import assert from "node:assert/strict";
import pg from "pg";
import type { Page } from "playwright-core";
import { placeFor } from "../../projections/runtime/postgres_place.ts";
import { eventually, readDemo, startApp } from "../support/app.ts";
import { overflow, violations } from "../support/axe.ts";
import { launchBrowser } from "../support/browser.ts";

async function isFine(page: Page): Promise<void> {
  assert.deepEqual(await violations(page), []);
  assert.equal(await overflow(page), 0, `${page.url()} is wider than its window`);
}

Deno.test("an analyst compares, switches, counts, replays and asks", async (t) => {
  const app = await startApp({ demo: true });
  await using launched = await launchBrowser();
  try {
    const demo = await readDemo(app);
    const { email, password } = demo.users.find(({ role }) => role === "analyst")!;
    const context = await launched.browser.newContext({ locale: "en-GB", viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const open = (path: string) => page.goto(demo.url + path);
    /** Sends a form, and waits for the page that answers. */
    const send = (name: string) =>
      Promise.all([page.waitForEvent("load"), page.getByRole("button", { name }).first().click()]);
    const press = (name: string | RegExp) => page.getByRole("button", { name }).first().click();
    await open("/sign-in");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL("**/dashboard/**");

    await t.step("a rebuild waits, its difference is seen, it is switched to and gone back from", async () => {
      await open("/dashboard/projections/registrations");
      await send("Rebuild and compare first");
      await eventually("the new generation to wait", async () => {
        await open("/dashboard/projections/registrations");
        return await page.getByText("Generation 2 is built and waits.").count() > 0;
      });
      await isFine(page);
      await page.getByRole("link", { name: "Difference" }).click();
      await page.getByText(/No difference in \d+ rows/).first().waitFor();
      await isFine(page);
      await open("/dashboard/projections/registrations");
      await send("Switch to generation 2");
      await eventually("the switch", async () => {
        await open("/dashboard/projections/registrations");
        return await page.getByRole("button", { name: "Go back to generation 1" }).count() > 0;
      });
      await send("Go back to generation 1");
      await eventually("the way back", async () => {
        await open("/dashboard/projections/registrations");
        return await page.getByRole("button", { name: "Drop generation 2" }).count() > 0;
      });
      await send("Drop generation 2");
      await eventually("the drop", async () => {
        await open("/dashboard/projections/registrations");
        return await page.getByRole("button", { name: "Drop generation 2" }).count() === 0;
      });
    });

    await t.step("the whole log is counted against what a read model took", async () => {
      await send("Count now");
      await page.getByText("Complete: the same events in the same order.").waitFor();
      await isFine(page);
    });

    await t.step("a replay of every reactor would plan nothing", async () => {
      await open("/dashboard/projections/reactors");
      const names = await page.getByRole("button", { name: /^Replay / }).allTextContents();
      assert.ok(names.length > 3);
      for (const name of names) {
        await page.getByRole("button", { name, exact: true }).click();
        await page.getByText(/would plan nothing/).waitFor();
      }
      await isFine(page);
    });

    await t.step("a query with a parameter is run, drawn, saved, opened again and downloaded", async () => {
      await open("/dashboard/sql");
      await page.getByLabel("Query", { exact: true }).fill(
        "select source, count(*) as n from registrations where source <> :without group by source order by n desc",
      );
      await press("Run");
      await page.getByLabel("Value of without").fill("newsletter");
      await press("Run");
      await page.getByRole("cell", { name: "direct" }).waitFor();
      assert.equal(await page.getByRole("cell", { name: "newsletter" }).count(), 0);
      await isFine(page);
      for (
        const [format, begins] of [["CSV", "\uFEFFsource,n\r\n"], ["XLSX", "PK"], ["NDJSON", '{"source":']] as const
      ) {
        const [file] = await Promise.all([page.waitForEvent("download"), press(`Download ${format}`)]);
        assert.ok((await Deno.readTextFile(await file.path())).startsWith(begins), format);
      }
      await page.getByLabel("Show as").selectOption("chart");
      await press("Run");
      await page.locator(".bars dt").first().waitFor();
      await isFine(page);
      await page.getByLabel("Name", { exact: true }).fill("By source");
      await press("Save");
      await page.getByRole("link", { name: "By source" }).click();
      assert.match(await page.getByLabel("Query", { exact: true }).inputValue(), /group by source/);
      await press("Remove By source");
      await page.getByText("Nothing saved yet.").waitFor();
    });

    await t.step("what the database refuses is told in its own words, and what runs on is cancelled", async () => {
      await page.getByLabel("Query", { exact: true }).fill("select email\nfrom registrations");
      await press("Run");
      await page.getByText('column "email" does not exist').waitFor();
      await isFine(page);
      const endless = "with recursive t(n) as (select 1 union all select n + 1 from t) select count(*) from t";
      await page.getByLabel("Query", { exact: true }).fill(endless);
      const running = press("Run");
      const other = await context.newPage();
      // until the query has begun there is nothing to cancel
      for (let ended = false; !ended;) {
        await other.goto(`${demo.url}/dashboard/sql`);
        await other.getByRole("button", { name: "Cancel" }).click();
        ended = await Promise.race([running.then(() => true), other.waitForTimeout(300).then(() => false)]);
      }
      await page.getByText("It was cancelled").waitFor();
      assert.equal(await page.getByLabel("Query", { exact: true }).inputValue(), endless);
    });

    await t.step("a password for a tool is shown once", async () => {
      await press("Make a new password");
      const address = await page.getByLabel(/^analyst_/).inputValue();
      assert.match(address, /^postgres:\/\/analyst_[0-9a-f]{16}:/);
      await isFine(page);
      await press("Take it back");
      await page.waitForURL("**/dashboard/sql");
      assert.equal(await page.getByLabel(/^analyst_/).count(), 0);
    });

    await t.step(
      "an event that a read model cannot take is shown whole, tried again and skipped with a reason",
      async () => {
        const place = await placeFor(app.dataDir);
        const database = new pg.Client({ host: place.socket, port: 5432, user: "app", database: "postgres" });
        await database.connect();
        const { rows: [event] } = await database.query(
          "select event_id as id, type, stream, revision, position::text from read.log_index where type = 'RegistrationRequested' limit 1",
        );
        const stop = () =>
          database.query("update projections.generations set problem = $1 where name = 'people' and state = 'live'", [
            { message: "people cannot take it: made up", event },
          ]);
        await stop();
        await open("/dashboard/projections/people");
        await page.getByText("people cannot take it: made up").waitFor();
        assert.match(await page.locator("pre").innerText(), new RegExp(`"id": "${event.id}"[^]*"\\$personal"`));
        await isFine(page);
        await send("Try again");
        assert.equal(await page.getByText("Stopped at an event").count(), 0);
        await stop();
        await open("/dashboard/projections/people");
        await page.getByLabel("Why it may be left out").fill("It was made up.");
        await send("Skip this event");
        assert.equal(await page.getByText("Stopped at an event").count(), 0);
        await eventually("the decision in the log", async () => {
          const { rows } = await database.query("select 1 from read.log_index where type = 'PoisonEventSkipped'");
          return rows.length === 1;
        });
        await database.end();
      },
    );

    await t.step("every figure is defined, in German on a phone, too", async () => {
      await page.setViewportSize({ width: 360, height: 800 });
      for (const path of ["/definitions", "/sql", "/projections", "/projections/people", "/projections/reactors"]) {
        await open(`/dashboard${path}?lang=de`);
        await isFine(page);
      }
    });

    await t.step("the command line folds history through a projection that is not deployed", async () => {
      const file = "tests/support/example_projection.ts";
      const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-check", "cli/projections.ts", "dry-run", file],
        env: { DATA_DIR: app.dataDir, NO_COLOR: "1" },
        stdout: "piped",
        stderr: "piped",
      }).output();
      const said = new TextDecoder().decode(stdout);
      assert.match(
        said,
        /^sources v1 over \d+ facts; nothing of this name is live\n {2}sources: \d+ rows\n$/,
        new TextDecoder().decode(stderr),
      );
    });
  } finally {
    await app.stop();
  }
});
