import assert from "node:assert/strict";
import type { AnyEvent } from "../../domain/catalogue.ts";
import type { DeliveryId, EventId, PersonId, RegistrationId, UserId } from "../../domain/ids.ts";
import * as q from "../../projections/queries.ts";
import { openReadModels } from "../../projections/runtime/read_models.ts";
import { startPostgres } from "../support/postgres.ts";
import { type History, openHistory, studio } from "./history.ts";
import { caughtUp, run } from "./running.ts";

const trainer = crypto.randomUUID() as UserId;
const now = "2026-06-01T12:00:00.000Z";

function created(eventId: EventId, title: string, slug: string, startsAt: string): AnyEvent {
  return {
    type: "EventCreated",
    data: {
      eventId,
      studioId: studio,
      trainerId: trainer,
      title,
      description: "",
      type: "webinar",
      language: "es",
      slug,
      access: "free",
      price: null,
      companyRequired: false,
      timeZone: "Europe/Madrid",
      dates: [{
        dateId: crypto.randomUUID() as never,
        startsAtLocal: startsAt.slice(0, 16),
        startsAt,
        durationMinutes: 60,
      }],
      capacity: 2,
      waitlist: true,
      registrationOpensAt: null,
      registrationClosesAt: null,
    },
  };
}

function requested(eventId: EventId, number: number, personId = crypto.randomUUID() as PersonId) {
  const registrationId = crypto.randomUUID() as RegistrationId;
  const event: AnyEvent = {
    type: "RegistrationRequested",
    data: {
      eventId,
      registrationId,
      personId,
      reference: `REF-${number}`,
      email: `p${number}@example.org`,
      firstName: "José",
      lastName: `Núñez ${number}`,
      phone: null,
      company: null,
      position: null,
      website: null,
      specialRequirements: null,
      language: "es",
      timeZone: "Europe/Madrid",
      source: "direct",
      consents: { terms: true, privacy: true, marketing: false },
      medium: null,
      campaign: null,
    },
  };
  return { eventId, registrationId, personId, event };
}

async function openStudio(history: History): Promise<void> {
  await history.write(`studio-${studio}`, [
    {
      type: "StudioOpened",
      data: {
        studioId: studio,
        name: "Calistenia",
        address: "calistenia",
        language: "es",
        timeZone: "Europe/Madrid",
        currency: "EUR",
      },
    },
    {
      type: "MemberJoined",
      data: {
        studioId: studio,
        userId: trainer,
        personId: crypto.randomUUID() as PersonId,
        name: "Carlos",
        email: "carlos@example.org",
        role: "owner",
        invitationId: null,
      },
    },
  ]);
}

