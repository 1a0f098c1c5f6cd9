import assert from "node:assert/strict";
import type { AnyEvent } from "../../domain/catalogue.ts";
import type { EventId, PersonId, UserId } from "../../domain/ids.ts";
import { plainPage } from "../../domain/virtual_event/design.ts";
import * as q from "../../projections/queries.ts";
import { openReadModels } from "../../projections/runtime/read_models.ts";
import { startPostgres } from "../support/postgres.ts";
import { openHistory, studio } from "./history.ts";
import { caughtUp, run } from "./running.ts";

const now = "2026-06-01T12:00:00.000Z";
const trainer = crypto.randomUUID() as UserId;

type Created = Extract<AnyEvent, { type: "EventCreated" }>["data"];

function published(title: string, startsAt: string, more: Partial<Created> = {}): [EventId, AnyEvent[]] {
  const eventId = crypto.randomUUID() as EventId;
  const date = { dateId: crypto.randomUUID() as never, startsAtLocal: startsAt.slice(0, 16), startsAt };
  const data: Created = {
    eventId,
    studioId: studio,
    trainerId: trainer,
    title,
    description: "",
    type: "webinar",
    language: "en",
    slug: title.toLowerCase().replace(/[^a-z]+/g, "-"),
    access: "free",
    price: null,
    companyRequired: false,
    timeZone: "Europe/Madrid",
    dates: [{ ...date, durationMinutes: 60 }],
    capacity: 20,
    waitlist: true,
    registrationOpensAt: null,
    registrationClosesAt: null,
    ...more,
  };
  return [eventId, [{ type: "EventCreated", data }, { type: "EventPublished", data: { eventId } }]];
}

