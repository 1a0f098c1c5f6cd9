import assert from "node:assert/strict";
import fc from "fast-check";
import type { EventName } from "../../domain/catalogue.ts";
import { platformEventId } from "../../domain/tracking/platform_event_id.ts";
import { conversions } from "../../reactors/conversions.ts";
import type { Reactor } from "../../reactors/runtime/definition.ts";
import { begin, Folded, ids } from "./support/fold.ts";

const reactor = conversions as unknown as Reactor;
const META = "00000000-0000-4000-8000-00000000c001";
const GA4 = "00000000-0000-4000-8000-00000000c002";
const BROWSER = "00000000-0000-4000-8000-00000000c0b0";
const VISIT = "00000000-0000-4000-8000-00000000c0f0";

const yes = { consentId: BROWSER, statistics: true, ads: true, textVersion: "1", choseAt: null, gpc: false };
const no = { ...yes, statistics: false, ads: false };
const which = { studioId: ids.studio };

const everything = {
  page_viewed: "PageView",
  event_viewed: "ViewContent",
  registered: "Lead",
  confirmed: "CompleteRegistration",
  attended: "Attended",
};

function connected(empty = new Folded(reactor), mapping: Record<string, string> = everything): Folded {
  return pixel(begin.published(empty), META, "meta", mapping);
}

function pixel(f: Folded, trackingId: string, platform: string, mapping: Record<string, string>): Folded {
  const data = { ...which, trackingId, platform, pixelId: "123456", settings: {}, mapping };
  return f.given("TrackingConfigured", data, { stream: `tracking-${trackingId}` });
}

function registered(f: Folded, consent: object | null, at?: string): Folded {
  const who = { eventId: ids.event, registrationId: ids.anaSeat, personId: ids.ana };
  f.given("RegistrationRequested", who, { at });
  if (consent) f.given("RegistrationTracked", { ...who, consent, identifiers: null }, { at });
  return f.given("RegistrationConfirmed", { ...who, from: "request" }, { at });
}

function visited(f: Folded, consent: object = yes): Folded {
  const data = { ...which, visitId: VISIT, personId: ids.ben, eventId: ids.event, page: "/webinars/a", consent };
  return f.given("VisitTracked", { ...data, identifiers: null }, { stream: `visit-${VISIT}` });
}

const names = (f: Folded) =>
  f.outbox.map(({ mail, skip_reason }) => skip_reason ?? (mail as { name?: string }).name ?? mail.kind).sort();

Deno.test("a registration with consent is a lead and a complete registration, each under its own id", () => {
  const f = registered(connected(), yes);
  assert.deepEqual(names(f), ["CompleteRegistration", "Lead"]);
  const sources = f.outbox.map(({ mail }) =>
    mail as unknown as { sourceId: string; trigger: "registered" | "confirmed" }
  );
  assert.equal(new Set(sources.map(({ sourceId, trigger }) => platformEventId(sourceId, trigger))).size, 2);
});

Deno.test("without consent nothing is planned but the reason, whether nobody was asked or somebody said no", () => {
  assert.deepEqual(names(registered(connected(), null)), ["no_consent", "no_consent"]);
  assert.deepEqual(names(registered(connected(), no)), ["no_consent", "no_consent"]);
});

Deno.test("Analytics needs statistics, everybody else ads", () => {
  const f = pixel(connected(), GA4, "ga4", { registered: "generate_lead" });
  registered(f, { ...yes, ads: false });
  assert.deepEqual(names(f), ["generate_lead", "no_consent", "no_consent"]);
});

Deno.test("a look at an event's page is a page view and a content view", () =>
  assert.deepEqual(names(visited(connected())), ["PageView", "ViewContent"]));

Deno.test("what is not mapped is not sent, and nothing is sent to what is removed", () => {
  assert.deepEqual(names(registered(connected(undefined, { purchased: "Purchase" }), yes)), []);
  const f = connected().given("TrackingRemoved", { ...which, trackingId: META });
  assert.deepEqual(names(registered(f, yes)), []);
});

Deno.test("a seat that is taken anew is told once", () => {
  const f = registered(connected(), yes);
  const who = { eventId: ids.event, registrationId: ids.anaSeat, personId: ids.ana };
  f.given("RegistrationWaitlisted", { ...who, position: 1 }).given("RegistrationConfirmed", {
    ...who,
    from: "waitlist",
  });
  assert.equal(f.outbox.length, 2);
});

Deno.test("while it is paused the reason stands there, and a backfill gives it another turn under the same id", () => {
  const f = connected().given("TrackingPaused", { ...which, trackingId: META, by: "trainer", reason: "switched_off" });
  registered(f, yes);
  assert.deepEqual(names(f), ["paused", "paused"]);
  for (const { delivery_id, key } of [...f.outbox]) {
    f.given("DeliverySkipped", {
      deliveryId: delivery_id,
      reactor: "conversions",
      key,
      channel: "conversions",
      reason: "paused",
    }, { stream: `delivery-${delivery_id}` });
  }
  f.given("TrackingResumed", { ...which, trackingId: META });
  const asked = { ...which, trackingId: META, backfillId: VISIT, since: "2026-05-25T00:00:00.000Z", count: 2 };
  f.given("BackfillRequested", asked, { at: "2026-06-01T11:00:00.000Z" });
  assert.deepEqual(names(f), ["CompleteRegistration", "Lead", "paused", "paused"]);
});