Deno.test("the queries answer what the facts say", async (t) => {
  await using postgres = await startPostgres();
  const { db, pool, close } = openReadModels<q.ReadModels>(postgres.connection);
  const history = await openHistory();
  await openStudio(history);
  const [draft, upcoming, live, past, cancelled] = Array.from({ length: 5 }, () => crypto.randomUUID() as EventId);
  const write = (eventId: EventId, events: AnyEvent[]) => history.write(`event-${eventId}`, events);
  await write(draft!, [created(draft!, "Borrador", "borrador", "2026-07-01T18:00:00.000Z")]);
  for (
    const [eventId, title, slug, at] of [
      [upcoming!, "Introducción", "introduccion", "2026-07-02T18:00:00.000Z"],
      [live!, "Ahora", "ahora", "2026-06-01T11:30:00.000Z"],
      [past!, "Antes", "antes", "2026-05-01T18:00:00.000Z"],
      [cancelled!, "Nunca", "nunca", "2026-07-03T18:00:00.000Z"],
    ] as const
  ) await write(eventId, [created(eventId, title, slug, at), { type: "EventPublished", data: { eventId } }]);
  await write(cancelled!, [{ type: "EventCancelled", data: { eventId: cancelled!, reason: "ill" } }]);
  await write(upcoming!, [{ type: "EventDetailsChanged", data: { eventId: upcoming!, changes: { slug: "nuevo" } } }]);
  const people = [1, 2, 3, 4].map((number) => requested(upcoming!, number));
  const [first, second, third, fourth] = people as [
    typeof people[0],
    typeof people[0],
    typeof people[0],
    typeof people[0],
  ];
  for (const { event, eventId, registrationId, personId } of [first, second]) {
    await write(upcoming!, [event, {
      type: "RegistrationConfirmed",
      data: { eventId, registrationId, personId, from: "request" },
    }]);
  }
  for (const [i, { event, eventId, registrationId, personId }] of [third, fourth].entries()) {
    await write(upcoming!, [event, {
      type: "RegistrationWaitlisted",
      data: { eventId, registrationId, personId, position: i + 1 },
    }]);
  }
  const again = requested(live!, 1, first.personId);
  await write(live!, [again.event]);
  const deliveryId = crypto.randomUUID() as DeliveryId;
  await history.write(`delivery-${deliveryId}`, [{
    type: "DeliverySkipped",
    data: {
      deliveryId,
      reactor: "reminders",
      key: `${upcoming}:x:PT1H:${first.registrationId}`,
      channel: "mail",
      reason: "too_late",
    },
  }]);
  await using _ = run(pool, history);
  await caughtUp(pool, history);

  await t.step("events by group, with counts, search and paging", async () => {
    const titles = async (query: Partial<q.EventsQuery>) =>
      (await q.listEvents(db, { studioId: studio, now, ...query })).rows.map(({ title }) => title);
    assert.deepEqual(await titles({ group: "upcoming" }), ["Ahora", "Introducción"]);
    assert.deepEqual(await titles({ group: "past" }), ["Nunca", "Antes"]);
    assert.deepEqual(await titles({ group: "drafts" }), ["Borrador"]);
    assert.deepEqual(await titles({ search: "INTRODUCCION" }), ["Introducción"]);
    assert.deepEqual(await titles({ search: "100%_" }), []);
    assert.deepEqual(await q.countEvents(db, { studioId: studio, now }), { upcoming: 2, past: 2, drafts: 1 });
    const page = await q.listEvents(db, { studioId: studio, now, sort: "title", page: 2, limit: 2 });
    assert.deepEqual([page.total, page.rows.map(({ title }) => title)], [5, ["Borrador", "Introducción"]]);
    const card = await q.eventCard(db, { studioId: studio, eventId: upcoming!, now });
    const none = { offered: 0, pending: 0, declined: 0, cancelled: 0, expired: 0 };
    assert.deepEqual(card?.counts, { confirmed: 2, waitlisted: 2, ...none });
    assert.equal((await q.eventCard(db, { studioId: studio, eventId: live!, now }))?.lifecycle, "live");
    assert.equal(await q.eventCard(db, { studioId: crypto.randomUUID(), eventId: live!, now }), null);
  });

  await t.step("an event by its address, also by one it had", async () => {
    const byOld = await q.eventBySlug(db, { slug: "introduccion", studioAddress: "calistenia", now });
    assert.deepEqual([byOld?.id, byOld?.slug, byOld?.seatsLeft], [upcoming, "nuevo", 0]);
    assert.equal((await q.eventBySlug(db, { slug: "nuevo", now }))?.studio.name, "Calistenia");
    assert.equal(await q.eventBySlug(db, { slug: "nuevo", studioAddress: "other", now }), null);
    const byId = await q.eventById(db, { eventId: cancelled!, now });
    assert.deepEqual([byId?.lifecycle, byId?.cancelReason, byId?.detailsRevision], ["cancelled", "ill", 2]);
    assert.equal(await q.eventById(db, { eventId: cancelled!, studioId: crypto.randomUUID(), now }), null);
  });

  await t.step("registrations with their place in the line", async () => {
    const list = await q.listRegistrations(db, { eventId: upcoming!, status: "waitlisted", sort: "status" });
    assert.deepEqual(list.rows.map(({ reference, waitlistRank }) => [reference, waitlistRank]), [["REF-3", 1], [
      "REF-4",
      2,
    ]]);
    assert.equal(
      (await q.listRegistrations(db, { eventId: upcoming!, search: "nunez 2" })).rows[0]?.reference,
      "REF-2",
    );
    assert.equal((await q.listRegistrations(db, { eventId: upcoming!, search: "ref-4" })).total, 1);
    assert.deepEqual(await q.countRegistrations(db, upcoming!), {
      pending: 0,
      confirmed: 2,
      waitlisted: 2,
      offered: 0,
      declined: 0,
      cancelled: 0,
      expired: 0,
    });
    assert.equal((await q.registrationById(db, fourth.registrationId))?.waitlistRank, 2);
    assert.equal((await q.registrationsOfPerson(db, first.personId)).length, 2);
    assert.deepEqual(await q.registrationsPerDay(db, upcoming!), [{ day: "2026-01-01", count: 4 }]);
  });

  await t.step("people, and who came first through an event", async () => {
    const people = await q.listPeople(db, { studioId: studio, sort: "registrations" });
    assert.deepEqual([people.total, people.rows[0]?.registrations, people.rows[0]?.email], [4, 2, "p1@example.org"]);
    assert.equal((await q.personById(db, { studioId: studio, personId: third.personId }))?.lastName, "Núñez 3");
    assert.equal((await q.eventAnalytics(db, upcoming!))?.newLeads, 4);
    const analytics = await q.eventAnalytics(db, live!);
    assert.deepEqual([analytics?.newLeads, analytics?.pending, analytics?.revenue], [0, 1, 0]);
    assert.equal(await q.eventAnalytics(db, crypto.randomUUID()), null);
  });

  await t.step("deliveries of a registration, found by the id in their key", async () => {
    const [skipped] = await q.deliveriesOfRegistration(db, first.registrationId);
    assert.deepEqual([skipped?.state, skipped?.skipReason, skipped?.eventId], ["skipped", "too_late", upcoming]);
    assert.equal((await q.listDeliveries(db, { studioId: studio, state: "skipped" })).total, 1);
    assert.equal((await q.listDeliveries(db, { state: "abandoned" })).total, 0);
    assert.equal((await q.deliveryById(db, deliveryId))?.reactor, "reminders");
  });

  await t.step("the log by any filter, newest first, page after page, with its density", async () => {
    const all = await q.listLog(db, { studioId: studio, limit: 500 });
    assert.equal(BigInt(all[0]!.position), await history.log.head());
    const firstPage = await q.listLog(db, { limit: 7 });
    const secondPage = await q.listLog(db, { limit: 7, before: firstPage.at(-1)!.position });
    assert.deepEqual([...firstPage, ...secondPage], all.slice(0, 14));
    const ofPerson = await q.listLog(db, { personId: fourth.personId });
    assert.deepEqual(ofPerson.map(({ type }) => type), ["RegistrationWaitlisted", "RegistrationRequested"]);
    assert.deepEqual((await q.listLog(db, { stream: `event-${cancelled}`, type: "EventCancelled" })).length, 1);
    assert.deepEqual(await q.logEntry(db, all[0]!.eventId), all[0]);
    assert.deepEqual(await q.logChain(db, all[0]!.eventId), [all[0]]);
    const density = await q.logDensity(db, { studioId: studio, buckets: 4 });
    assert.equal(density.reduce((sum, { count }) => sum + count, 0), all.length);
    assert.equal((await q.logTypes(db, { studioId: studio }))[0]?.count, 5);
    assert.equal((await q.listLog(db, { studioId: null })).length, 0);
    const ofRegistration = { studioId: studio, registrationId: fourth.registrationId };
    assert.deepEqual((await q.walkLog(db, ofRegistration)).map(({ type }) => type), [
      "RegistrationRequested",
      "RegistrationWaitlisted",
    ]);
    const between = { studioId: studio, from: all.at(-3)!.recordedAt, until: all[2]!.recordedAt };
    assert.deepEqual(
      await q.listLog(db, { ...between, limit: 500 }),
      all.filter(({ recordedAt }) => recordedAt >= between.from && recordedAt < between.until),
    );
    const through = all[4]!.position;
    assert.deepEqual(await q.walkLog(db, { studioId: studio, through }), all.slice(4).toReversed());
    assert.equal(await q.logHead(db, studio), all[0]!.position);
  });

  await t.step("studios and members", async () => {
    assert.equal((await q.studioByAddress(db, "calistenia"))?.id, studio);
    assert.equal((await q.studioById(db, studio))?.currency, "EUR");
    assert.equal((await q.listStudios(db)).length, 1);
    assert.deepEqual((await q.membersOf(db, studio)).map(({ name, role }) => [name, role]), [["Carlos", "owner"]]);
    assert.equal((await q.membershipsOf(db, trainer))[0]?.studioId, studio);
  });
  await close();
});
