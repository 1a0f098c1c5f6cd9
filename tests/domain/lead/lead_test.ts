import type { PersonId, RegistrationId, StudioId, UserId } from "../../../domain/ids.ts";
import type { LeadEvent } from "../../../domain/lead/events.ts";
import { type CaptureLead, lead, MOST_TAGS } from "../../../domain/lead/lead.ts";
import { given } from "../../support/given.ts";
import { id } from "../../support/ids.ts";

const at = "2026-11-01T10:00:00.000Z";
const studioId: StudioId = id.studio("s");
const personId: PersonId = id.person("ana");
const other: PersonId = id.person("ana again");
const ownerId: UserId = id.user("u");
const first: RegistrationId = id.registration("first");
const attribution = { source: "instagram", medium: null, campaign: null };
const nothing = { email: null, firstName: null, lastName: null, phone: null, company: null, position: null };
const found = {
  studioId,
  personId,
  eventId: id.event("e"),
  registrationId: first,
  attribution,
  marketing: true,
};
const capture: CaptureLead = { type: "CaptureLead", at, origin: "registration", ...found };
const captured: LeadEvent = { type: "LeadCaptured", data: { ...nothing, ...found, origin: "registration" } };
const tagged = (...added: string[]): LeadEvent => ({
  type: "LeadTagged",
  data: { personId, added, removed: [], ruleId: null },
});
const task = { personId, taskId: "00000000-0000-4000-8000-000000000001" };
const assigned: LeadEvent = {
  type: "TaskAssigned",
  data: { ...task, title: "Call Ana", dueAt: null, ownerId, priority: "normal" },
};

Deno.test("A registration captures somebody new", () => {
  given(lead).when(capture).then(captured);
});
Deno.test("Another registration of somebody known is a return, the same one nothing", () => {
  const second = id.registration("second");
  given(lead, captured).when({ ...capture, registrationId: second })
    .then({ type: "LeadReturned", data: { ...found, registrationId: second } });
  given(lead, captured).when(capture).thenNothing();
});
Deno.test("Somebody typed in who is known keeps their beginnings, and what was typed counts", () => {
  const typed: CaptureLead = {
    ...capture,
    origin: "hand",
    eventId: null,
    registrationId: null,
    details: { phone: "+34" },
  };
  given(lead, captured).when(typed)
    .then({ type: "LeadDetailsChanged", data: { ...nothing, personId, phone: "+34" } });
  given(lead, captured).when({ ...typed, details: {} }).thenNothing();
});
Deno.test("Nothing happens to somebody unknown", () => {
  given(lead).when({ type: "NoteLead", at, personId, noteId: task.taskId, text: "x" }).rejects("lead_not_found");
});
Deno.test("Tags are given and taken once", () => {
  const tag = { type: "TagLead", at, personId, ruleId: null } as const;
  given(lead, captured).when({ ...tag, add: ["vip", "vip"], remove: ["gone"] }).then(tagged("vip"));
  given(lead, captured, tagged("vip")).when({ ...tag, add: ["vip"], remove: [] }).thenNothing();
  given(lead, captured, tagged("vip")).when({ ...tag, add: [], remove: ["vip"] })
    .then({ type: "LeadTagged", data: { personId, added: [], removed: ["vip"], ruleId: null } });
});
Deno.test("A person has so many tags at most", () => {
  const full = Array.from({ length: MOST_TAGS }, (_, i) => `tag ${i}`);
  given(lead, captured, tagged(...full)).when({
    type: "TagLead",
    at,
    personId,
    add: ["one more"],
    remove: [],
    ruleId: null,
  })
    .rejects("too_many_tags", { most: MOST_TAGS });
});
Deno.test("A note is kept", () => {
  const note = { personId, noteId: task.taskId, text: "Wants the plan" };
  given(lead, captured).when({ type: "NoteLead", at, ...note }).then({ type: "LeadNoted", data: note });
});
Deno.test("Somebody is looked after by one member, or by nobody", () => {
  const assign = { type: "AssignLead", at, personId } as const;
  const theirs: LeadEvent = { type: "LeadAssigned", data: { personId, ownerId } };
  given(lead, captured).when({ ...assign, ownerId }).then(theirs);
  given(lead, captured, theirs).when({ ...assign, ownerId }).thenNothing();
  given(lead, captured, theirs).when({ ...assign, ownerId: null })
    .then({ type: "LeadAssigned", data: { personId, ownerId: null } });
});
Deno.test("A task is assigned, done, opened again and removed", () => {
  const { data } = assigned;
  given(lead, captured).when({
    ...data as Extract<LeadEvent, { type: "TaskAssigned" }>["data"],
    title: "Call Ana",
    type: "AssignTask",
    at,
  })
    .then(assigned);
  const done: LeadEvent = { type: "TaskCompleted", data: task };
  given(lead, captured, assigned).when({ type: "CompleteTask", at, ...task }).then(done);
  given(lead, captured, assigned, done).when({ type: "CompleteTask", at, ...task }).thenNothing();
  given(lead, captured, assigned, done).when({ type: "ReopenTask", at, ...task })
    .then({ type: "TaskReopened", data: task });
  const removed: LeadEvent = { type: "TaskRemoved", data: task };
  given(lead, captured, assigned).when({ type: "RemoveTask", at, ...task }).then(removed);
  given(lead, captured, assigned, removed).when({ type: "CompleteTask", at, ...task }).rejects("task_not_found");
});
Deno.test("A lead that was merged goes on under the other's id", () => {
  const merged: LeadEvent = { type: "LeadMerged", data: { personId, intoPersonId: other } };
  given(lead, captured).when({ type: "MergeLead", at, personId, intoPersonId: other }).then(merged);
  given(lead, captured).when({ type: "MergeLead", at, personId, intoPersonId: personId }).rejects("merge_with_itself");
  given(lead, captured, merged).when({ type: "NoteLead", at, personId, noteId: task.taskId, text: "x" })
    .rejects("lead_merged", { into: other });
  // who registers again under the old address is still somebody known
  given(lead, captured, merged).when({ ...capture, registrationId: id.registration("third") }).thenTypes(
    "LeadReturned",
  );
});
Deno.test("The other side takes over as many tags as it can hold", () => {
  const full = Array.from({ length: MOST_TAGS - 1 }, (_, i) => `tag ${i}`);
  given(lead, captured, tagged(...full))
    .when({ type: "AbsorbLead", at, personId, fromPersonId: other, tags: ["a", "b"] })
    .then({ type: "LeadAbsorbed", data: { personId, fromPersonId: other, tags: ["a"] } });
});