Deno.test("a pixel connected later hears of what is young enough and was allowed, once", () => {
  const f = begin.published(new Folded(reactor));
  registered(f, yes, "2026-06-01T10:00:00.000Z");
  visited(f, no);
  pixel(f, META, "meta", { registered: "Lead", page_viewed: "PageView" });
  const asked = { ...which, trackingId: META, backfillId: VISIT, since: "2026-05-25T00:00:00.000Z", count: 1 };
  f.given("BackfillRequested", asked, { at: "2026-06-01T12:00:00.000Z" });
  assert.deepEqual(names(f), ["Lead"]);
  f.given("BackfillRequested", asked, { at: "2026-06-01T12:00:00.000Z" });
  assert.deepEqual(names(f), ["Lead"]);
  const late = { ...asked, since: "2026-06-01T11:00:00.000Z" };
  const other = pixel(f, GA4, "ga4", { registered: "generate_lead" });
  other.given("BackfillRequested", { ...late, trackingId: GA4 }, { at: "2026-06-01T12:00:00.000Z" });
  assert.deepEqual(names(other), ["Lead"]);
});

Deno.test("who is erased takes the browser's keys along, and owners hear of a dead token", () => {
  const f = visited(connected());
  registered(f, yes);
  f.given("PersonErased", { ...which, personId: ids.ana, reason: "requested" }, { stream: `person-${ids.ana}` });
  const keys = f.outbox.filter(({ channel }) => channel === "vault");
  assert.deepEqual(keys.map(({ person_id, mail }) => [person_id, mail.kind]), [[ids.ben, "destroy_keys"]]);
  const member = { ...which, userId: ids.invitation, personId: ids.ben, name: "Ben", email: "b@example.com" };
  f.given("MemberJoined", { ...member, role: "owner", invitationId: null }, { stream: `studio-${ids.studio}` });
  f.given("TrackingPaused", { ...which, trackingId: META, by: "platform", reason: "token_refused" });
  const notices = f.outbox.filter(({ channel }) => channel === "notice");
  assert.deepEqual(notices.map(({ person_id, mail }) => [person_id, mail.kind]), [[ids.ben, "pixel_paused"]]);
});

Deno.test("a silent platform is tested again until it speaks or the pixel goes", () => {
  const paused = { ...which, trackingId: META, by: "platform", reason: "platform_silent" };
  const f = connected().given("TrackingPaused", paused);
  assert.deepEqual(names(f), ["connection_test"]);
  f.given("TrackingResumed", { ...which, trackingId: META });
  assert.deepEqual(names(f), ["superseded"]);
});

Deno.test("the keys of conversions, and the ids made of them, are what they always were", () => {
  const f = connected();
  visited(f);
  f.given("TestEventRequested", { ...which, trackingId: META, testId: VISIT, at: "2026-06-01T10:00:00.000Z" });
  assert.deepEqual(Object.fromEntries(f.outbox.map(({ key, delivery_id }) => [key, delivery_id])), FROZEN);
  assert.equal(platformEventId(VISIT, "page_viewed"), "82aa1452-a179-5816-a3ba-99b853adb160");
});

const FROZEN = {
  [`conversion:${META}:${VISIT}:event_viewed:ViewContent`]: "3c6f00c1-1356-56e7-9893-2094d4d01738",
  [`conversion:${META}:${VISIT}:page_viewed:PageView`]: "fffc1082-6a2a-5e1c-82cc-dfc33f3372bc",
  [`test:${META}:${VISIT}`]: "1b3cd5f7-5f48-561a-b1d4-0a7fd30b1627",
};

type Step = { type: EventName; data: Record<string, unknown>; stream: string };
const seat = (n: number) => `00000000-0000-4000-8000-0000000005${String(n).padStart(2, "0")}`;
const who = (n: number) => ({ eventId: ids.event, registrationId: seat(n), personId: ids.ana });
const step = fc.oneof(
  fc.tuple(fc.nat(3), fc.constantFrom(yes, no)).map(([n, consent]): Step[] => [
    { type: "RegistrationRequested", data: who(n), stream: `event-${ids.event}` },
    { type: "RegistrationTracked", data: { ...who(n), consent, identifiers: null }, stream: `event-${ids.event}` },
    { type: "RegistrationConfirmed", data: { ...who(n), from: "request" }, stream: `event-${ids.event}` },
  ]),
  fc.nat(3).map((n): Step[] => [{
    type: "AttendanceMarked",
    data: { ...who(n), dateId: null, attendance: "attended" },
    stream: `event-${ids.event}`,
  }]),
  fc.constantFrom("TrackingPaused", "TrackingResumed", "TokenRotated", "TrackingRemoved").map((type): Step[] => [{
    type: type as EventName,
    data: { ...which, trackingId: META, by: "trainer", reason: "switched_off" },
    stream: `tracking-${META}`,
  }]),
  fc.constantFrom(yes, no).map((consent): Step[] => [{
    type: "ConsentChosen",
    data: { ...which, ...consent, consentId: BROWSER },
    stream: `consent-${BROWSER}`,
  }]),
);

/** Takes every fact twice. */
class Twice extends Folded {
  override apply(fact: Parameters<Folded["apply"]>[0]): void {
    super.apply(fact);
    super.apply(fact);
  }
}

function foldedFrom(steps: readonly Step[], empty: Folded): Folded {
  const f = connected(empty);
  for (const { type, data, stream } of steps) f.given(type, data, { stream });
  return f;
}

Deno.test("folded anew it plans the same, and a fact that comes twice plans nothing more", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (parts) => {
      const once = foldedFrom(parts.flat(), new Folded(reactor));
      const anew = foldedFrom(parts.flat(), new Folded(reactor));
      const twice = foldedFrom(parts.flat(), new Twice(reactor));
      assert.deepEqual(anew.outbox, once.outbox);
      assert.deepEqual(twice.outbox.map(({ key }) => key).sort(), once.outbox.map(({ key }) => key).sort());
    }),
    { numRuns: 150 },
  );
});
