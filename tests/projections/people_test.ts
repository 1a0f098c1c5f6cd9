import assert from "node:assert/strict";
import type { AnyEvent, EventName } from "../../domain/catalogue.ts";
import * as q from "../../projections/queries.ts";
import { openReadModels } from "../../projections/runtime/read_models.ts";
import { samples } from "../support/golden_samples.ts";
import { id } from "../support/ids.ts";
import { startPostgres } from "../support/postgres.ts";
import { openHistory, studio } from "./history.ts";
import { caughtUp, run } from "./running.ts";

const studioId = id.studio("golden");
const personId = id.person("golden");
const other = id.person("golden-other");
const now = "2026-11-01T12:00:00.000Z";
const sample = (type: EventName, change: Record<string, unknown> = {}) =>
  ({ type, data: { ...samples[type], ...change } }) as AnyEvent;

Deno.test("people, their tags, tasks, segments and merges", async (t) => {
  await using postgres = await startPostgres();
  const { db, pool, close } = openReadModels<q.ReadModels>(postgres.connection);
  const history = await openHistory();
  await using _ = run(pool, history);
  const tell = async (stream: string, ...events: AnyEvent[]) => {
    await history.write(stream, events);
    await caughtUp(pool, history);
  };
  const found = async (filter: NonNullable<q.PeopleQuery["filter"]>) =>
    (await q.listPeople(db, { studioId: studio, filter, now })).rows.map((row) => row.id);
  const mine = async () => (await q.listPeople(db, { studioId: studio, now })).rows.find((row) => row.id === personId)!;

  await t.step("an imported person who registers was there before the event", async () => {
    await tell(`lead-${personId}`, sample("LeadCaptured", { studioId: studio, marketing: true }), sample("LeadTagged"));
    await tell(
      `event-${id.event("golden")}`,
      sample("EventCreated"),
      sample("RegistrationRequested", { consents: { terms: true, privacy: true, marketing: true } }),
    );
    const person = await mine();
    assert.deepEqual([person.origin, person.source, person.firstEventId, person.registrations], [
      "import",
      "trade fair",
      null,
      1,
    ]);
    assert.deepEqual([person.firstName, person.marketing, person.tags], ["Ana", true, ["attended live"]]);
    assert.equal((await q.eventAnalytics(db, id.event("golden")))?.newLeads, 0);
  });

  await t.step("somebody new by a registration counts for its event", async () => {
    await tell(
      `event-${id.event("second")}`,
      sample("EventCreated", { eventId: id.event("second"), slug: "second" }),
      sample("RegistrationRequested", {
        eventId: id.event("second"),
        registrationId: id.registration("two"),
        personId: other,
      }),
      sample("RegistrationConfirmed", {
        eventId: id.event("second"),
        registrationId: id.registration("two"),
        personId: other,
      }),
    );
    assert.equal((await q.eventAnalytics(db, id.event("second")))?.newLeads, 1);
  });

  await t.step("filters mean whom they say", async () => {
    assert.deepEqual(await found({ tags: ["attended live"] }), [personId]);
    assert.deepEqual(await found({ withoutTags: ["attended live"] }), [other]);
    assert.deepEqual(await found({ marketing: true }), [personId]);
    await tell(`consent-${personId}`, sample("ConsentWithdrawn", { subjectId: personId, personId, studioId: studio }));
    assert.deepEqual(await found({ marketing: true }), []);
    const { now: allowed, lines } = await q.consentsOf(db, { studioId: studio, personId });
    assert.equal(allowed.email_marketing, false);
    assert.deepEqual(lines.map(({ what }) => what).sort(), ["told", "withdrawn"]);
    assert.deepEqual(await found({ standing: "registered" }), [other]);
    assert.deepEqual(await found({ standing: "attended" }), []);
    assert.deepEqual(await found({ eventId: id.event("golden") }), [personId]);
    assert.deepEqual(await found({ source: "trade fair" }), [personId]);
    assert.equal((await found({ owner: "nobody" })).length, 2);
    assert.equal((await found({ quietForDays: 3_000 })).length, 0);
    assert.deepEqual((await q.listPeople(db, { studioId: studio, search: "garcía" })).total, 2);
    assert.deepEqual(await q.tagsInUse(db, studio), [{ tag: "attended live", people: 1 }]);
    const all = await q.peopleIds(db, { studioId: studio }, { after: null, limit: 10 });
    assert.deepEqual(await q.peopleIds(db, { studioId: studio }, { after: all[0]!, limit: 10 }), [all[1]]);
  });

  await t.step("tasks are counted while they are open", async () => {
    const stream = `lead-${personId}`;
    await tell(stream, sample("TaskAssigned"), sample("LeadAssigned"), sample("LeadNoted"));
    assert.deepEqual([(await mine()).openTasks, (await mine()).ownerId], [1, id.user("golden")]);
    const tasks = () => q.listTasks(db, { studioId: studio, personId });
    assert.deepEqual((await tasks()).map(({ title, status }) => [title, status]), [["Llamar a Ana", "open"]]);
    await tell(stream, sample("TaskCompleted"), sample("TaskCompleted"));
    assert.deepEqual([(await mine()).openTasks, (await tasks())[0]?.status], [0, "done"]);
    await tell(stream, sample("TaskReopened"), sample("TaskRemoved"));
    assert.deepEqual([(await mine()).openTasks, await tasks()], [0, []]);
  });

  await t.step("who was merged goes by the other, with what counts", async () => {
    await tell(`lead-${other}`, sample("LeadMerged", { personId: other, intoPersonId: personId }));
    await tell(`lead-${personId}`, sample("LeadAbsorbed", { personId, fromPersonId: other, tags: ["vip"] }));
    assert.deepEqual(await found({}), [personId]);
    assert.deepEqual([(await mine()).registrations, (await mine()).tags], [2, ["attended live", "vip"]]);
  });

  await t.step("segments and rules are the studio's", async () => {
    await tell(`crm-${studioId}`, sample("SegmentSaved"), sample("TagRuleSaved"));
    assert.equal((await q.segmentsOf(db, studioId))[0]?.name, "Came and agreed");
    assert.equal(await q.segmentById(db, id.studio("another"), id.any("golden-segment")), null);
    assert.equal((await q.tagRulesOf(db, studioId)).length, 1);
    await tell(`crm-${studioId}`, sample("SegmentRemoved"), sample("TagRuleRemoved"));
    assert.deepEqual([await q.segmentsOf(db, studioId), await q.tagRulesOf(db, studioId)], [[], []]);
  });

  await t.step("an erased person keeps nothing personal, in tasks and notes neither", async () => {
    await tell(`lead-${personId}`, sample("TaskAssigned"));
    await tell(`person-${personId}`, sample("PersonErased"));
    const { rows } = await pool.query("select title from read.lead_tasks union all select text from read.lead_notes");
    assert.deepEqual(rows.map((row) => row.title), [null, null]);
    assert.deepEqual([(await mine()).email, (await mine()).company, (await mine()).erased], [null, null, true]);
  });
  await close();
  await history.close();
});
