import assert from "node:assert/strict";
import { cancelRegistration } from "../../../commands/cancel_registration.ts";
import { recordVisits } from "../../../commands/record_visits.ts";
import { register } from "../../../commands/register.ts";
import { updateEvent } from "../../../commands/update_event.ts";
import { catalogue } from "../../../domain/catalogue.ts";
import { Rejected } from "../../../domain/decider.ts";
import type { RegistrationId } from "../../../domain/ids.ts";
import { createCodec } from "../../../event_store/codec.ts";
import * as q from "../../../projections/queries.ts";
import { openReadModels } from "../../../projections/runtime/read_models.ts";
import type { Vault } from "../../../vault/port.ts";
import { explainFigure, figuresOfEvent } from "../../../web/pages/analytics/explained.ts";
import { figureKeys } from "../../../web/pages/analytics/figures.ts";
import { caughtUp, run } from "../../projections/running.ts";
import { openCommands, publishedEvent, registrationOf, studioId, visitor } from "../../support/commands.ts";
import { startPostgres } from "../../support/postgres.ts";
import { seeded } from "../../support/random.ts";

Deno.test("each figure is told with the facts that were counted, and counted again from the log it is the same", async () => {
  await using postgres = await startPostgres();
  await using open = await openCommands();
  const { deps, store } = open;
  const codec = createCodec({ catalogue, keys: deps.vault as Vault });
  const history = { log: store, codec } as unknown as Parameters<typeof run>[1];
  const pool = postgres.pool();
  await using _running = run(pool, history);
  const { db, close } = openReadModels<q.ReadModels>(postgres.connection);
  const random = seeded(13);
  const known: RegistrationId[] = [];
  const eventId = await publishedEvent(open, { capacity: 4 });
  for (let n = 0; n < 40; n++) {
    const registrationId = known[random.between(0, known.length - 1)];
    const step = random.chance(0.65) || !registrationId
      ? register(deps, visitor(), registrationOf(eventId, `person-${n}`)).then((answer) => {
        if (answer.outcome === "registered") known.push(answer.registrationId);
      })
      : random.chance(0.7)
      ? cancelRegistration(deps, { ...visitor(), actor: `registrant:${registrationId}` }, { eventId, registrationId })
      : updateEvent(deps, open.as(), eventId, { capacity: random.between(1, 9) });
    await step.catch((error) => {
      if (!(error instanceof Rejected)) throw error;
    });
  }
  const visits = ["ana-12345", "ben-12345", "ana-12345"].map((visitor, n) => ({
    visitor,
    at: `2026-10-01T11:0${n}:00.000Z`,
    what: n === 2 ? "form_opened" as const : "opened" as const,
    source: "direct",
    referrer: null,
  }));
  const by = { actor: "system", studioId, commandId: deps.newId(), correlationId: deps.newId() };
  await recordVisits(deps, by, { eventId, day: "2026-10-01", process: deps.newId(), visits });
  await caughtUp(pool, history);

  const app = { db, store, codec, commands: deps };
  const view = (await q.eventById(db, { eventId, studioId, now: deps.now() }))!;
  const told = Object.fromEntries((await figuresOfEvent(app, view, "en")).map(({ key, value }) => [key, value]));
  assert.ok(Number(told.registered) > 0 && Number(told.cancelled) > 0, JSON.stringify(told));
  assert.deepEqual([told.visitors, told.forms, told.attended, told.attendance], ["2", "1", "–", "–"]);
  for (const key of figureKeys) {
    const figure = await explainFigure(app, { key, view, studioId, page: 1, locale: "en" });
    assert.equal(figure.value, told[key], key);
    assert.notEqual(figure.recounted?.agrees, false, `${key}: ${figure.value}, recounted ${figure.recounted?.value}`);
    assert.equal(figure.facts.length, Math.min(figure.total, 25), key);
    if (["registered", "waitlisted", "cancelled", "leads"].includes(key)) assert.equal(String(figure.total), told[key]);
    for (const { id, words } of figure.facts) {
      assert.equal((await q.logEntry(db, id))?.studioId, studioId, `${key}: ${words}`);
      assert.doesNotMatch(words, /person-/, "nobody is named");
    }
  }
  const conversion = await explainFigure(app, { key: "conversion", view, studioId, page: 1, locale: "en" });
  assert.deepEqual(conversion.parts.map(({ key }) => key), ["registered", "waitlisted", "offered", "pending"]);
  assert.equal(conversion.value, "100 %");
  await close();
});
