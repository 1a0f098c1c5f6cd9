import assert from "node:assert/strict";
import type { TrackingId } from "../../../domain/tracking/events.ts";
import { type ConfigureTracking, tracking, type TrackingCommand } from "../../../domain/tracking/tracking.ts";
import { mappingOf, nameOn, platformOf, standardEvent, usualMapping } from "../../../domain/tracking/triggers.ts";
import { given } from "../../support/given.ts";
import { id } from "../../support/ids.ts";

const at = "2026-11-01T10:00:00.000Z";
const which = { trackingId: id.any<TrackingId>("pixel"), studioId: id.studio() };
const configure: ConfigureTracking = {
  type: "ConfigureTracking",
  at,
  ...which,
  platform: "meta",
  pixelId: "8765432109876",
  settings: {},
  mapping: { registered: "Lead" },
  test: { result: "passed", note: "" },
};
const { type: _, at: __, test: ___, ...made } = configure;
const connected = { type: "TrackingConfigured", data: made } as const;
const paused = (reason: "switched_off" | "token_refused" | "platform_silent") =>
  ({
    type: "TrackingPaused",
    data: { ...which, by: reason === "switched_off" ? "trainer" : "platform", reason },
  }) as const;
const resumed = { type: "TrackingResumed", data: which } as const;
const removed = { type: "TrackingRemoved", data: which } as const;
const test = (result: "passed" | "refused" | "silent", note = "") =>
  ({ type: "ConnectionTested", data: { ...which, result, note } }) as const;

Deno.test("a pixel whose test passed is active at once", () =>
  given(tracking).when(configure).then(connected, test("passed")));

Deno.test("a pixel whose platform is silent is connected and paused", () =>
  given(tracking).when({ ...configure, test: { result: "silent", note: "no answer" } })
    .then(connected, test("silent", "no answer"), paused("platform_silent")));

Deno.test("a pixel with a refused token is not connected", () =>
  given(tracking).when({ ...configure, test: { result: "refused", note: "190" } }).rejects("token_refused"));

Deno.test("a stream is one pixel", () => {
  given(tracking, connected).when(configure).rejects("tracking_exists");
  given(tracking, connected, removed).when(configure).rejects("tracking_exists");
});

Deno.test("switching off and on is two facts, each once", () => {
  given(tracking, connected).when({ type: "SwitchTracking", at, on: false }).then(paused("switched_off"));
  given(tracking, connected, paused("switched_off")).when({ type: "SwitchTracking", at, on: false }).then();
  given(tracking, connected, paused("switched_off")).when({ type: "SwitchTracking", at, on: true }).then(resumed);
});

Deno.test("a dead token pauses once", () => {
  given(tracking, connected).when({ type: "RefuseTracking", at }).then(paused("token_refused"));
  given(tracking, connected, paused("token_refused")).when({ type: "RefuseTracking", at }).then();
});

Deno.test("another token that passes ends the platform's pause, never the trainer's", () => {
  const rotate: TrackingCommand = { type: "RotateToken", at, test: { result: "passed", note: "" } };
  const rotated = { type: "TokenRotated", data: which } as const;
  given(tracking, connected, paused("token_refused")).when(rotate).then(rotated, test("passed"), resumed);
  given(tracking, connected, paused("switched_off")).when(rotate).then(rotated, test("passed"));
  given(tracking, connected).when({ ...rotate, test: { result: "refused", note: "190" } }).rejects("token_refused");
});

Deno.test("a test that finds silence does not pause what is proven", () =>
  given(tracking, connected).when({ type: "RecordConnectionTest", at, test: { result: "silent", note: "late" } })
    .then(test("silent", "late")));

Deno.test("the same events and settings again change nothing", () => {
  given(tracking, connected).when({ type: "ChangeTrackedEvents", at, mapping: { registered: "Lead" } }).then();
  given(tracking, connected).when({ type: "ChangeTrackedEvents", at, mapping: { purchased: "Purchase" } })
    .then({ type: "TrackedEventsChanged", data: { ...which, mapping: { purchased: "Purchase" } } });
  given(tracking, connected).when({ type: "ChangeTrackingSettings", at, settings: {} }).then();
});

Deno.test("a backfill is for something, and for an active pixel", () => {
  const backfill = { type: "RequestBackfill", at, backfillId: id.any("b"), since: at, count: 3 } as const;
  const { type: _, at: __, ...asked } = backfill;
  given(tracking, connected).when(backfill).then({ type: "BackfillRequested", data: { ...which, ...asked } });
  given(tracking, connected).when({ ...backfill, count: 0 }).rejects("backfill_empty");
  given(tracking, connected, paused("switched_off")).when(backfill).rejects("tracking_paused");
});

Deno.test("a test event is for an active pixel", () => {
  const asked = { type: "RequestTestEvent", at, testId: id.any("t") } as const;
  given(tracking, connected).when(asked)
    .then({ type: "TestEventRequested", data: { ...which, testId: asked.testId, at } });
  given(tracking, connected, paused("token_refused")).when(asked).rejects("tracking_paused");
});

Deno.test("what is removed is there no more", () => {
  given(tracking, connected).when({ type: "RemoveTracking", at }).then(removed);
  given(tracking, connected, removed).when({ type: "RemoveTracking", at }).rejects("tracking_not_found");
  given(tracking).when({ type: "SwitchTracking", at, on: true }).rejects("tracking_not_found");
});

Deno.test("an event is known in any case and under each platform's name", () => {
  for (const written of ["PURCHASE", "purchase", "Purchase"]) assert.equal(standardEvent("meta", written), "Purchase");
  assert.equal(standardEvent("ga4", "generate_lead"), "Lead");
  assert.equal(standardEvent("tiktok", "INITIATE_CHECKOUT"), "InitiateCheckout");
  assert.equal(standardEvent("meta", "Nonsense"), null);
  assert.equal(nameOn("tiktok", "PageView"), "Pageview");
  assert.deepEqual(mappingOf("ga4", ["Purchase"]), { purchased: "purchase" });
  assert.equal(usualMapping("google").page_viewed, undefined);
});

Deno.test("a pixel's id says which platform of Google it is", () => {
  assert.equal(platformOf("Google", "G-ABC123DEF4"), "ga4");
  assert.equal(platformOf("Google", "123-456-7890"), "google");
  assert.equal(platformOf("Google", "UA-1"), null);
  assert.equal(platformOf("Meta", "87654 32109"), null);
  assert.equal(platformOf("TikTok", "C4ABCDEFGHIJKLMNOPQR"), "tiktok");
});
