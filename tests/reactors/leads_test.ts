import assert from "node:assert/strict";
import { captureLeads } from "../../reactors/capture_leads.ts";
import { issuers } from "../../reactors/issuers.ts";
import type { Reactor } from "../../reactors/runtime/definition.ts";
import { tagLeads } from "../../reactors/tag_leads.ts";
import { samples } from "../support/golden_samples.ts";
import { Folded, ids } from "./support/fold.ts";

const ruleId = "00000000-0000-4000-8000-0000000000c1";
const registered = { ...samples.RegistrationRequested, eventId: ids.event, personId: ids.ana };
const came = { eventId: ids.event, registrationId: ids.anaSeat, personId: ids.ana, dateId: null };
const rule = (change: Record<string, unknown> = {}) => ({
  studioId: ids.studio,
  ruleId,
  rule: { moment: "attended", eventId: null, category: "Nutrition", tag: "attended live", ...change },
});
const tagging = () =>
  new Folded(tagLeads as unknown as Reactor)
    .given("EventCreated", { ...samples.EventCreated, eventId: ids.event, category: "Nutrition" });
const planned = (f: Folded) => f.commands.map(({ type, stream, data }) => ({ type, stream, data }));

Deno.test("whoever asks for a place becomes a lead, and nothing personal stands in the plan", () => {
  const f = new Folded(captureLeads as unknown as Reactor).given("RegistrationRequested", registered);
  assert.deepEqual(planned(f), [{
    type: "CaptureLead",
    stream: `lead-${ids.ana}`,
    data: {
      studioId: ids.studio,
      personId: ids.ana,
      origin: "registration",
      eventId: ids.event,
      registrationId: registered.registrationId,
      attribution: { source: "instagram", medium: "cpc", campaign: "autumn" },
      marketing: false,
    },
  }]);
  assert.ok(!JSON.stringify(f.commands).includes("ana@example.com"));
});

Deno.test("a rule tags whoever it names, from when it is made until it is removed", () => {
  const before = tagging().given("AttendanceMarked", { ...came, attendance: "attended" });
  assert.deepEqual(planned(before), []);
  const f = tagging().given("TagRuleSaved", rule()).given("AttendanceMarked", { ...came, attendance: "attended" });
  assert.deepEqual(planned(f), [{
    type: "TagLead",
    stream: `lead-${ids.ana}`,
    data: { personId: ids.ana, add: ["attended live"], remove: [], ruleId },
  }]);
  const removed = tagging().given("TagRuleSaved", rule())
    .given("TagRuleRemoved", { studioId: ids.studio, ruleId })
    .given("AttendanceMarked", { ...came, attendance: "attended" });
  assert.deepEqual(planned(removed), []);
});

Deno.test("another moment, category or event leads to nothing", () => {
  const marked = (change: Record<string, unknown>, attendance = "attended") =>
    planned(tagging().given("TagRuleSaved", rule(change)).given("AttendanceMarked", { ...came, attendance }));
  assert.deepEqual(marked({}, "no_show"), []);
  assert.deepEqual(marked({}, "unknown"), []);
  assert.deepEqual(marked({ category: "Strength" }), []);
  assert.deepEqual(marked({ category: null, eventId: ids.date }), []);
  assert.equal(marked({ category: null, eventId: ids.event }).length, 1);
  const moved = tagging().given("TagRuleSaved", rule())
    .given("EventDetailsChanged", { eventId: ids.event, changes: { category: "Strength" } })
    .given("AttendanceMarked", { ...came, attendance: "attended" });
  assert.deepEqual(planned(moved), []);
});

Deno.test("registering and cancelling are moments too", () => {
  const f = tagging().given("TagRuleSaved", rule({ moment: "registered" }))
    .given("LeadCaptured", { ...samples.LeadCaptured, eventId: ids.event, personId: ids.ana }, {
      stream: `lead-${ids.ana}`,
    })
    .given("LeadReturned", { ...samples.LeadReturned, eventId: ids.event, personId: ids.ben }, {
      stream: `lead-${ids.ben}`,
    });
  assert.deepEqual(planned(f).map(({ stream }) => stream), [`lead-${ids.ana}`, `lead-${ids.ben}`]);
  const cancelled = tagging().given("TagRuleSaved", rule({ moment: "cancelled" }))
    .given("RegistrationCancelled", { ...came, by: "registrant" });
  assert.equal(planned(cancelled).length, 1);
});

Deno.test("what these reactors command is decided", () => {
  for (const name of [...captureLeads.issues!, ...tagLeads.issues!]) assert.ok(issuers[name], name);
});