Deno.test("visitors find events by what they know of them", async (t) => {
  await using postgres = await startPostgres();
  const { db, pool, close } = openReadModels<q.ReadModels>(postgres.connection);
  const history = await openHistory();
  const speaker = crypto.randomUUID() as PersonId;
  const [soon, soonFacts] = published("Negotiation for beginners", "2026-06-03T18:00:00.000Z", {
    category: "Business",
    difficulty: "beginner",
    tags: ["sales"],
    description: "Ask for more, calmly.",
  });
  const [later, laterFacts] = published("Introducción al yoga", "2026-06-20T18:00:00.000Z", {
    language: "es",
    languages: ["es", "en"],
    format: "workshop",
    category: "Body",
  });
  const [paid, paidFacts] = published("Taxes", "2026-08-01T18:00:00.000Z");
  const [past, pastFacts] = published("Spring review", "2026-05-01T18:00:00.000Z");
  const [hidden, hiddenFacts] = published("Only with the link", "2026-06-05T18:00:00.000Z");
  const [gone, goneFacts] = published("Withdrawn", "2026-06-05T18:00:00.000Z");
  const write = (eventId: EventId, events: AnyEvent[]) => history.write(`event-${eventId}`, events);
  for (
    const [eventId, facts] of [[soon, soonFacts], [later, laterFacts], [paid, paidFacts], [past, pastFacts]] as const
  ) await write(eventId, facts);
  await write(hidden, [...hiddenFacts, {
    type: "AudienceChosen",
    data: { eventId: hidden, audience: { who: "unlisted" } },
  }]);
  await write(gone, [...goneFacts, { type: "EventUnpublished", data: { eventId: gone } }]);
  await write(paid, [{
    type: "PricingSet",
    data: {
      eventId: paid,
      pricing: {
        access: "paid",
        price: { amount: 4_900, currency: "EUR" } as never,
        earlyBird: null,
        companyBilling: false,
      },
    },
  }]);
  await write(soon, [{
    type: "SpeakerNamed",
    data: {
      eventId: soon,
      speakerId: crypto.randomUUID(),
      personId: speaker,
      email: "zoe@example.org",
      name: "Zoë Márquez",
      title: "Coach",
      company: null,
      links: [],
      bio: null,
      photo: null,
      role: "primary",
    },
  }, {
    type: "RegistrationPageDesigned",
    data: { eventId: soon, page: { ...plainPage, show: { places: "never", price: false, share: true } } },
  }]);
  await using running = run(pool, history);
  await caughtUp(pool, history);
  const found = async (filter: q.PublicFilter, more: Partial<q.PublicQuery> = {}) =>
    (await q.findEvents(db, { studioId: studio, now, ...filter, ...more })).rows.map(({ title }) => title);

  await t.step("to come, soonest first; unlisted and withdrawn ones are not named", async () => {
    assert.deepEqual(await found({}), ["Negotiation for beginners", "Introducción al yoga", "Taxes"]);
    assert.deepEqual(await found({}, { page: 2, limit: 2 }), ["Taxes"]);
  });
  await t.step("by time", async () => {
    assert.deepEqual(await found({ timeframe: "week" }), ["Negotiation for beginners"]);
    assert.deepEqual(await found({ timeframe: "month" }), ["Negotiation for beginners", "Introducción al yoga"]);
    assert.deepEqual(await found({ timeframe: "past" }), ["Spring review"]);
  });
  await t.step("by what they are", async () => {
    assert.deepEqual(await found({ category: "Body" }), ["Introducción al yoga"]);
    assert.deepEqual(await found({ difficulty: "beginner" }), ["Negotiation for beginners"]);
    assert.deepEqual(await found({ format: "workshop" }), ["Introducción al yoga"]);
    assert.deepEqual(await found({ price: "paid" }), ["Taxes"]);
    assert.deepEqual(await found({ language: "en", price: "free" }), [
      "Negotiation for beginners",
      "Introducción al yoga",
    ]);
    assert.deepEqual(await found({ speaker: "marquez" }), ["Negotiation for beginners"]);
  });
  await t.step("by words of title, description, tags and speakers, without accents, in any order", async () => {
    assert.deepEqual(await found({ search: "YOGA introduccion" }), ["Introducción al yoga"]);
    assert.deepEqual(await found({ search: "calmly sales zoe" }), ["Negotiation for beginners"]);
    assert.deepEqual(await found({ search: "100%_ \\" }), []);
  });
  await t.step("a slip of the finger is put right", async () => {
    const words = await q.vocabulary(db, studio);
    assert.equal(q.respelled("negociatoin", words), "negotiation");
    assert.equal(q.respelled("beginers marqez", words), "beginners marquez");
    assert.equal(q.respelled("xylophone", words), null);
    assert.equal(q.respelled("link", words), null);
  });
  await t.step("what there is to choose from", async () => {
    assert.deepEqual(await q.choices(db, { studioId: studio, now }), {
      categories: ["Body", "Business"],
      formats: ["workshop"],
      difficulties: ["beginner"],
      paid: true,
      free: true,
    });
  });
  await t.step("cards carry what may be shown; an erased speaker is gone from them and from the search", async () => {
    const card = await q.publicCardOf(db, soon);
    assert.deepEqual(card?.speakers, [{ name: "Zoë Márquez", title: "Coach", photo: null }]);
    assert.equal(card?.showPlaces, "never");
    await history.write(`person-${speaker}`, [{
      type: "PersonErased",
      data: { studioId: studio, personId: speaker, reason: "requested" },
    }]);
    await caughtUp(pool, history);
    assert.deepEqual((await q.publicCardOf(db, soon))?.speakers, []);
    assert.deepEqual(await found({ search: "zoe" }), []);
  });
  await t.step(
    "the sequence of calendar entries grows with texts, dates and the end, and with nothing else",
    async () => {
      assert.equal(await q.calendarSequence(db, soon), 0);
      await write(soon, [
        { type: "EventDetailsChanged", data: { eventId: soon, changes: { title: "Negotiation" } } },
        { type: "CapacityRaised", data: { eventId: soon, capacity: 30, formerly: 20 } as never },
        { type: "EventCancelled", data: { eventId: soon, reason: "" } },
      ]);
      await caughtUp(pool, history);
      assert.equal(await q.calendarSequence(db, soon), 2);
    },
  );
  await running.stop();
  await close();
  await history.close();
});
