import assert from "node:assert/strict";
import { discard, readDemo, startApp } from "../support/app.ts";
import { formOf, signedIn } from "../support/forms.ts";

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
