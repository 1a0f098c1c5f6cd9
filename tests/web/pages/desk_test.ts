import assert from "node:assert/strict";
import { unzipSync } from "fflate";
import Papa from "papaparse";
import { type DemoFile, discard, eventually, readDemo, type RunningApp, startApp } from "../../support/app.ts";

const APP_ENV = { ADDRESS_RATE_LIMIT: "100000" };

async function signedIn(app: RunningApp, demo: DemoFile, role: string) {
  const { email, password } = demo.users.find((user) => user.role === role)!;
  const answer = await fetch(`${app.url}/sign-in`, {
    method: "POST",
    body: new URLSearchParams({ email, password }),
    redirect: "manual",
  });
  await answer.body?.cancel();
  const cookie = answer.headers.getSetCookie().map((set) => set.split(";")[0]).join("; ");
  const ask = (path: string, form?: URLSearchParams) =>
    fetch(app.url + path, { method: form ? "POST" : "GET", body: form, headers: { cookie }, redirect: "manual" });
  return {
    ask,
    text: async (path: string) => {
      const response = await ask(path);
      assert.equal(response.status, 200, path);
      return await response.text();
    },
    post: async (path: string, form: Record<string, string> | URLSearchParams) => {
      const response = await ask(path, new URLSearchParams(form));
      const body = await response.text();
      return { status: response.status, body, location: response.headers.get("location") ?? "" };
    },
  };
}

