import assert from "node:assert/strict";
import { cancelRegistration } from "../../commands/cancel_registration.ts";
import { erasePerson } from "../../commands/erase_person.ts";
import { register } from "../../commands/register.ts";
import { requestLink } from "../../commands/request_link.ts";
import { eventIn } from "../../commands/streams.ts";
import { createEvent } from "../../commands/create_event.ts";
import { newEvent, openCommands, publishedEvent, registrationOf, studioId, visitor } from "../support/commands.ts";
import { id } from "../support/ids.ts";
import { refused } from "../support/refusals.ts";

Deno.test("people register, wait, and move up when somebody gives up their seat", async () => {
  await using open = await openCommands();
  const { deps } = open;
  const eventId = await publishedEvent(open);
  const [ana, ben, cleo] = [
    await register(deps, visitor(), registrationOf(eventId, "ana")),
    await register(deps, visitor(), registrationOf(eventId, "ben")),
    await register(deps, visitor(), registrationOf(eventId, "cleo")),
  ];
  assert.ok(ana.outcome === "registered" && ben.outcome === "registered" && cleo.outcome === "registered");
  assert.deepEqual([ana.status, ben.status, cleo.status, cleo.position], ["confirmed", "confirmed", "waitlisted", 1]);
  assert.match(ana.reference, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  const { registrationId } = ana;
  await cancelRegistration(deps, { ...visitor(), actor: `registrant:${registrationId}` }, { eventId, registrationId });
  const { seats } = await eventIn(deps, studioId, eventId);
  assert.equal(seats.registrations.get(cleo.registrationId)?.status, "confirmed");
});

Deno.test("what people type is open in the log's facts, and nowhere in the log itself", async () => {
  await using open = await openCommands();
  const { deps, facts, store } = open;
  const eventId = await publishedEvent(open);
  await register(deps, visitor(), registrationOf(eventId, "zaira"));
  const requested = (await facts()).find((fact) => fact.type === "RegistrationRequested");
  assert.equal((requested?.data as { email: string }).email, "zaira@example.com");
  for await (const event of store.read(`event-${eventId}`)) assert.ok(!JSON.stringify(event.data).includes("zaira"));
});

Deno.test("the form's registration is the registrant's own doing, the API's its caller's", async () => {
  await using open = await openCommands();
  const { deps, as, facts } = open;
  const eventId = await publishedEvent(open);
  const ana = await register(deps, visitor(), registrationOf(eventId, "ana"));
  await register(deps, as("owner", { actor: "key:k1", scopes: ["write"] }), registrationOf(eventId, "ben", "api"));
  const actors = (await facts()).filter((fact) => fact.type === "RegistrationRequested").map((fact) => fact.meta.actor);
  assert.deepEqual(actors, [`registrant:${ana.registrationId}`, "key:k1"]);
});

Deno.test("a zone that nobody knows is refused by the API, and does not keep anybody from the form", async () => {
  await using open = await openCommands();
  const { deps, as, facts } = open;
  const eventId = await publishedEvent(open);
  const martian = { timeZone: "Mars/Olympus" };
  await refused(register(deps, as(), { ...registrationOf(eventId, "ana", "api"), ...martian }), "unknown_time_zone");
  await register(deps, visitor(), { ...registrationOf(eventId, "ana"), ...martian });
  const requested = (await facts()).find((fact) => fact.type === "RegistrationRequested");
  assert.equal((requested?.data as { timeZone: string }).timeZone, "Europe/Madrid");
});

Deno.test("a repeated registration gets its first answer, even when the event has filled up or closed since", async () => {
  await using open = await openCommands();
  const { deps, setNow, facts } = open;
  const eventId = await publishedEvent(open, { capacity: 1, waitlist: false });
  const commandId = crypto.randomUUID();
  const first = await register(deps, visitor(commandId), registrationOf(eventId, "ana"));
  await refused(register(deps, visitor(), registrationOf(eventId, "ben")), "event_full");
  setNow("2026-12-24T10:00:00.000Z");
  const before = (await facts()).length;
  const again = await register(deps, visitor(commandId), registrationOf(eventId, "ana"));
  assert.deepEqual({ ...again, at: 0n }, { ...first, at: 0n });
  assert.equal((await facts()).length, before);
});

Deno.test("somebody known is told so by mail, by the form; the API says it at once", async () => {
  await using open = await openCommands();
  const { deps, as, setNow, facts } = open;
  const eventId = await publishedEvent(open);
  const ana = await register(deps, visitor(), registrationOf(eventId, "ana"));
  const known = await register(deps, visitor(), registrationOf(eventId, "Ana"));
  assert.deepEqual(known, {
    outcome: "known",
    registrationId: ana.registrationId,
    personId: ana.personId,
    status: "confirmed",
  });
  await refused(register(deps, as(), registrationOf(eventId, "ana", "api")), "already_registered", {
    registrationId: ana.registrationId,
    status: "confirmed",
  });
  const links = async () => (await facts()).filter((fact) => fact.type === "LinkRequested");
  assert.equal((await links()).length, 1);
  await register(deps, visitor(), registrationOf(eventId, "ana"));
  assert.equal((await links()).length, 1, "at most one an hour");
  setNow("2026-10-01T11:00:00.000Z");
  await register(deps, visitor(), registrationOf(eventId, "ana"));
  assert.equal((await links()).length, 2);
  assert.equal((await links())[0]?.meta.actor, `registrant:${ana.registrationId}`);
});

Deno.test("asking for one's link says nothing about whether there is one", async () => {
  await using open = await openCommands();
  const { deps, facts } = open;
  const eventId = await publishedEvent(open);
  const other = await publishedEvent(open);
  await register(deps, visitor(), registrationOf(eventId, "ana"));
  assert.equal(await requestLink(deps, visitor(), { eventId, email: "nobody@example.com" }), undefined);
  assert.equal(await requestLink(deps, visitor(), { eventId: other, email: "ana@example.com" }), undefined);
  assert.equal((await facts()).filter((fact) => fact.type === "LinkRequested").length, 0);
  assert.equal(await requestLink(deps, visitor(), { eventId, email: "ana@example.com" }), undefined);
  assert.equal((await facts()).filter((fact) => fact.type === "LinkRequested").length, 1);
  assert.equal(await deps.vault.findPerson(studioId, "nobody@example.com"), null);
});

Deno.test("whoever cannot register leaves no trace of their address", async () => {
  await using open = await openCommands();
  const { deps, as } = open;
  const { eventId } = await createEvent(deps, as(), newEvent);
  await refused(register(deps, visitor(), registrationOf(eventId, "ana")), "event_not_published");
  assert.equal(await deps.vault.findPerson(studioId, "ana@example.com"), null);
});

Deno.test("registering for an event of another studio, or of none, is refused", async () => {
  await using open = await openCommands();
  const { deps } = open;
  const eventId = await publishedEvent(open);
  const elsewhere = { ...visitor(), studioId: id.studio("other") };
  await refused(register(deps, elsewhere, registrationOf(eventId, "ana")), "event_not_found");
  await refused(register(deps, visitor(), registrationOf(id.event("none"), "ana")), "event_not_found");
});

Deno.test("the API registers for whoever may write, and nobody else", async () => {
  await using open = await openCommands();
  const { deps, as } = open;
  const eventId = await publishedEvent(open);
  await refused(register(deps, visitor(), registrationOf(eventId, "ana", "api")), "unauthenticated");
  await refused(register(deps, as("analyst"), registrationOf(eventId, "ana", "api")), "forbidden");
  await refused(register(deps, as("associate"), registrationOf(eventId, "ana", "api")), "forbidden");
  await refused(register(deps, as("owner", { scopes: ["read"] }), registrationOf(eventId, "ana", "api")), "forbidden");
});

Deno.test("only the registrant and members who may cancel a registration", async () => {
  await using open = await openCommands();
  const { deps, as } = open;
  const eventId = await publishedEvent(open);
  const { registrationId } = await register(deps, visitor(), registrationOf(eventId, "ana"));
  const which = { eventId, registrationId };
  const other = { ...visitor(), actor: `registrant:${id.registration("other")}` };
  await refused(cancelRegistration(deps, other, which), "unauthenticated");
  await refused(cancelRegistration(deps, as("analyst"), which), "forbidden");
  await refused(cancelRegistration(deps, as("associate"), which), "forbidden");
  const unknown = { eventId, registrationId: id.registration("unknown") };
  await refused(cancelRegistration(deps, as(), unknown), "registration_not_found");
  await cancelRegistration(deps, as(), which);
  await cancelRegistration(deps, as(), which);
  assert.equal((await eventIn(deps, studioId, eventId)).seats.taken, 0);
});

Deno.test("an erased person's address is nobody's: whoever comes with it is somebody new", async () => {
  await using open = await openCommands();
  const { deps, as, facts } = open;
  const eventId = await publishedEvent(open);
  const { personId } = await register(deps, visitor(), registrationOf(eventId, "ana"));
  const erasure = { personId, reason: "requested" } as const;
  await refused(erasePerson(deps, as("associate"), erasure), "forbidden");
  await refused(erasePerson(deps, as("owner", { scopes: ["read", "write", "personal"] }), erasure), "forbidden");
  await erasePerson(deps, as(), erasure);
  await erasePerson(deps, as(), erasure);
  assert.equal((await facts()).filter((fact) => fact.type === "PersonErased").length, 1);
  const again = await register(deps, visitor(), registrationOf(eventId, "ana"));
  assert.equal(again.outcome, "registered");
  assert.notEqual(again.personId, personId);
});

Deno.test("nobody erases another studio's person", async () => {
  await using open = await openCommands();
  const { deps, as, facts } = open;
  const personId = await deps.vault.resolvePerson(id.studio("other"), "ana@example.com");
  await refused(erasePerson(deps, as(), { personId, reason: "requested" }), "person_not_found");
  assert.equal((await facts()).filter((fact) => fact.type === "PersonErased").length, 0);
});
