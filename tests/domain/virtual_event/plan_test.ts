import assert from "node:assert/strict";
import type { DateId, EventId } from "../../../domain/ids.ts";
import type { DateChoice, EventChange } from "../../../domain/virtual_event/commands.ts";
import type { VirtualEventEvent } from "../../../domain/virtual_event/events.ts";
import type { Existing } from "../../../domain/virtual_event/state.ts";
import { virtualEvent } from "../../../domain/virtual_event/virtual_event.ts";
import { given } from "../../support/given.ts";
import { id } from "../../support/ids.ts";
import {
  AFTER,
  automations,
  confirmed,
  created,
  createEvent,
  DAY_BEFORE,
  details,
  draft,
  DURING,
  eventCancelled,
  live,
  LONG_BEFORE,
  published,
  tuesday,
} from "./facts.ts";

const eventId = id.event();
const nothing = given(virtualEvent);
const at = LONG_BEFORE;

Deno.test("CreateEvent keeps what was chosen, with the instant that the wall clock means", () =>
  nothing.when(createEvent).then(created(), automations));

Deno.test("CreateEvent takes an instant and works out the wall clock", () =>
  nothing.when({
    ...createEvent,
    dates: [{ dateId: tuesday.dateId, startsAt: tuesday.startsAt, durationMinutes: 60 }],
  }).then(created(), automations));

Deno.test("CreateEvent writes the zone as IANA does", () =>
  nothing.when({ ...createEvent, timeZone: "europe/madrid" }).then(created(), automations));

Deno.test("CreateEvent puts several dates in the order of their starts", () => {
  const week = { dateId: id.any<DateId>("next"), startsAtLocal: "2026-12-01T19:00", durationMinutes: 45 };
  nothing.when({ ...createEvent, dates: [week, ...createEvent.dates] }).then(
    created({ dates: [tuesday, { ...week, startsAt: "2026-12-01T18:00:00.000Z" }] }),
    automations,
  );
});

Deno.test("CreateEvent refuses an event that exists", () => draft().when(createEvent).rejects("event_already_created"));

Deno.test("CreateEvent refuses a date in the past", () =>
  nothing.when({ ...createEvent, at: AFTER }).rejects("date_in_past", { date: "2026-11-24T19:00" }));

Deno.test("CreateEvent refuses a start that is now", () =>
  nothing.when({ ...createEvent, at: tuesday.startsAt }).rejects("date_in_past"));

Deno.test("CreateEvent refuses an event without dates", () =>
  nothing.when({ ...createEvent, dates: [] }).rejects("date_invalid"));

for (const wrong of ["2026-02-30T19:00", "2026-11-24 19:00", "tomorrow", "2026-11-24T25:00"]) {
  Deno.test(`CreateEvent refuses ${wrong} as a date`, () =>
    nothing.when({ ...createEvent, dates: [{ ...dateAt(wrong) }] }).rejects("date_invalid", { date: wrong }));
}
Deno.test("CreateEvent refuses an instant that is none", () =>
  nothing.when({ ...createEvent, dates: [{ dateId: tuesday.dateId, startsAt: "soon", durationMinutes: 60 }] })
    .rejects("date_invalid", { date: "soon" }));

Deno.test("CreateEvent refuses the same time twice", () =>
  nothing.when({ ...createEvent, dates: [dateAt("2026-11-24T19:00"), dateAt("2026-11-24T19:00", "other")] })
    .rejects("date_repeated"));

Deno.test("CreateEvent refuses an unknown zone", () =>
  nothing.when({ ...createEvent, timeZone: "Mars/Olympus" }).rejects("unknown_time_zone", {
    timeZone: "Mars/Olympus",
  }));

