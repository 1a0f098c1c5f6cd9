import assert from "node:assert/strict";
import type { AnyEvent, EventName } from "../../domain/catalogue.ts";
import type { StudioId } from "../../domain/ids.ts";
import * as q from "../../projections/queries.ts";
import { openReadModels } from "../../projections/runtime/read_models.ts";
import { samples } from "../support/golden_samples.ts";
import { id } from "../support/ids.ts";
import { startPostgres } from "../support/postgres.ts";
import { type History, openHistory } from "./history.ts";
import { caughtUp, run } from "./running.ts";

const eventId = id.event("golden");
const studioId = id.studio("golden");
const personId = id.person("golden");
const registrationId = id.registration("golden");
const now = "2026-11-01T12:00:00.000Z";

const sample = (type: EventName, change: Record<string, unknown> = {}) =>
  ({ type, data: { ...samples[type], ...change } }) as AnyEvent;

async function tell(history: History): Promise<void> {
  await history.write(`studio-${studioId}`, [
    sample("StudioOpened"),
    sample("MemberJoined"),
    sample("SwitchesSet"),
    sample("StudioSettingsChanged", { changes: { name: "Con Carlos", address: "carlos-calistenia" } }),
  ]);
  await history.write(`event-${eventId}`, [
    sample("EventCreated"),
    sample("EventDetailsChanged", { changes: { difficulty: "beginner", tags: ["fuerza"], category: "Calistenia" } }),
    sample("AudienceChosen"),
    sample("PlatformChosen"),
    sample("MaterialsListed"),
    sample("SpeakerNamed"),
    sample("RegistrationPageDesigned"),
    sample("EventTranslated"),
    sample("FormDesigned"),
    sample("PricingSet"),
    sample("ApprovalSwitched"),
    sample("WaitlistModeChosen"),
    sample("PublicationScheduled"),
    sample("CommandDeclined", { command: "PublishScheduled", reason: "payments_not_connected" }),
  ]);
  await history.write(`event-${eventId}`, [
    sample("RegistrationRequested"),
    sample("RegistrationPending"),
    sample("RegistrationWaitlisted", { position: 1 }),
    sample("WaitlistSeatOffered"),
  ]);
  await history.write(`visits-${eventId}-2026-11-01-x`, [
    sample("PagesVisited"),
    sample("PagesVisited", {
      visits: [
        ...samples.PagesVisited.visits,
        { ...samples.PagesVisited.visits[0]!, visitor: "another-visitor", what: "form_opened" },
      ],
    }),
  ]);
}

