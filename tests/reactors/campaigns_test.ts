import assert from "node:assert/strict";
import { campaigns } from "../../reactors/campaigns.ts";
import type { Reactor } from "../../reactors/runtime/definition.ts";
import { begin, Folded, ids } from "./support/fold.ts";

const campaignId = "00000000-0000-4000-8000-0000000000ca";
const AT = "2026-06-02T10:00:00.000Z";
const inCampaign = { stream: `campaign-${campaignId}` };

/** An event with so many people in it; every second one agreed to marketing. */
function withPeople(count: number): Folded {
  const f = begin.published(new Folded(campaigns as unknown as Reactor));
  for (let n = 0; n < count; n++) {
    const data = { eventId: ids.event, registrationId: uuid("a", n), personId: uuid("b", n) };
    f.given("RegistrationRequested", {
      ...data,
      timeZone: "Europe/Madrid",
      consents: { terms: true, privacy: true, marketing: n % 2 === 0 },
    }).given("RegistrationConfirmed", { ...data, from: "request" });
  }
  return f;
}

const uuid = (kind: string, n: number) => `00000000-0000-4000-8${kind}00-${String(n).padStart(12, "0")}`;

function planned(f: Folded, more: Record<string, unknown> = {}): Folded {
  return f.given("CampaignPlanned", {
    campaignId,
    studioId: ids.studio,
    purpose: "transactional",
    audience: { eventId: ids.event, who: "confirmed", tag: null },
    texts: [{ language: "es", subject: "Hola", body: "Texto" }],
    sendAt: AT,
    ...more,
  }, inCampaign);
}

const elapse = (f: Folded) =>
  f.given("TimerElapsed", { reactor: "campaigns", key: campaignId, due: AT }, { at: AT, stream: "timer-x" });
const steer = (f: Folded, type: "CampaignPaused" | "CampaignResumed" | "CampaignStopped") =>
  f.given(type, { campaignId, studioId: ids.studio }, inCampaign);

/** The worker hands over what is in the outbox, at most so many. */
function send(f: Folded, most = Infinity): number {
  const open = f.outbox.filter(({ state }) => state === "open").slice(0, most);
  for (const { delivery_id: deliveryId, skip_reason, key } of open) {
    if (skip_reason !== null) {
      f.given("DeliverySkipped", { deliveryId, reactor: "campaigns", key, channel: "mail", reason: skip_reason }, {
        stream: `delivery-${deliveryId}`,
      });
    } else {
      f.given("DeliverySucceeded", { deliveryId, attempt: 1, receipt: "" }, { stream: `delivery-${deliveryId}` });
    }
  }
  return open.length;
}

const row = (f: Folded) =>
  f.rows<{ state: string; total: number; sent: number; skipped: number; in_flight: number }>("campaigns")[0]!;

Deno.test("nobody is written to before the moment, everybody once after it", () => {
  const f = planned(withPeople(450));
  assert.equal(f.outbox.length, 0);
  elapse(f);
  assert.equal(f.outbox.length, 200, "the outbox holds two waves");
  while (send(f, 37) > 0);
  assert.deepEqual([row(f).state, row(f).total, row(f).sent, row(f).in_flight], ["done", 450, 450, 0]);
  assert.equal(new Set(f.outbox.map(({ person_id }) => person_id)).size, 450);
});

Deno.test("marketing goes to those who agreed; the others are left out, visibly", () => {
  const f = elapse(planned(withPeople(10), { purpose: "marketing" }));
  assert.equal(f.mails.length, 5);
  assert.ok(f.skipped.every((line) => line.endsWith("no_consent")));
  send(f);
  assert.deepEqual([row(f).state, row(f).sent, row(f).skipped], ["done", 5, 5]);
});

