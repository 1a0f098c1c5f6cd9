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

Deno.test("growth counts on through days without anybody, up to today", () => {
  const days = [{ day: "2026-11-18", count: 2 }, { day: "2026-11-20", count: 1 }];
  assert.deepEqual(growthOf(days, "2026-11-21T10:00:00.000Z"), [0, 2, 2, 3, 3]);
  assert.deepEqual(growthOf([], "2026-11-21T10:00:00.000Z"), []);
});
