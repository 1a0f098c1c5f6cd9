import assert from "node:assert/strict";
import sharp from "sharp";
import { discard, readDemo, startApp } from "../support/app.ts";
import { call } from "../support/client.ts";
import { formOf, signedIn, visitor } from "../support/forms.ts";

/** A box that is not ticked is not sent. */
function without(form: Record<string, string>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(form).filter(([own]) => own !== name));
}

Deno.test("A studio's settings, its members' switches and its keys", async (t) => {
  const app = await startApp({ demo: true, env: { ADDRESS_RATE_LIMIT: "100000" } });
  try {
    const demo = await readDemo(app);
    const owner = await signedIn(app, demo, "owner");
    const page = "/dashboard/settings";

    await t.step("are saved whole, and refused field by field", async () => {
      const form = formOf((await owner(page)).body);
      assert.equal(form.address, "carlos");
      const wrong = await owner(page, { ...form, timeZone: "Mars/Olympus", replyTo: "nobody" });
      assert.equal(wrong.status, 400);
      const zone = await owner(page, { ...form, timeZone: "Mars/Olympus" });
      assert.equal(zone.status, 400);
      const changed = {
        ...form,
        name: "Carlos & Co",
        ownColour: "true",
        brandColour: "#1f6f54",
        windowDays: "30",
        replyTo: "hi@carlos.example",
      };
      assert.equal((await owner(page, changed)).status, 303);
      const saved = formOf((await owner(page)).body);
      assert.deepEqual(
        [saved.name, saved.brandColour, saved.windowDays, saved.replyTo],
        ["Carlos & Co", "#1f6f54", "30", "hi@carlos.example"],
      );
      const associate = await signedIn(app, demo, "associate");
      assert.equal((await associate(page)).status, 403);
    });

    await t.step("what new events begin with is what they begin with, by page and by API", async () => {
      const form = formOf((await owner(page)).body);
      assert.deepEqual([form["reminders.0.amount"], form["reminders.0.unit"]], ["24", "hours"]);
      const usual = { windowDays: "3", capacity: "25", "reminders.0.unit": "days", "reminders.0.amount": "7" };
      const sequence = {
        "reminders.0.hour": "9",
        "reminders.0.ways": "both",
        speakerAlert: "true",
        speakerAlertDays: "5",
      };
      const beside = await owner(page, { ...form, ...usual, ...sequence, speakerAlertDays: "soon" });
      assert.match(beside.body, /id="f-speakerAlertDays-error"/);
      const categories = "Movilidad\nFuerza\n\nFuerza";
      assert.equal(
        (await owner(page, { ...without(without(form, "waitlist"), "summary"), ...usual, ...sequence, categories }))
          .status,
        303,
      );
      const draft = formOf((await owner("/dashboard/experiences/virtual-events/new")).body);
      const begun = { ...draft, title: "Begun", startsAt: "2031-11-24T19:00", timeZone: "Europe/Madrid" };
      const created = await owner("/dashboard/experiences/virtual-events/new", begun);
      const path = created.headers.get("location")!;
      const details = (await owner(path)).body;
      const shown = formOf(details);
      assert.deepEqual([shown.capacity, shown.waitlist, shown.opensAt], ["25", undefined, "2031-11-21T19:00"]);
      assert.match(details, /<select[^>]* name="category"/);
      const automations = formOf((await owner(path.replace("details", "automations"))).body);
      assert.deepEqual([automations["reminders.0.amount"], automations["reminders.0.unit"]], ["7", "days"]);
      assert.deepEqual([automations["reminders.0.hour"], automations["reminders.0.ways"]], ["9", "both"]);
      assert.deepEqual([automations.speakerAlertDays, automations.summary], ["5", undefined]);
      const said = {
        title: "Said",
        description: "x",
        startTime_utc: "2031-11-24T18:00:00Z",
        type: "webinar",
        access: "free",
      };
      const client = { app, apiKey: demo.apiKey };
      const answered = await call(client, "POST", "/api/events", said);
      const event = await call(client, "GET", `/api/events/${answered.body.eventId ?? answered.body.id}`);
      assert.deepEqual([event.body.capacity, event.body.waitlist], [25, false]);
      const explicit = await call(client, "POST", "/api/events", { ...said, capacity: null, waitlist: true });
      const other = await call(client, "GET", `/api/events/${explicit.body.eventId ?? explicit.body.id}`);
      assert.deepEqual([other.body.capacity, other.body.waitlist], [null, true]);
    });

    await t.step("logo, colour, languages, texts and help stand on the public pages", async () => {
      const sent = new FormData();
      const fields = {
        ...without(formOf((await owner(page)).body), "de"),
        ownColour: "true",
        brandColour: "#ffee00",
        imprintUrl: "carlos.example/impressum",
        "termsText.es": "Nadie paga <b>nada</b>.",
        "requirements.es": "Un navegador reciente.",
      };
      for (const [name, value] of Object.entries(fields)) sent.set(name, value);
      const logo = await sharp({ create: { width: 300, height: 100, channels: 3, background: "#112233" } }).png()
        .toBuffer();
      sent.set("logoChosen", new File([new Uint8Array(logo)], "logo.png"));
      assert.equal((await owner(page, sent)).status, 303);
      const { body } = await visitor(app)(`${new URL(demo.event.publicUrl).pathname}?lang=es`);
      assert.match(body, /<img class="logo" src="\/media\/[\w-]{43}-320\.webp/);
      assert.match(body, /--accent:light-dark\(#[0-9a-f]{6},#[0-9a-f]{6}\)/);
      assert.match(body, /href="https:\/\/carlos\.example\/impressum"/);
      assert.match(body, /Nadie paga &lt;b>nada&lt;\/b>\./);
      assert.doesNotMatch(body, /lang="de"/);
      const german = await visitor(app)(`${new URL(demo.event.publicUrl).pathname}?lang=de`);
      assert.match(german.body, /^<!DOCTYPE html><html lang="es">/);
      const svg = new FormData();
      for (const [name, value] of Object.entries(fields)) svg.set(name, value);
      svg.set("logoChosen", new File(["<svg onload='alert(1)'/>"], "logo.png", { type: "image/png" }));
      const refused = await owner(page, svg);
      assert.equal(refused.status, 400);
      assert.match(refused.body, /id="f-logoChosen-error"/);
      const removed = await owner(page, { ...formOf((await owner(page)).body), then: "clear.logo" });
      assert.equal(removed.status, 303);
      assert.equal(formOf((await owner(page)).body).logo, "");
    });

    await t.step("switches count at once", async () => {
      const associate = await signedIn(app, demo, "associate");
      const desk = `/dashboard/experiences/virtual-events/${demo.event.id}/registrations`;
      const before = (await associate(desk)).status;
      const members = (await owner("/dashboard/settings/members")).body;
      const userId = /name="do" value="switches"\/?><input type="hidden" name="userId" value="([^"]+)"/.exec(
        members,
      )![1]!;
      const set = (switches: Record<string, string>) =>
        owner("/dashboard/settings/members", { do: "switches", userId, ...switches });
      assert.equal((await set({ allEvents: "true", contactData: "true" })).status, 303);
      assert.equal((await associate(desk)).status, 200);
      assert.equal((await associate(`${desk}/export/csv`)).status, 403);
      assert.equal((await set({ allEvents: "true" })).status, 303);
      assert.equal((await associate(desk)).status, 403);
      assert.equal((await set({ contactData: "true", cancel: "true", export: "true" })).status, 303);
      assert.equal((await associate(desk)).status, before);
    });

    await t.step("of places that belong together one is the reader's", async () => {
      const eventPage = `/dashboard/experiences/virtual-events/${demo.event.id}`;
      const asOf = `/dashboard/history/events/${demo.event.id}/registrations`;
      const api = { base: `${app.url}/api`, key: demo.apiKey };
      const put = await fetch(`${api.base}/events/${demo.event.id}`, {
        method: "PUT",
        headers: { authorization: `Bearer ${api.key}`, "content-type": "application/json" },
        body: JSON.stringify({ title: "Changed by a key" }),
      });
      assert.equal(put.status, 200, await put.text());
      for (
        const [page, place] of [
          ["/dashboard/settings", "Settings"],
          ["/dashboard/settings/api-keys", "Keys"],
          ["/dashboard/messages/mailings", "Messages"],
          ["/dashboard/projections/reactors", "Projections"],
          [`${eventPage}/history`, "Events"],
          [asOf, "History"],
        ]
      ) {
        const { status, body } = await owner(page!);
        assert.equal(status, 200, page);
        const navs = [...body.matchAll(/<(ul|nav) class="(rail-links|tabs)".*?<\/\1>/gs)].map(([nav]) => nav);
        for (const nav of navs) assert.ok(nav.split("aria-current=").length <= 2, `${page}: ${nav}`);
        assert.match(
          navs.find((nav) => nav.startsWith("<ul"))!,
          new RegExp(`aria-current[^>]*>(?:(?!</a>).)*${place}`, "s"),
        );
      }
      const { body } = await owner(`${eventPage}/history`);
      assert.match(body, /API key “[^”]+”/);
    });

    await t.step("keys say when they end", async () => {
      const keys = "/dashboard/settings/api-keys";
      assert.equal((await owner(keys, { do: "create", name: "Short", read: "true", expires: "30" })).status, 201);
      const { body } = await owner(keys);
      assert.match(body, /data-label="Expires"/);
      assert.match(body, /Never/, "the demo's");
    });
  } finally {
    await app.stop();
    await discard(app.dataDir);
  }
});