Deno.test("whoever unsubscribes while it runs gets nothing more of it", () => {
  for (const paused of [false, true]) {
    const f = elapse(planned(withPeople(4), { purpose: "marketing" }));
    if (paused) steer(f, "CampaignPaused");
    f.given("ConsentWithdrawn", {
      subjectId: uuid("b", 0),
      personId: uuid("b", 0),
      studioId: ids.studio,
      purposes: ["email_marketing"],
      via: "own_page",
    }, { stream: `consent-${uuid("b", 0)}` });
    assert.equal(f.mails.length, 1);
    assert.ok(f.skipped.some((line) => line.endsWith("unsubscribed")));
  }
});

Deno.test("paused, only what is in the outbox goes on; resumed, the rest follows", () => {
  const f = steer(elapse(planned(withPeople(450))), "CampaignPaused");
  while (send(f) > 0);
  assert.deepEqual([row(f).state, row(f).sent], ["paused", 200]);
  steer(f, "CampaignResumed");
  while (send(f) > 0);
  assert.deepEqual([row(f).state, row(f).sent], ["done", 450]);
});

Deno.test("paused before its moment it knows its people and sends to none until it goes on", () => {
  const f = elapse(steer(planned(withPeople(3)), "CampaignPaused"));
  assert.deepEqual([row(f).state, row(f).total, f.outbox.length], ["paused", 3, 0]);
  assert.equal(steer(f, "CampaignResumed").mails.length, 3);
});

Deno.test("stopped, nothing more goes out, and what was in the outbox says so", () => {
  const f = elapse(planned(withPeople(450)));
  send(f, 10);
  steer(f, "CampaignStopped");
  assert.deepEqual(f.mails, []);
  assert.ok(f.skipped.every((line) => line.endsWith("campaign_stopped")));
});

Deno.test("it goes to those who came, or missed it, or have a tag, each person once over all events", () => {
  const f = withPeople(3)
    .given("AttendanceMarked", {
      eventId: ids.event,
      registrationId: uuid("a", 1),
      personId: uuid("b", 1),
      dateId: null,
      attendance: "attended",
    })
    .given("RegistrationTagged", {
      eventId: ids.event,
      registrationId: uuid("a", 2),
      personId: uuid("b", 2),
      tags: ["vip"],
    });
  const to = (audience: Record<string, unknown>) => {
    const g = structuredHistory(f);
    elapse(planned(g, { audience: { eventId: null, who: "confirmed", tag: null, ...audience } }));
    return g.outbox.map(({ person_id }) => person_id);
  };
  assert.deepEqual(to({ who: "attended" }), [uuid("b", 1)]);
  assert.deepEqual(to({ who: "missed" }), []);
  assert.deepEqual(to({ tag: "vip" }), [uuid("b", 2)]);
  assert.equal(to({}).length, 3);
});

/** The same history in a fold of its own. */
function structuredHistory(f: Folded): Folded {
  const copy = withPeople(3);
  const facts = f.history.slice(copy.history.length);
  for (const { type, data } of facts) copy.given(type, data as never);
  return copy;
}

Deno.test("whoever gives up their place before their turn is not counted; in the outbox it is withdrawn", () => {
  const f = elapse(planned(withPeople(450)));
  const waiting = f.rows<{ registration_id: string; wave: number }>("recipients").find(({ wave }) => wave > 2)!;
  f.given("RegistrationCancelled", {
    eventId: ids.event,
    registrationId: waiting.registration_id,
    personId: "x",
    by: "registrant",
  });
  assert.equal(row(f).total, 449);
  const planned_ = f.outbox[0]!;
  f.given("RegistrationCancelled", {
    eventId: ids.event,
    registrationId: planned_.registration_id!,
    personId: planned_.person_id!,
    by: "registrant",
  });
  assert.ok(f.skipped.some((line) => line.endsWith("registration_cancelled")));
  while (send(f, 50) > 0);
  assert.equal(row(f).state, "done");
});

const lead = { studioId: ids.studio, eventId: null, registrationId: null };
const imported = (
  f: Folded,
  personId: string,
  { source = "fair", marketing = true, at = "2026-06-01T10:00:00.000Z" } = {},
) =>
  f.given("LeadCaptured", {
    ...lead,
    personId,
    origin: "import",
    marketing,
    attribution: { source, medium: null, campaign: null },
  }, { at, stream: `lead-${personId}` });