for (const reminder of ["tomorrow", "PT0S", "-PT1H", "PT4M", "P31D", "P1M"]) {
  Deno.test(`CreateEvent refuses the reminder ${reminder}`, () =>
    nothing.when({ ...createEvent, automations: { confirmation: true, reminders: [reminder] } })
      .rejects("reminder_invalid", { reminder }));
}
Deno.test("CreateEvent refuses the same reminder twice", () =>
  nothing.when({ ...createEvent, automations: { confirmation: true, reminders: ["PT1H", "PT1H"] } })
    .rejects("reminder_invalid", { reminder: "PT1H" }));

Deno.test("CreateEvent refuses a registration that closes before it opens", () =>
  nothing.when({ ...createEvent, registrationOpensAt: DAY_BEFORE, registrationClosesAt: LONG_BEFORE })
    .rejects("registration_window_invalid"));

Deno.test("ChangeDetails says only what is different", () =>
  draft().when({ type: "ChangeDetails", at, changes: { title: "Otro título", type: "webinar", language: "es" } })
    .then({ type: "EventDetailsChanged", data: { eventId, changes: { title: "Otro título" } } }));

Deno.test("ChangeDetails to what is there already is nothing", () =>
  draft().when({ type: "ChangeDetails", at, changes: { ...details, description: undefined } }).thenNothing());

Deno.test("ChangeDetails takes back what a published event needs for being public", () => {
  live().when({ type: "ChangeDetails", at, changes: { description: " " } })
    .rejects("not_ready_to_publish", { missing: ["description"] });
  live().when({ type: "ChangeDetails", at, changes: { access: "paid", price: { amount: 900, currency: "EUR" } } })
    .rejects("payments_not_connected");
});

Deno.test("ChangeDetails after the event is allowed: the page stays", () =>
  live().when({ type: "ChangeDetails", at: AFTER, changes: { title: "Otro título" } }).thenTypes(
    "EventDetailsChanged",
  ));

Deno.test("Reschedule moves a date", () =>
  live().when(reschedule(dateAt("2026-11-25T19:00"))).then({
    type: "EventRescheduled",
    data: {
      eventId,
      timeZone: "Europe/Madrid",
      dates: [{ ...tuesday, startsAtLocal: "2026-11-25T19:00", startsAt: "2026-11-25T18:00:00.000Z" }],
    },
  }));

Deno.test("Reschedule to another zone keeps the wall clock and moves the instant", () =>
  live().when({ ...reschedule(dateAt("2026-11-24T19:00")), timeZone: "America/Bogota" }).then({
    type: "EventRescheduled",
    data: { eventId, timeZone: "America/Bogota", dates: [{ ...tuesday, startsAt: "2026-11-25T00:00:00.000Z" }] },
  }));

Deno.test("KeepWallClock moves the dates to come to where their wall clock is by the rules of today", () => {
  // seven in the evening when Mexico still had summer time
  const mexico = (dateId: string, startsAtLocal: string, startsAt: string) => ({
    dateId: id.any(dateId) as DateId,
    startsAtLocal,
    startsAt,
    durationMinutes: 60,
  });
  const held = mexico("held", "2023-07-01T19:00", "2023-07-02T00:00:00.000Z");
  const winter = mexico("winter", "2026-12-01T19:00", "2026-12-02T01:00:00.000Z");
  const summer = mexico("summer", "2027-07-01T19:00", "2027-07-02T00:00:00.000Z");
  const planned = created({ timeZone: "America/Mexico_City", dates: [held, winter, summer] });
  const command = { type: "KeepWallClock", at: LONG_BEFORE } as const;
  const moved = { ...summer, startsAt: "2027-07-02T01:00:00.000Z" };
  const rescheduled: VirtualEventEvent = {
    type: "EventRescheduled",
    data: { eventId, timeZone: "America/Mexico_City", dates: [held, winter, moved] },
  };
  for (const facts of [[], [published]]) {
    given(virtualEvent, planned, automations, ...facts).when(command).then(rescheduled);
    given(virtualEvent, planned, automations, ...facts, rescheduled).when(command).thenNothing();
  }
  given(virtualEvent, planned, automations, published, eventCancelled).when(command).thenNothing();
});

