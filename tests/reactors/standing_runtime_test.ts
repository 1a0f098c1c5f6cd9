import assert from "node:assert/strict";
import type { EventId, PersonId, RegistrationId } from "../../domain/ids.ts";
import { virtualEvent } from "../../domain/virtual_event/virtual_event.ts";
import { withPostgres, type World, world } from "./support/world.ts";

withPostgres();

const subjects = (w: World) => w.mails.sent.map(({ subject, to }) => `${to.address}: ${subject.split(":")[0]}`);

Deno.test("an offer that nobody takes goes on to the next, who takes it; each hears of it once", async () => {
  await using w = await world();
  w.work();
  const eventId = await w.event({ capacity: 1, reminders: [] });
  const [ana, ben, cleo] = [
    await w.register(eventId, "ana@example.com"),
    await w.register(eventId, "ben@example.com"),
    await w.register(eventId, "cleo@example.com"),
  ];
  await w.onEvent(eventId, { type: "ChooseWaitlistMode", mode: "offer", offerHours: 24 });
  await w.onEvent(eventId, { type: "CancelRegistration", registrationId: ana.registrationId, by: "registrant" });
  await w.settled();
  const [first] = await w.facts("WaitlistSeatOffered");
  assert.equal(first?.data.registrationId, ben.registrationId);
  w.clock.moveTo(String(first.data.expiresAt));
  await w.settled();
  assert.deepEqual(
    (await w.facts("RegistrationExpired")).map(({ data, metadata }) => [data.registrationId, metadata.rule]),
    [
      [ben.registrationId, "offer_over"],
    ],
  );
  await w.onEvent(eventId, { type: "AcceptOffer", registrationId: cleo.registrationId });
  await w.settled();
  w.clock.moveTo("2026-06-03T10:00:00.000Z");
  await w.settled();
  assert.equal((await w.facts("RegistrationExpired")).length, 1, "what was taken does not expire");
  const told = subjects(w).filter((said) => !said.startsWith("ana") && !said.endsWith("on the waitlist"));
  // what one fact leads to may overtake each other on its way out
  assert.deepEqual(told.sort(), [
    "ben@example.com: A place is free for you",
    "ben@example.com: The place went to the next person",
    "cleo@example.com: A place is free for you",
    "cleo@example.com: You are registered",
  ]);
});

Deno.test("who waited in vain gets a mail about the next date, which leads to its page and can be unsubscribed from", async () => {
  await using w = await world();
  w.work();
  const full = await w.event({ capacity: 1, reminders: [] });
  await w.register(full, "ana@example.com");
  const ben = await w.register(full, "ben@example.com", { language: "de" });
  await w.settled();
  w.clock.moveTo("2026-06-20T10:00:00.000Z");
  await w.settled();
  await w.event({ startsAtLocal: "2026-07-01T19:00", reminders: [] });
  await w.settled();
  const told = w.mails.sent.filter(({ subject }) => subject.startsWith("Jetzt gibt es einen Termin"));
  assert.deepEqual(told.map(({ to }) => to.address), ["ben@example.com"]);
  assert.match(told[0]!.text, /Mi\.?,? 1\. Juli, 19:00 Madrid/);
  assert.ok(told[0]!.text.includes(`https://webinars.example/mail/${ben.personId}`));
  assert.deepEqual(w.problems, []);
});

Deno.test("a draft goes public at its moment; one that is not ready is refused, and one can see why", async () => {
  await using w = await world();
  w.work();
  const eventId = await w.event({ reminders: [] });
  const publishAt = "2026-06-02T08:00:00.000Z";
  await w.onEvent(eventId, { type: "UnpublishEvent" });
  await w.decide(virtualEvent, `event-${eventId}`, {
    type: "ChangeEvent",
    changes: [{ type: "SchedulePublication", publishAt }],
  });
  await w.settled();
  w.clock.moveTo(publishAt);
  await w.settled();
  const published = (await w.facts("EventPublished")).at(-1)!;
  assert.deepEqual([published.metadata.actor, published.metadata.rule], [
    "reactor:publications",
    "publication_scheduled",
  ]);

  const unready = await w.event({ reminders: [] });
  await w.onEvent(unready, { type: "UnpublishEvent" });
  await w.onEvent(unready, { type: "ChangeDetails", changes: { description: "" } });
  const later = "2026-06-03T08:00:00.000Z";
  await w.onEvent(unready, { type: "SchedulePublication", publishAt: later });
  await w.settled();
  w.clock.moveTo(later);
  await w.settled();
  const declined = (await w.facts("CommandDeclined")).at(-1)!;
  assert.deepEqual([declined.stream, declined.data.command, declined.data.reason], [
    `event-${unready}`,
    "PublishScheduled",
    "not_ready_to_publish",
  ]);
});

Deno.test("a place is handed over: the new one is invited and confirmed, the old one told", async () => {
  await using w = await world();
  w.work();
  const eventId: EventId = await w.event({ capacity: 1, reminders: [] });
  const ana = await w.register(eventId, "ana@example.com");
  const toPersonId: PersonId = await w.vault.resolvePerson(w.studioId, "eva@example.com");
  const toRegistrationId = crypto.randomUUID() as RegistrationId;
  const eva = { email: "eva@example.com", firstName: "Eva", lastName: "Ruiz" };
  await w.onEvent(eventId, {
    type: "OfferTransfer",
    registrationId: ana.registrationId,
    toRegistrationId,
    toPersonId,
    to: eva,
    language: "en",
  });
  await w.onEvent(eventId, {
    type: "AcceptTransfer",
    toRegistrationId,
    registrant: eva,
    language: "en",
    timeZone: null,
    consents: { terms: true, privacy: true, marketing: false },
  });
  await w.settled();
  const told = subjects(w).toSorted();
  assert.ok(told.includes("eva@example.com: You are registered"), told.join());
  assert.ok(told.includes("ana@example.com: Your place has a new owner"), told.join());
  const gone = w.mails.sent.find(({ subject }) => subject.startsWith("Your place has"));
  assert.equal(gone?.attachments?.[0]?.filename, "cancelled.ics");
});
