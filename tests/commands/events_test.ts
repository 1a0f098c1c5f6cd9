import assert from "node:assert/strict";
import { cancelEvent } from "../../commands/cancel_event.ts";
import { claimValue, releaseValue, slugOf } from "../../commands/claims.ts";
import { createEvent } from "../../commands/create_event.ts";
import { publishEvent } from "../../commands/publish_event.ts";
import { eventIn } from "../../commands/streams.ts";
import { updateEvent } from "../../commands/update_event.ts";
import type { DateId } from "../../domain/ids.ts";
import { newEvent, openCommands, publishedEvent, studioId } from "../support/commands.ts";
import { id } from "../support/ids.ts";
import { refused } from "../support/refusals.ts";

Deno.test("an event is created, published and cancelled by its owner", async () => {
  await using open = await openCommands();
  const { deps, as } = open;
  const { eventId, slug, position } = await createEvent(deps, as(), newEvent);
  assert.equal(slug, "5-errores-comunes-al-empezar-con-calistenia");
  assert.ok(position > 0n);
  const event = await eventIn(deps, studioId, eventId);
  assert.equal(event.dates[0]?.startsAt, "2026-11-24T18:00:00.000Z");
  assert.deepEqual(event.automations, { confirmation: true, reminders: ["PT24H", "PT1H"] });
  assert.equal(event.trainerId, id.user("owner"));
  await publishEvent(deps, as(), eventId);
  assert.equal((await eventIn(deps, studioId, eventId)).lifecycle, "published");
  await cancelEvent(deps, as(), eventId, "ill");
  assert.equal((await eventIn(deps, studioId, eventId)).lifecycle, "cancelled");
});

Deno.test("two events with one title get two addresses", async () => {
  await using open = await openCommands();
  const { deps, as } = open;
  const slugs = [];
  for (let i = 0; i < 3; i++) slugs.push((await createEvent(deps, as(), { ...newEvent, title: "Yoga" })).slug);
  assert.deepEqual(slugs, ["yoga", "yoga-2", "yoga-3"]);
});

Deno.test("many events with one title, created at once, each get an address of their own", async () => {
  await using open = await openCommands();
  const { deps, as } = open;
  const created = await Promise.all(
    Array.from({ length: 14 }, () => createEvent(deps, as(), { ...newEvent, title: "Yoga" })),
  );
  assert.equal(new Set(created.map(({ slug }) => slug)).size, 14);
});

Deno.test("a chosen address that is taken is refused, and free again when the event is", async () => {
  await using open = await openCommands();
  const { deps, as } = open;
  await createEvent(deps, as(), { ...newEvent, slug: "yoga" });
  await refused(createEvent(deps, as(), { ...newEvent, slug: "yoga" }), "slug_taken", { value: "yoga" });
  await refused(
    createEvent(deps, as(), { ...newEvent, slug: "pilates", timeZone: "Mars/Olympus" }),
    "unknown_time_zone",
  );
  assert.equal((await createEvent(deps, as(), { ...newEvent, slug: "pilates" })).slug, "pilates");
});

Deno.test("a repeated request to create gets its first answer", async () => {
  await using open = await openCommands();
  const { deps, as, facts } = open;
  const caller = as();
  const first = await createEvent(deps, caller, newEvent);
  const before = (await facts()).length;
  const again = await createEvent(deps, caller, newEvent);
  assert.deepEqual({ ...again, position: 0n }, { ...first, position: 0n });
  assert.equal((await facts()).length, before);
});

Deno.test("what is changed together is changed together, or not at all", async () => {
  await using open = await openCommands();
  const { deps, as } = open;
  const { eventId } = await createEvent(deps, as(), { ...newEvent, description: "" });
  await refused(updateEvent(deps, as(), eventId, { title: "Otro", publish: true }), "not_ready_to_publish", {
    missing: ["description"],
  });
  assert.equal((await eventIn(deps, studioId, eventId)).details.title, newEvent.title);
  await updateEvent(deps, as(), eventId, {
    title: "Otro título",
    description: "Algo.",
    dates: [{ startsAtLocal: "2026-11-25T19:00", durationMinutes: 90 }],
    capacity: 5,
    waitlist: false,
    registrationClosesAt: "2026-11-25T12:00:00.000Z",
    automations: { confirmation: true, reminders: [] },
    publish: true,
  });
  const event = await eventIn(deps, studioId, eventId);
  assert.equal(event.lifecycle, "published");
  assert.equal(event.details.title, "Otro título");
  assert.equal(event.dates[0]?.startsAt, "2026-11-25T18:00:00.000Z");
  assert.equal(event.capacity, 5);
  assert.equal(event.waitlist, false);
  assert.deepEqual([event.opensAt, event.closesAt], [null, "2026-11-25T12:00:00.000Z"]);
  assert.deepEqual(event.automations.reminders, []);
});