Deno.test("KeepWallClock leaves alone which hour was chosen of one that comes twice, and one that a switch skips", () => {
  const dates = [
    {
      dateId: id.any("twice") as DateId,
      startsAtLocal: "2026-10-25T02:30",
      startsAt: "2026-10-25T01:30:00.000Z",
      durationMinutes: 60,
    },
    {
      dateId: id.any("skipped") as DateId,
      startsAtLocal: "2027-03-28T02:30",
      startsAt: "2027-03-28T01:30:00.000Z",
      durationMinutes: 60,
    },
  ];
  given(virtualEvent, created({ dates }), automations, published).when({ type: "KeepWallClock", at: LONG_BEFORE })
    .thenNothing();
});

Deno.test("Reschedule to what is planned is nothing", () =>
  live().when(reschedule(dateAt("2026-11-24T19:00"))).thenNothing());

Deno.test("Reschedule keeps the instant of a date that stays, even where the zone's rules have moved", () => {
  const moved = { ...tuesday, startsAt: "2026-11-24T17:00:00.000Z" };
  given(virtualEvent, created({ dates: [moved] }), published)
    .when(reschedule(dateAt("2026-11-24T19:00"), dateAt("2026-12-01T19:00", "next")))
    .leaves((state) => assert.deepEqual((state as Existing).dates[0], moved));
});

Deno.test("Reschedule refuses the past", () =>
  live().when(reschedule(dateAt("2026-09-01T19:00"))).rejects("date_in_past"));

Deno.test("Reschedule of a series leaves the date that was held and moves the next", () => {
  const next = { dateId: id.any<DateId>("next"), startsAtLocal: "2026-12-01T19:00", durationMinutes: 60 };
  const series = given(
    virtualEvent,
    created({ dates: [tuesday, { ...next, startsAt: "2026-12-01T18:00:00.000Z" }] }),
    published,
  );
  series.when({ ...reschedule(dateAt("2026-11-24T19:00"), { ...next, startsAtLocal: "2026-12-02T19:00" }), at: AFTER })
    .thenTypes("EventRescheduled");
  series.when({ ...reschedule({ ...next, startsAtLocal: "2026-12-02T19:00" }), at: AFTER })
    .rejects("date_already_held", { date: "2026-11-24T19:00" });
});

Deno.test("Reschedule refuses an event that is over", () =>
  live().when({ ...reschedule(dateAt("2026-12-01T19:00")), at: AFTER }).rejects("event_over"));

Deno.test("Reschedule of a draft whose date has passed is how it gets a new one", () =>
  draft().when({ ...reschedule(dateAt("2026-12-01T19:00")), at: AFTER }).thenTypes("EventRescheduled"));

Deno.test("ConfigureAutomations says what goes out", () =>
  draft().when({ type: "ConfigureAutomations", at, automations: { confirmation: false, reminders: ["PT2H"] } })
    .then({ type: "AutomationsConfigured", data: { eventId, confirmation: false, reminders: ["PT2H"] } }));

Deno.test("ConfigureAutomations to what is set is nothing", () =>
  draft().when({ type: "ConfigureAutomations", at, automations: createEvent.automations }).thenNothing());

Deno.test("ConfigureAutomations refuses what is no time before", () =>
  draft().when({ type: "ConfigureAutomations", at, automations: { confirmation: true, reminders: ["1h"] } })
    .rejects("reminder_invalid", { reminder: "1h" }));

Deno.test("ChangeCapacity raises, lowers, and takes the limit away", () => {
  draft().when({ type: "ChangeCapacity", at, capacity: 5 })
    .then({ type: "CapacityRaised", data: { eventId, capacity: 5, formerly: 2 } });
  draft().when({ type: "ChangeCapacity", at, capacity: 1 })
    .then({ type: "CapacityLowered", data: { eventId, capacity: 1, formerly: 2 } });
  draft().when({ type: "ChangeCapacity", at, capacity: null })
    .then({ type: "CapacityRaised", data: { eventId, capacity: null, formerly: 2 } });
  given(virtualEvent, created({ capacity: null })).when({ type: "ChangeCapacity", at, capacity: 3 })
    .then({ type: "CapacityLowered", data: { eventId, capacity: 3, formerly: null } });
});

