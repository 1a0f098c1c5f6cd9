import assert from "node:assert/strict";
import { Pace } from "../../projections/runtime/pace.ts";
import { createTraffic } from "../../web/traffic.ts";

Deno.test("people are served while somebody asked a moment ago", () => {
  let now = 0;
  const traffic = createTraffic(() => now);
  assert.equal(traffic.busy(), false);
  traffic.seen();
  now = 249;
  assert.equal(traffic.busy(), true);
  now = 250;
  assert.equal(traffic.busy(), false);
});

Deno.test("who builds beside rests only while people are served, and no longer once it is to end", async () => {
  let busy = false, asked = 0;
  const pace = new Pace(() => (asked++, busy));
  const ending = new AbortController();
  pace.begin();
  await pace.rest(ending.signal);
  await pace.restLong(ending.signal);
  busy = true;
  ending.abort();
  await pace.rest(ending.signal);
  await pace.restLong(ending.signal);
  assert.equal(asked, 4);
});