Deno.test("a date sent without an id moves the date at its place, and one beyond is new", async () => {
  await using open = await openCommands();
  const { deps, as } = open;
  const { eventId } = await createEvent(deps, as(), newEvent);
  const before = (await eventIn(deps, studioId, eventId)).dates;
  const moved = { startsAt: "2026-11-30T18:00:00.000Z", durationMinutes: 60 };
  const further = { startsAt: "2026-12-07T18:00:00.000Z", durationMinutes: 60 };
  await updateEvent(deps, as(), eventId, { dates: [moved, further] });
  const after = (await eventIn(deps, studioId, eventId)).dates;
  assert.equal(after.length, 2);
  assert.equal(after[0]?.dateId, before[0]?.dateId);
  assert.equal(after[0]?.startsAtLocal, "2026-11-30T19:00");
  const unknown = { ...moved, dateId: id.any<DateId>("unknown") };
  await refused(updateEvent(deps, as(), eventId, { dates: [unknown] }), "date_unknown");
});

Deno.test("another zone keeps what the clock on the wall shows", async () => {
  await using open = await openCommands();
  const { deps, as } = open;
  const eventId = await publishedEvent(open);
  await updateEvent(deps, as(), eventId, { timeZone: "America/Bogota" });
  const [date] = (await eventIn(deps, studioId, eventId)).dates;
  assert.deepEqual([date?.startsAtLocal, date?.startsAt], ["2026-11-24T19:00", "2026-11-25T00:00:00.000Z"]);
});

Deno.test("a new address is claimed, the former one stays the event's, and a taken one is refused", async () => {
  await using open = await openCommands();
  const { deps, as } = open;
  const { eventId } = await createEvent(deps, as(), { ...newEvent, slug: "yoga" });
  await createEvent(deps, as(), { ...newEvent, slug: "pilates" });
  await updateEvent(deps, as(), eventId, { slug: "yoga-otra-vez" });
  assert.equal((await eventIn(deps, studioId, eventId)).details.slug, "yoga-otra-vez");
  assert.equal(await claimValue(deps, as(), slugOf(studioId, "yoga"), id.any("somebody")), "taken");
  await refused(updateEvent(deps, as(), eventId, { slug: "pilates" }), "slug_taken");
  await updateEvent(deps, as(), eventId, { slug: "yoga" });
  assert.equal((await eventIn(deps, studioId, eventId)).details.slug, "yoga");
});

Deno.test("a refused change gives a new address back", async () => {
  await using open = await openCommands();
  const { deps, as } = open;
  const { eventId } = await createEvent(deps, as(), newEvent);
  await refused(updateEvent(deps, as(), eventId, { slug: "pilates", timeZone: "Mars/Olympus" }), "unknown_time_zone");
  assert.equal((await createEvent(deps, as(), { ...newEvent, slug: "pilates" })).slug, "pilates");
});

Deno.test("a refused change leaves an event the addresses that it had before", async () => {
  await using open = await openCommands();
  const { deps, as } = open;
  const { eventId } = await createEvent(deps, as(), { ...newEvent, slug: "yoga" });
  await updateEvent(deps, as(), eventId, { slug: "pilates" });
  await refused(updateEvent(deps, as(), eventId, { slug: "yoga", timeZone: "Mars/Olympus" }), "unknown_time_zone");
  assert.equal(await claimValue(deps, as(), slugOf(studioId, "yoga"), id.any("somebody")), "taken");
});

Deno.test("a repeated request keeps the address it got, though a better one is free by now, and takes no other", async () => {
  await using open = await openCommands();
  const { deps, as } = open;
  const yoga = slugOf(studioId, "yoga");
  const caller = as();
  await claimValue(deps, as(), yoga, id.any("somebody"));
  assert.equal((await createEvent(deps, caller, { ...newEvent, title: "Yoga" })).slug, "yoga-2");
  await releaseValue(deps, as(), yoga, id.any("somebody"));
  assert.equal((await createEvent(deps, caller, { ...newEvent, title: "Yoga" })).slug, "yoga-2");
  assert.equal(await claimValue(deps, as(), yoga, id.any("somebody")), "new");
});

Deno.test("an associate has their own events only; an auditor, an analyst and the public have none", async () => {
  await using open = await openCommands();
  const { deps, as } = open;
  const owners = await publishedEvent(open);
  const { eventId } = await createEvent(deps, as("associate"), newEvent);
  await updateEvent(deps, as("associate"), eventId, { title: "Mío", publish: true });
  await updateEvent(deps, as(), eventId, { title: "De Carlos" });
  await refused(updateEvent(deps, as("associate"), owners, { title: "Mío" }), "forbidden");
  await refused(publishEvent(deps, as("associate"), owners), "forbidden");
  await refused(cancelEvent(deps, as("associate"), owners, ""), "forbidden");
  for (const role of ["auditor", "analyst"] as const) {
    await refused(createEvent(deps, as(role), newEvent), "forbidden");
    await refused(updateEvent(deps, as(role), owners, { title: "Mío" }), "forbidden");
  }
  const nobody = { userId: undefined, role: undefined };
  await refused(createEvent(deps, as("owner", nobody), newEvent), "unauthenticated");
});

Deno.test("an event of another studio does not exist for anybody else", async () => {
  await using open = await openCommands();
  const { deps, as } = open;
  const eventId = await publishedEvent(open);
  const stranger = as("owner", { studioId: id.studio("other") });
  await refused(updateEvent(deps, stranger, eventId, { title: "Mío" }), "event_not_found");
  await refused(publishEvent(deps, stranger, eventId), "event_not_found");
  await refused(cancelEvent(deps, stranger, eventId, ""), "event_not_found");
  await refused(publishEvent(deps, as(), id.event("unknown")), "event_not_found");
});