Deno.test("ChangeCapacity to what it is is nothing", () => {
  draft().when({ type: "ChangeCapacity", at, capacity: 2 }).thenNothing();
  given(virtualEvent, created({ capacity: null })).when({ type: "ChangeCapacity", at, capacity: null }).thenNothing();
});

Deno.test("ChangeCapacity refuses fewer seats than are taken, and says how many are", () => {
  live(confirmed("ana"), confirmed("ben")).when({ type: "ChangeCapacity", at, capacity: 1 })
    .rejects("capacity_below_taken", { taken: 2 });
  live(confirmed("ana")).when({ type: "ChangeCapacity", at, capacity: 1 }).thenTypes("CapacityLowered");
});

Deno.test("SwitchWaitlist switches, and twice is once", () => {
  draft().when({ type: "SwitchWaitlist", at, on: false })
    .then({ type: "WaitlistSwitched", data: { eventId, on: false } });
  draft().when({ type: "SwitchWaitlist", at, on: true }).thenNothing();
});

Deno.test("SetRegistrationWindow sets, and twice is once", () => {
  const window = { opensAt: LONG_BEFORE, closesAt: DAY_BEFORE };
  draft().when({ type: "SetRegistrationWindow", at, ...window })
    .then({ type: "RegistrationWindowSet", data: { eventId, ...window } });
  draft().when({ type: "SetRegistrationWindow", at, opensAt: null, closesAt: null }).thenNothing();
});

Deno.test("SetRegistrationWindow refuses to close before it opens", () =>
  draft().when({ type: "SetRegistrationWindow", at, opensAt: DAY_BEFORE, closesAt: DAY_BEFORE })
    .rejects("registration_window_invalid"));

Deno.test("PublishEvent publishes, and twice is once", () => {
  draft().when({ type: "PublishEvent", at }).then(published);
  live().when({ type: "PublishEvent", at }).thenNothing();
});

Deno.test("PublishEvent refuses with the list of what is missing", () =>
  given(virtualEvent, created({ title: "   ", description: "", access: "paid", price: null }))
    .when({ type: "PublishEvent", at })
    .rejects("not_ready_to_publish", { missing: ["title", "description", "price"] }));

Deno.test("PublishEvent refuses a date that has passed", () =>
  draft().when({ type: "PublishEvent", at: DURING }).rejects("date_in_past"));

Deno.test("PublishEvent refuses a paid event: nobody can be paid yet", () =>
  given(virtualEvent, created({ access: "paid", price: { amount: 900, currency: "EUR" } }))
    .when({ type: "PublishEvent", at }).rejects("payments_not_connected"));

Deno.test("CancelEvent cancels drafts and published events, and twice is once", () => {
  draft().when({ type: "CancelEvent", at, reason: "ill" }).then(eventCancelled);
  live().when({ type: "CancelEvent", at: DURING, reason: "ill" }).then(eventCancelled);
  live(eventCancelled).when({ type: "CancelEvent", at, reason: "ill" }).thenNothing();
});

Deno.test("CancelEvent refuses an event that is over", () =>
  live().when({ type: "CancelEvent", at: AFTER, reason: "ill" }).rejects("event_over"));