async function register(app: RunningApp, demo: DemoFile, firstName: string, company = "") {
  const response = await fetch(`${app.url}/api/events/${demo.event.id}/registrations`, {
    method: "POST",
    headers: { authorization: `Bearer ${demo.apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({
      firstName,
      lastName: "Desk",
      email: `${firstName.replace(/\W/g, "").toLowerCase()}@${
        firstName === "=Ana" ? "mailinator.com" : "desk.example"
      }`,
      ...(company ? { company } : {}),
      termsAccepted: true,
      privacyConsent: true,
      marketingConsent: false,
    }),
  });
  assert.equal(response.status, 201, await response.clone().text());
  await response.body?.cancel();
}

Deno.test("The desk of registrations", async (t) => {
  const app = await startApp({ demo: true, env: APP_ENV });
  try {
    const demo = await readDemo(app);
    const owner = await signedIn(app, demo, "owner");
    const desk = `/dashboard/experiences/virtual-events/${demo.event.id}/registrations`;
    for (const name of ["=Ana", "Bea", "Cleo"]) await register(app, demo, name, name === "Bea" ? "Acme" : "");
    await eventually("three rows", async () => (await owner.text(desk)).split('name="selected"').length === 4);
    const idOf = (page: string, name: string) =>
      new RegExp(`person=([0-9a-f-]{36})"[^>]*>(?:(?!</a>).)*${name}`, "s").exec(page)![1]!;

    await t.step("is narrowed and sorted by its address", async () => {
      const found = await owner.text(`${desk}?company=Acme`);
      assert.match(found, /Bea Desk/);
      assert.doesNotMatch(found, /Cleo Desk/);
      assert.match(await owner.text(`${desk}?from=2001-01-01&until=2001-01-02`), /Nobody fits/);
      const sorted = await owner.text(`${desk}?sort=name`);
      assert.ok(sorted.indexOf("=Ana") < sorted.indexOf("Cleo Desk"));
    });

    await t.step("tells what happened to somebody, and takes notes and tags", async () => {
      const id = idOf(await owner.text(desk), "Bea");
      const person = `${desk}?person=${id}`;
      assert.match(await owner.text(person), /What happened/);
      assert.equal(
        (await owner.post(person, { do: "note", registrationId: id, text: "Asked <b>twice</b>" })).status,
        303,
      );
      assert.equal((await owner.post(person, { do: "tags", registrationId: id, tags: "vip, berlin" })).status, 303);
      const told = await owner.text(person);
      assert.doesNotMatch(told, /Thrown away soon/);
      const thrown = await owner.text(`${desk}?person=${idOf(await owner.text(desk), "=Ana")}`);
      assert.match(thrown, /ana@mailinator\.com.*Thrown away soon/s);
      assert.match(told, /Asked &lt;b>twice/);
      assert.match(await owner.text(`${desk}?tag=vip`), /Bea Desk/);
      assert.equal((await owner.post(person, { do: "waitlist", registrationId: id })).status, 303);
      assert.match(await owner.text(`${desk}?status=waitlisted`), /Bea Desk/);
      assert.equal((await owner.post(person, { do: "confirm", registrationId: id })).status, 303);
      const early = await owner.post(person, { do: "attended", registrationId: id });
      assert.equal(early.status, 409);
      assert.equal((await owner.post(person, { do: "nonsense", registrationId: id })).status, 400);
    });

    await t.step("sends a reminder and how to join by hand, once for each press", async () => {
      const id = idOf(await owner.text(desk), "Bea");
      const person = `${desk}?person=${id}`;
      const told = async (what: RegExp) => (await owner.text(person)).match(what)?.length ?? 0;
      const once = crypto.randomUUID();
      for (const requestId of [once, once, crypto.randomUUID()]) {
        const sent = await owner.post(person, { do: "reminder", registrationId: id, requestId });
        assert.equal(sent.status, 303, sent.body);
      }
      assert.equal(await told(/to be reminded now/g), 2, "pressed twice, one of them sent twice");
      const bulk = { action: "join_details", selected: id, requestId: crypto.randomUUID() };
      const [first, again] = [await owner.post(`${desk}/bulk`, bulk), await owner.post(`${desk}/bulk`, bulk)];
      assert.equal(first.location, again.location);
      await eventually("the end of it", async () => (await owner.text(first.location)).includes("All 1 are through"));
      await eventually("the mails", async () => {
        const page = await owner.text(person);
        return page.match(/Reminder sent by hand[^<]*: sent/g)?.length === 2 && /Join details[^<]*: sent/.test(page);
      });
      assert.equal(await told(/to be told again how to join/g), 1);
    });

    await t.step("goes out as CSV, workbook and PDF, formulas made harmless, in the reader's language", async () => {
      const csv = await owner.text(`${desk}/export/csv?lang=de`);
      const { data } = Papa.parse<string[]>(csv, { skipEmptyLines: true });
      assert.equal(data.length, 4);
      assert.ok(data[0]!.includes("Vorname"));
      assert.ok(data.flat().includes("'=Ana"));
      const filtered = Papa.parse<string[]>(await owner.text(`${desk}/export/csv?q=Cleo`), { skipEmptyLines: true });
      assert.equal(filtered.data.length, 2);
      const xlsx = await owner.ask(`${desk}/export/xlsx`);
      assert.ok(unzipSync(new Uint8Array(await xlsx.arrayBuffer()))["xl/workbook.xml"]);
      const pdf = await owner.ask(`${desk}/export/pdf`);
      assert.equal(pdf.headers.get("content-type"), "application/pdf");
      assert.match(await pdf.text(), /^%PDF/);
      const unknown = await owner.ask(`${desk}/export/exe`);
      await unknown.body?.cancel();
      assert.equal(unknown.status, 404);
      const analyst = await signedIn(app, demo, "analyst");
      const refused = await analyst.ask(`${desk}/export/csv`);
      await refused.body?.cancel();
      assert.equal(refused.status, 403);
    });

    await t.step("takes people in, by hand and from a list, or none of it while a row is wrong", async () => {
      const added = await owner.post(`${desk}/new`, {
        requestId: crypto.randomUUID(),
        firstName: "Dora",
        lastName: "Desk",
        email: "dora@desk.example",
        consent: "true",
      });
      assert.match(added.location, /person=/, added.body);
      const csv = "email,first name,last name\nemil@desk.example,Emil,Desk\n";
      const wrong = await owner.post(`${desk}/import`, {
        csv: `${csv}nothing,Fay,Desk\n`,
        do: "import",
        consent: "true",
      });
      assert.equal(wrong.status, 400);
      assert.doesNotMatch(await owner.text(desk), /Emil Desk/);
      const columns = { email: "0", firstName: "1", lastName: "2" };
      const form = { csv, ...columns, do: "import", consent: "true", importId: crypto.randomUUID() };
      assert.match((await owner.post(`${desk}/import`, form)).body, /1 people imported, 0 refused/);
      assert.match((await owner.post(`${desk}/import`, form)).body, /1 people imported, 0 refused/, "sent again");
      assert.equal(
        (await owner.text(desk)).split("Emil Desk").length,
        (await owner.text(desk)).split("Dora Desk").length,
      );
    });

    await t.step("deals with many at once, and names whom it was refused for", async () => {
      assert.equal((await owner.post(`${desk}/bulk`, { action: "cancel" })).status, 400, "nobody chosen");
      const begun = await owner.post(`${desk}/bulk`, { action: "approve", everybody: "true" });
      assert.equal(begun.status, 303, begun.body);
      const report = await eventually("the end of it", async () => {
        const page = await owner.text(begun.location);
        return page.includes("All 5 are through") && page;
      });
      assert.ok(report);
      const page = await owner.text(desk);
      const chosen = new URLSearchParams([["action", "cancel"], ["selected", idOf(page, "Bea")], [
        "selected",
        idOf(page, "Cleo"),
      ]]);
      const cancelling = await owner.post(`${desk}/bulk`, chosen);
      await eventually("both", async () => (await owner.text(cancelling.location)).includes("All 2 are through"));
      await eventually(
        "both cancelled",
        async () => (await owner.text(`${desk}?status=cancelled`)).split('name="selected"').length === 3,
      );
      const again = await owner.post(
        `${desk}/bulk`,
        new URLSearchParams([["action", "confirm"], ["selected", idOf(page, "Bea")]]),
      );
      await eventually("the refusal", async () => /Refused for 1.*Bea Desk/s.test(await owner.text(again.location)));
    });
  } finally {
    await app.stop();
    await discard(app.dataDir);
  }
});