Deno.test("read models say what was designed, and how people stand", async (t) => {
  await using postgres = await startPostgres();
  const { db, pool, close } = openReadModels<q.ReadModels>(postgres.connection);
  const history = await openHistory();
  await tell(history);
  await using _ = run(pool, history);
  await caughtUp(pool, history);

  await t.step("an event with its whole design, its speakers without their addresses", async () => {
    const view = (await q.eventById(db, { eventId, now }))!;
    assert.deepEqual([view.lifecycle, view.publishAt, view.publicationRefused], [
      "scheduled",
      samples.PublicationScheduled.publishAt,
      "payments_not_connected",
    ]);
    assert.deepEqual(view.page, samples.RegistrationPageDesigned.page);
    assert.deepEqual(view.form, samples.FormDesigned.form);
    assert.deepEqual([view.platform, view.audience, view.materials], [
      samples.PlatformChosen.platform,
      samples.AudienceChosen.audience,
      samples.MaterialsListed.materials,
    ]);
    assert.deepEqual([view.price, view.earlyBird], [
      samples.PricingSet.pricing.price,
      samples.PricingSet.pricing.earlyBird,
    ]);
    assert.deepEqual([view.difficulty, view.tags, view.category], ["beginner", ["fuerza"], "Calistenia"]);
    assert.equal(view.translations.en?.title, "Five common mistakes");
    assert.deepEqual(view.waitlistMode, { mode: "offer", offerHours: 24 });
    assert.deepEqual([view.counts.offered, view.seatsLeft, view.version], [1, 99, 13]);
    assert.equal(view.speakers[0]?.name, "Lucía Martín");
    assert.ok(!JSON.stringify(view).includes("lucia@example.com"));
    assert.equal((await q.speakerContacts(db, eventId))[0]?.email, "lucia@example.com");
    assert.deepEqual((await q.countEvents(db, { studioId, now })).drafts, 1);
  });

  await t.step("a studio by the address it had, with its settings and its members' switches", async () => {
    const studio = (await q.studioByAddress(db, "carlos"))!;
    assert.deepEqual([studio.name, studio.address, studio.settings.name], [
      "Con Carlos",
      "carlos-calistenia",
      "Con Carlos",
    ]);
    assert.equal((await q.membersOf(db, studioId as StudioId))[0]?.switches.allEvents, true);
    const old = await q.eventBySlug(db, { slug: "5-errores-comunes", studioAddress: "carlos", now });
    assert.deepEqual([old?.id, old?.studio.address], [eventId, "carlos-calistenia"]);
  });

  await t.step("a registration with its answers, its offer, and then what became of it", async () => {
    const offered = (await q.registrationById(db, registrationId))!;
    assert.deepEqual([offered.status, offered.offerExpiresAt, offered.waitlistRank], [
      "offered",
      samples.WaitlistSeatOffered.expiresAt,
      null,
    ]);
    assert.deepEqual(offered.answers, samples.RegistrationRequested.answers);
    await history.write(`event-${eventId}`, [
      sample("RegistrationConfirmed", { from: "offer" }),
      sample("RegistrationDetailsChanged", { phone: "", website: null, answers: null }),
      sample("RegistrationTagged"),
      sample("RegistrationNoted"),
      sample("LinkRenewed"),
      sample("AttendanceMarked"),
      sample("TransferOffered"),
    ]);
    await caughtUp(pool, history);
    const confirmed = (await q.registrationById(db, registrationId))!;
    assert.deepEqual([confirmed.status, confirmed.offerExpiresAt, confirmed.linkGeneration], ["confirmed", null, 2]);
    assert.deepEqual([confirmed.lastName, confirmed.phone, confirmed.website], [
      "García Ruiz",
      null,
      "https://example.com",
    ]);
    assert.deepEqual([confirmed.attendance, confirmed.tags], ["attended", ["vip", "principiante"]]);
    assert.equal((await q.notesOf(db, registrationId))[0]?.text, samples.RegistrationNoted.text);
    assert.equal((await q.openTransferOf(db, registrationId))?.email, "eva@example.com");
    assert.deepEqual(await q.tagsOfPerson(db, personId), ["vip", "principiante"]);
    const found = async (query: Partial<q.RegistrationsQuery>) =>
      (await q.listRegistrations(db, { eventId, ...query })).total;
    assert.deepEqual(
      [
        await found({ tag: "vip" }),
        await found({ tag: "x" }),
        await found({ attendance: "attended" }),
        await found({ source: "instagram" }),
        await found({ company: "Acme" }),
        await found({ answer: { question: "goals", is: "Salud" } }),
        await found({ answer: { question: "experience", is: "2" } }),
        await found({ answer: { question: "experience", is: "9" } }),
        await found({ search: "garcia ruiz" }),
      ],
      [1, 0, 1, 1, 1, 1, 1, 0, 1],
    );
  });

  await t.step("pages after a cursor, whoever comes meanwhile", async () => {
    for (let n = 0; n < 5; n++) {
      const data = { registrationId: crypto.randomUUID(), personId: crypto.randomUUID() };
      await history.write(`event-${eventId}`, [
        sample("RegistrationRequested", data),
        sample("RegistrationPending", data),
      ]);
    }
    await caughtUp(pool, history);
    const first = (await q.listRegistrations(db, { eventId, limit: 4 })).rows;
    const last = first.at(-1)!;
    const data = { registrationId: crypto.randomUUID(), personId: crypto.randomUUID() };
    await history.write(`event-${eventId}`, [
      sample("RegistrationRequested", data),
      sample("RegistrationPending", data),
    ]);
    await caughtUp(pool, history);
    const after = { registeredAt: last.registeredAt, id: last.id };
    const second = (await q.listRegistrations(db, { eventId, limit: 4, after })).rows;
    assert.deepEqual([first.length, second.length], [4, 2]);
    assert.equal(second.at(-1)?.id, registrationId);
  });

  await t.step("visits unique per day, by source", async () => {
    const figures = (await q.visitsOf(db, eventId))!;
    assert.deepEqual([figures.opened, figures.formOpened, figures.visitors], [2, 1, 2]);
    assert.deepEqual(figures.sources, [{ source: "instagram", visits: 2 }]);
    const analytics = (await q.eventAnalytics(db, eventId))!;
    assert.deepEqual([analytics.uniqueVisitors, analytics.liveAttendees, analytics.attendanceRate], [2, 1, 1]);
  });

  await t.step("whoever is erased leaves nothing: no answers, notes, invitations or speaker's words", async () => {
    await history.write(`person-${personId}`, [sample("PersonErased")]);
    await history.write(`person-${id.person("golden-heir")}`, [
      sample("PersonErased", { personId: id.person("golden-heir") }),
    ]);
    await caughtUp(pool, history);
    const gone = (await q.registrationById(db, registrationId))!;
    assert.deepEqual([gone.erased, gone.answers, gone.lastName], [true, {}, null]);
    assert.equal((await q.notesOf(db, registrationId))[0]?.text, null);
    assert.equal((await q.openTransferOf(db, registrationId))?.email, null);
    assert.equal((await q.eventById(db, { eventId, now }))?.speakers[0]?.name, null);
    assert.equal((await q.speakerContacts(db, eventId))[0]?.email, null);
  });

  await t.step("a deleted draft is in no list and at no address", async () => {
    await history.write(`event-${eventId}`, [sample("EventDeleted")]);
    await caughtUp(pool, history);
    assert.equal(await q.eventById(db, { eventId, now }), null);
    assert.equal(await q.eventBySlug(db, { slug: "5-errores-comunes", now }), null);
    assert.equal((await q.listEvents(db, { studioId, now })).total, 0);
  });
  await close();
});