const changes: EventChange[] = [
  { type: "ChangeDetails", at, changes: { title: "Otro título" } },
  reschedule(dateAt("2026-11-25T19:00")),
  { type: "ConfigureAutomations", at, automations: { confirmation: false, reminders: [] } },
  { type: "ChangeCapacity", at, capacity: 9 },
  { type: "SwitchWaitlist", at, on: false },
  { type: "SetRegistrationWindow", at, opensAt: DAY_BEFORE, closesAt: null },
  { type: "PublishEvent", at },
];
for (const change of changes) {
  Deno.test(`${change.type} refuses an event that does not exist`, () =>
    nothing.when(change).rejects("event_not_found"));
  Deno.test(`${change.type} refuses a cancelled event`, () =>
    live(eventCancelled).when(change).rejects("event_cancelled"));
}
Deno.test("CancelEvent and ChangeEvent refuse an event that does not exist", () => {
  nothing.when({ type: "CancelEvent", at, reason: "" }).rejects("event_not_found");
  nothing.when({ type: "ChangeEvent", at, changes: [] }).rejects("event_not_found");
});

Deno.test("ChangeEvent decides each change on what those before it led to", () =>
  given(virtualEvent, created({ description: "" })).when({
    type: "ChangeEvent",
    at,
    changes: [
      { type: "ChangeDetails", at, changes: { description: "Ahora sí." } },
      { type: "PublishEvent", at },
      { type: "PublishEvent", at },
    ],
  }).thenTypes("EventDetailsChanged", "EventPublished"));

Deno.test("ChangeEvent does nothing when one of its changes is refused", () =>
  live(confirmed("ana"), confirmed("ben")).when({
    type: "ChangeEvent",
    at,
    changes: [{ type: "ChangeDetails", at, changes: { title: "Otro título" } }, {
      type: "ChangeCapacity",
      at,
      capacity: 1,
    }],
  }).rejects("capacity_below_taken"));

Deno.test("each fact of the plan changes the state it names, and nothing else", () => {
  const before = [created()].reduce(virtualEvent.evolve, virtualEvent.initial()) as Existing;
  const dates = [{ ...tuesday, durationMinutes: 90 }];
  const arms: [VirtualEventEvent, Partial<Existing>][] = [
    [{ type: "EventDetailsChanged", data: { eventId, changes: { title: "Neu" } } }, {
      details: { ...details, title: "Neu" },
    }],
    [{ type: "EventRescheduled", data: { eventId, timeZone: "UTC", dates } }, { timeZone: "UTC", dates }],
    [automations, { automations: { confirmation: true, reminders: ["PT24H", "PT1H"] } }],
    [{ type: "CapacityRaised", data: { eventId, capacity: 9, formerly: 2 } }, { capacity: 9 }],
    [{ type: "CapacityLowered", data: { eventId, capacity: 1, formerly: 2 } }, { capacity: 1 }],
    [{ type: "WaitlistSwitched", data: { eventId, on: false } }, { waitlist: false }],
    [{ type: "RegistrationWindowSet", data: { eventId, opensAt: at, closesAt: AFTER } }, {
      opensAt: at,
      closesAt: AFTER,
    }],
    [published, { lifecycle: "published" }],
    [eventCancelled, { lifecycle: "cancelled" }],
  ];
  for (const [event, change] of arms) {
    assert.deepEqual(virtualEvent.evolve(before, event), { ...before, ...change, version: 2 }, event.type);
  }
});

Deno.test("a command or a fact of an unknown type fails loudly", () => {
  const state = [created()].reduce(virtualEvent.evolve, virtualEvent.initial());
  const unknown = { type: "Nonsense", at, data: { eventId: "" as EventId } };
  assert.throws(() => virtualEvent.decide(unknown as never, state), TypeError);
  assert.throws(() => virtualEvent.evolve(state, unknown as never), TypeError);
});

function dateAt(startsAtLocal: string, name = "tuesday"): DateChoice & { startsAtLocal: string } {
  return { dateId: id.any<DateId>(name), startsAtLocal, durationMinutes: 60 };
}
function reschedule(...dates: DateChoice[]): Extract<EventChange, { type: "Reschedule" }> {
  return { type: "Reschedule", at, timeZone: "Europe/Madrid", dates };
}