const ofLead = (personId: string) => ({ stream: `lead-${personId}` });
const toSegment = (filter: Record<string, unknown>) => ({
  purpose: "marketing",
  audience: { segmentId: uuid("c", 1), name: "Some", filter },
});

/** Three who registered, the first and the third with consent, and two who were imported with it. */
function known(): Folded {
  const f = withPeople(3);
  return imported(imported(f, uuid("b", 7)), uuid("b", 8), { source: "shop" });
}

Deno.test("a segment has whoever fits it when it begins, with a place or without one, each once", () => {
  const to = (filter: Record<string, unknown>, before: (f: Folded) => void = () => {}) => {
    const f = known();
    planned(f, toSegment(filter));
    before(f);
    return elapse(f).mails.map((line) => line.split(" ")[1]).sort();
  };
  const [first, third, fair, shop] = [0, 2, 7, 8].map((n) => uuid("b", n));
  assert.deepEqual(to({}), [first, third, fair, shop]);
  assert.deepEqual(to({ source: "shop" }), [shop]);
  const tag = (f: Folded) => {
    f.given("LeadTagged", { personId: fair!, added: ["vip"], removed: [], ruleId: null }, ofLead(fair!));
  };
  assert.deepEqual(to({ tags: ["vip"] }, tag), [fair]);
  assert.deepEqual(to({ withoutTags: ["vip"] }, tag), [first, third, shop]);
  assert.deepEqual(to({ standing: "registered" }), [first, third]);
  assert.deepEqual(to({ eventId: ids.event, standing: "attended" }), []);
  assert.deepEqual(to({ eventId: ids.event }), [first, third]);
  const owned = (f: Folded) => {
    f.given("LeadAssigned", { personId: shop!, ownerId: ids.ben }, ofLead(shop!));
  };
  assert.deepEqual(to({ owner: ids.ben }, owned), [shop]);
  assert.deepEqual(to({ owner: "nobody", source: "shop" }, owned), []);
  assert.deepEqual(to({ marketing: false }), [], "who did not agree is in it and gets nothing");
  assert.deepEqual(to({ newWithinDays: 1, source: "fair" }), [fair]);
  assert.deepEqual(to({ quietForDays: 2 }), []);
  const merged = (f: Folded) => {
    f.given("LeadMerged", { personId: fair!, intoPersonId: shop! }, ofLead(fair!))
      .given("LeadAbsorbed", { personId: shop!, fromPersonId: fair!, tags: [] }, ofLead(shop!));
  };
  assert.deepEqual(to({ standing: undefined, source: "fair" }, merged), []);
});

Deno.test("in a segment, too, no agreement means no mail, visibly, and whoever is erased gets nothing", () => {
  const f = elapse(planned(imported(known(), uuid("b", 9), { marketing: false }), toSegment({})));
  assert.deepEqual([row(f).total, f.mails.length], [6, 4]);
  assert.deepEqual(f.skipped.map((line) => line.split(": ")[1]), ["no_consent", "no_consent"]);
  const erased = planned(known(), toSegment({ source: "shop" }))
    .given("PersonErased", { personId: uuid("b", 8), studioId: ids.studio }, { stream: `person-${uuid("b", 8)}` });
  assert.deepEqual([row(elapse(erased)).total, row(erased).state], [0, "done"]);
});

Deno.test("a segment's mail reads the address where it was told last, and giving up a place does not take it back", () => {
  const f = elapse(planned(known(), toSegment({})));
  const contacts = f.outbox.filter(({ skip_reason }) => skip_reason === null).map(({ contact }) => contact?.stream);
  assert.deepEqual(contacts.sort(), [
    `event-${ids.event}`,
    `event-${ids.event}`,
    `lead-${uuid("b", 7)}`,
    `lead-${uuid("b", 8)}`,
  ]);
  f.given("RegistrationCancelled", {
    eventId: ids.event,
    registrationId: uuid("a", 0),
    personId: uuid("b", 0),
    by: "registrant",
  });
  assert.equal(f.mails.length, 4);
});
