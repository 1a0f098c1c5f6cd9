import assert from "node:assert/strict";
import sharp from "sharp";
import { discard, eventually, readDemo, startApp } from "../support/app.ts";
import { call, mailboxOf } from "../support/client.ts";
import { formOf, signedIn, visitor } from "../support/forms.ts";

const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const PDF = new TextEncoder().encode("%PDF-1.7\nslides");

Deno.test("An event's photos, files and counted fields, from the wizard to the people", async (t) => {
  const app = await startApp({ demo: true });
  try {
    const demo = await readDemo(app);
    const owner = await signedIn(app, demo, "owner");
    const stranger = visitor(app);
    const event = `/dashboard/experiences/virtual-events/${demo.event.id}`;
    const page = new URL(demo.event.publicUrl).pathname;
    const send = async (fields: Record<string, string>, files: Record<string, File>) => {
      const form = new FormData();
      for (
        const [name, value] of Object.entries({ ...formOf((await owner(`${event}/edit/details`)).body), ...fields })
      ) {
        form.set(name, value);
      }
      for (const [name, file] of Object.entries(files)) form.set(name, file);
      return await owner(`${event}/edit/details`, form);
    };
    const material = (n: number, title: string, whom: string, when: string) =>
      Object.fromEntries(
        Object.entries({ id: id(n), title, url: "", file: "", whom, when })
          .map(([name, value]) => [`materials.${n}.${name}`, value]),
      );
    const speaker = { "speakers.0.id": id(9), "speakers.0.name": "Ana Ruiz", "speakers.0.role": "primary" };
    let names: string[] = [];

    await t.step("are taken with the form, judged by what they are", async () => {
      const photo = await sharp({ create: { width: 400, height: 400, channels: 3, background: "#446688" } }).jpeg()
        .toBuffer();
      const saved = await send({
        ...speaker,
        ...material(0, "", "everyone", "before"),
        ...material(1, "Übungen für “später”", "registered", "before"),
        ...material(2, "Solutions", "registered", "after"),
        then: "save",
      }, {
        "speakers.0.photoChosen": new File([new Uint8Array(photo)], "ana.png", { type: "image/png" }),
        "materials.0.fileChosen": new File([PDF], "the_handout.pdf.exe"),
        "materials.1.fileChosen": new File([PDF, "1"], "x.html", { type: "text/html" }),
        "materials.2.fileChosen": new File([PDF, "2"], "y.pdf"),
      });
      assert.equal(saved.status, 303, saved.body);
      const form = formOf((await owner(`${event}/edit/details`)).body);
      assert.match(form["speakers.0.photo"]!, /^[\w-]{43}$/);
      assert.equal(form["materials.0.title"], "the handout.pdf");
      names = [0, 1, 2].map((n) => `materials/${form[`materials.${n}.id`]}`);
      const shown = await owner(`/media/${form["speakers.0.photo"]}-320.webp`);
      assert.equal(shown.headers.get("content-type"), "image/webp");
    });

    await t.step("what cannot be taken is said at its field, and everything else is saved", async () => {
      const refused = await send({ "speakers.0.title": "Physiotherapist", then: "save" }, {
        "speakers.0.photoChosen": new File(["<svg onload='alert(1)'/>"], "ana.png", { type: "image/png" }),
        "materials.0.fileChosen": new File(["<html><script>alert(1)</script>"], "handout.pdf", {
          type: "application/pdf",
        }),
      });
      assert.equal(refused.status, 400);
      assert.match(refused.body, /id="f-speakers-0-photoChosen-error"/);
      assert.match(refused.body, /id="f-materials-0-fileChosen-error"/);
      const form = formOf((await owner(`${event}/edit/details`)).body);
      assert.equal(form["speakers.0.title"], "Physiotherapist");
      assert.match(form["materials.0.file"]!, /-pdf$/);
    });

    await t.step("of a form with a file of a hundred megabytes everything else is saved", async () => {
      const saved = await send({ "speakers.0.title": "Physiotherapist and coach", then: "save" }, {
        "speakers.0.photoChosen": new File([new Uint8Array(100 * 1024 * 1024)], "ana.png", { type: "image/png" }),
      });
      assert.equal(saved.status, 400);
      assert.match(saved.body, /id="f-speakers-0-photoChosen-error"/);
      assert.match(saved.body, /A picture has at most 10 MB/);
      assert.equal(
        formOf((await owner(`${event}/edit/details`)).body)["speakers.0.title"],
        "Physiotherapist and coach",
      );
    });

    await t.step(
      "what is far too long is said at its field and stays typed; only a form past all reason does not",
      async () => {
        const long = "x".repeat(5 * 1024 * 1024);
        const kept = await send({ description: long, then: "save" }, {});
        assert.equal(kept.status, 400);
        assert.match(kept.body, /id="f-description-error"/);
        assert.ok(kept.body.includes(long));
        const endless = await send({ description: "x".repeat(17_000_000), then: "save" }, {});
        assert.equal(endless.status, 413);
        assert.match(endless.body, /more than the 16 MB that can be taken at once, and nothing of it is saved/);
      },
    );

    await t.step("everybody sees the photo and the files for everybody, as something to keep", async () => {
      const { body } = await stranger(page);
      assert.match(body, /\/media\/[\w-]{43}-320\.webp/);
      assert.match(body, new RegExp(`${page}/${names[0]}`));
      assert.doesNotMatch(body, /Solutions|später/);
      const file = await stranger(`${page}/${names[0]}`);
      assert.equal(file.body, "%PDF-1.7\nslides");
      assert.equal(file.headers.get("content-type"), "application/pdf");
      assert.match(file.headers.get("content-disposition")!, /^attachment; filename="the handout.pdf.pdf"/);
      assert.match(file.headers.get("content-security-policy")!, /sandbox/);
      assert.equal(file.headers.get("x-content-type-options"), "nosniff");
      for (const hidden of [names[1], names[2], "materials/nothing"]) {
        assert.equal((await stranger(`${page}/${hidden}`)).status, 404);
      }
      assert.equal((await stranger(`${event}/${names[1]}`)).status, 303);
      assert.equal((await owner(`${event}/${names[2]}`)).status, 200);
    });

    await t.step("whoever has a place has those for the registered, what comes after not yet", async () => {
      const path = `/api/events/${demo.event.id}/registrations`;
      const asked = { email: "nora@people.example", firstName: "Nora", lastName: "Berg", termsAccepted: true };
      const registered = await call({ app, apiKey: demo.apiKey }, "POST", path, { ...asked, privacyConsent: true });
      assert.equal(registered.status, 201, JSON.stringify(registered.body));
      const mail = await eventually(
        "the confirmation",
        async () => (await mailboxOf(app)).find(({ to }) => to.includes(asked.email)),
      );
      const own = new URL(/http\S+\/r\/[\w.-]+/.exec(mail.text)![0]).pathname;
      const ticket = await stranger(own);
      assert.match(ticket.body, new RegExp(`${own}/${names[1]}`));
      assert.doesNotMatch(ticket.body, /Solutions/);
      const file = await stranger(`${own}/${names[1]}`);
      assert.equal(file.body, "%PDF-1.7\nslides1");
      assert.match(file.headers.get("content-disposition")!, /filename\*=UTF-8''%C3%9Cbungen%20f%C3%BCr/);
      assert.equal((await stranger(`${own}/${names[2]}`)).status, 404);
      assert.equal((await stranger(`/r/nobody/${names[1]}`)).status, 404);
    });

    await t.step("what is counted is chosen from lists, and the desk tells how many chose what", async () => {
      const form = formOf((await owner(`${event}/edit/page`)).body);
      const asked = { standard_industry: "required", standard_country: "asked", then: "save" };
      assert.equal((await owner(`${event}/edit/page`, { ...form, ...asked })).status, 303);
      const shown = await stranger(`${page}?lang=de`);
      assert.match(shown.body, /<option\s+value="health"[^>]*>Gesundheit</);
      assert.match(shown.body, /<option\s+value="AT"[^>]*>Österreich</);
      const sent = {
        ...formOf(shown.body),
        firstName: "Uli",
        lastName: "Rau",
        termsAccepted: "true",
        privacyConsent: "true",
      };
      const register = (email: string, answers: Record<string, string>) =>
        stranger(`${page}/register`, { ...sent, requestId: crypto.randomUUID(), email, ...answers });
      assert.equal((await register("a@people.example", { industry: "", country: "" })).status, 400);
      assert.equal((await register("a@people.example", { industry: "witchcraft", country: "" })).status, 400);
      assert.equal((await register("a@people.example", { industry: "health", country: "AT" })).status, 303);
      assert.equal((await register("b@people.example", { industry: "health", country: "" })).status, 303);
      assert.equal((await register("c@people.example", { industry: "media", country: "ES" })).status, 303);
      const desk = await eventually("the counts", async () => {
        const { body } = await owner(`${event}/registrations?lang=en`);
        return body.includes("67 % · 2 of 3") && body.includes("50 % · 1 of 2") && body;
      });
      assert.match(desk, /Health/);
      const person = /person=([0-9a-f-]{36})/.exec((await owner(`${event}/registrations?q=a@people.example`)).body)![1];
      const sheet = (await owner(`${event}/registrations?person=${person}&lang=en`)).body;
      assert.match(sheet, /Industry[^]*?Health[^]*?Country[^]*?Austria/);
    });
  } finally {
    await app.stop();
    await discard(app.dataDir);
  }
});
