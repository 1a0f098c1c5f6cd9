import assert from "node:assert/strict";
import { liveTexts } from "../../../web/pages/live.ts";
import { growthOf } from "../../../web/pages/trainer.ts";
import { sampleView } from "../../support/preview/samples.ts";

Deno.test("live texts are written as the page writes them", () => {
  const event = sampleView(0, { confirmed: 1_200, capacity: 5_000, cancelled: 3 });
  assert.deepEqual(liveTexts([event], "de"), {
    [`${event.id}.confirmed`]: "1.200",
    [`${event.id}.waitlisted`]: "0",
    [`${event.id}.free`]: "3.800",
    [`${event.id}.cancelled`]: "3",
    [`${event.id}.taken`]: "1200",
    [`${event.id}.taken_text`]: "1.200 von 5.000 Plätzen vergeben",
  });
});

Deno.test("what is measured is told where it says something, with its fraction; nothing measured is a dash", () => {
  const measured = { completed: 110, visitors: 200, attended: 30 };
  const upcoming = sampleView(0, { confirmed: 40, measured });
  assert.equal(liveTexts([upcoming], "en")[`${upcoming.id}.conversion`], "55 % · 110 of 200");
  assert.equal(liveTexts([upcoming], "en")[`${upcoming.id}.attended`], undefined);
  const past = sampleView(1, { confirmed: 40, lifecycle: "completed", measured });
  assert.equal(liveTexts([past], "en")[`${past.id}.attended`], "75 % · 30 of 40");
  const blind = sampleView(2, { measured: { completed: 1, visitors: null, attended: null }, lifecycle: "completed" });
  assert.equal(liveTexts([blind], "en")[`${blind.id}.conversion`], "–");
  assert.equal(liveTexts([blind], "en")[`${blind.id}.attended`], "–");
  const draft = sampleView(3, { lifecycle: "draft", measured });
  assert.equal(liveTexts([draft], "en")[`${draft.id}.conversion`], undefined);
});

Deno.test("growth counts on through days without anybody, up to today", () => {
  const days = [{ day: "2026-11-18", count: 2 }, { day: "2026-11-20", count: 1 }];
  assert.deepEqual(growthOf(days, "2026-11-21T10:00:00.000Z"), [0, 2, 2, 3, 3]);
  assert.deepEqual(growthOf([], "2026-11-21T10:00:00.000Z"), []);
});
