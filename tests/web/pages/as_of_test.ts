import assert from "node:assert/strict";
import { cancelEvent } from "../../../commands/cancel_event.ts";
import { cancelRegistration } from "../../../commands/cancel_registration.ts";
import { erasePerson } from "../../../commands/erase_person.ts";
import { register } from "../../../commands/register.ts";
import { updateEvent } from "../../../commands/update_event.ts";
import { catalogue } from "../../../domain/catalogue.ts";
import { Rejected } from "../../../domain/decider.ts";
import type { EventId, PersonId, RegistrationId } from "../../../domain/ids.ts";
import { createCodec } from "../../../event_store/codec.ts";
import * as q from "../../../projections/queries.ts";
import { openReadModels, type ReadModelDatabase } from "../../../projections/runtime/read_models.ts";
import type { Vault } from "../../../vault/port.ts";
import { asOf } from "../../../web/pages/as_of.ts";
import { publicEvent } from "../../../web/pages/public_event.ts";
import { caughtUp, run } from "../../projections/running.ts";
import {
  openCommands,
  publishedEvent,
  registrationOf,
  studioId,
  type TestCommands,
  visitor,
} from "../../support/commands.ts";
import { startPostgres } from "../../support/postgres.ts";
import { type Random, seeded } from "../../support/random.ts";

/** Moments that are looked back to, and what happens up to each of them. */
const MOMENTS = 24;
const STEPS = 2;
const PERSONAL = ["email", "firstName", "lastName", "phone", "company", "position", "website", "specialRequirements"];

type Db = ReadModelDatabase<q.ReadModels>["db"];

/** Everything that the pages of an event are made of. */
async function pagesOf(db: Db, eventId: EventId, now: string) {
  const view = await q.eventById(db, { eventId, studioId, now });
  const { rows, total } = await q.listRegistrations(db, { eventId, sort: "status", limit: 100 });
  return {
    view,
    public: view && publicEvent(view, now),
    counts: await q.countRegistrations(db, eventId),
    days: await q.registrationsPerDay(db, eventId),
    total,
    rows: rows.map((row) => Object.entries(row).filter(([name]) => !PERSONAL.includes(name))),
  };
}

/** Something that a visitor, a registrant or the trainer does; what is refused changes nothing. */
async function step(
  { deps, as }: TestCommands,
  eventId: EventId,
  known: { registrationId: RegistrationId; personId: PersonId }[],
  random: Random,
) {
  const one = known[random.between(0, Math.max(known.length - 1, 0))];
  const roll = random.next();
  if (roll < 0.5 || !one) {
    const name = `person-${random.between(1, 25)}`;
    const answer = await register(deps, visitor(), registrationOf(eventId, name));
    if (answer.outcome === "registered") known.push(answer);
  } else if (roll < 0.7) {
    const { registrationId } = one;
    await cancelRegistration(deps, { ...visitor(), actor: `registrant:${registrationId}` }, {
      eventId,
      registrationId,
    });
  } else if (roll < 0.8) {
    await updateEvent(deps, as(), eventId, { capacity: random.between(1, 8) });
  } else if (roll < 0.87) {
    await updateEvent(deps, as(), eventId, { title: `Title ${random.between(1, 99)}` });
  } else if (roll < 0.93) {
    await updateEvent(deps, as(), eventId, { waitlist: random.chance(0.5) });
  } else await erasePerson(deps, as(), { personId: one.personId, reason: "requested" });
}

Deno.test("pages as of a moment say what the live ones said at that moment", async () => {
  await using postgres = await startPostgres();
  await using open = await openCommands();
  const { deps, store } = open;
  const codec = createCodec({ catalogue, keys: deps.vault as Vault });
  const history = { log: store, codec } as unknown as Parameters<typeof run>[1];
  const pool = postgres.pool();
  await using running = run(pool, history);
  const { db, close } = openReadModels<q.ReadModels>(postgres.connection);
  const random = seeded(8);
  const known: Parameters<typeof step>[2] = [];
  let minute = 0;
  const tick = () => {
    const at = new Date(Date.parse("2026-10-02T10:00:00.000Z") + minute++ * 3_600_000).toISOString();
    open.setNow(at);
    return at;
  };
  tick();
  const eventId = await publishedEvent(open, { capacity: 3 });
  const said: { at: string; pages: Awaited<ReturnType<typeof pagesOf>> }[] = [];
  const allowed = async (done: Promise<unknown>) => {
    await done.catch((error) => {
      if (!(error instanceof Rejected)) throw error;
    });
  };
  for (let n = 0; n < MOMENTS; n++) {
    let at = "";
    for (let one = 0; one < STEPS; one++) {
      at = tick();
      const isLast = n === MOMENTS - 1 && one === STEPS - 1;
      await allowed(isLast ? cancelEvent(deps, open.as(), eventId, "over") : step(open, eventId, known, random));
    }
    await caughtUp(pool, history);
    said.push({ at, pages: await pagesOf(db, eventId, at) });
  }
  await running.stop();

  const app = { db, store, codec };
  for (const personal of [false, true]) {
    for (const { at, pages } of said) {
      const then = await asOf(app, { studioId, eventId, at, personal }, (folded) => pagesOf(folded, eventId, at));
      assert.deepEqual(then, pages, `as of ${at}`);
    }
  }
  const names = await asOf(app, { studioId, eventId, at: said.at(-1)!.at, personal: true }, async (folded) => {
    const { rows } = await q.listRegistrations(folded, { eventId, limit: 100 });
    return rows.map(({ firstName, erased }) => ({ named: firstName !== null, erased }));
  });
  assert.ok(names.length > 10 && names.some(({ erased }) => erased), "many came, and somebody was erased");
  for (const { named, erased } of names) {
    assert.equal(named, !erased, "who is not erased has a name, once it is asked for");
  }
  const before = { studioId, eventId, at: "2026-10-01T09:00:00.000Z", personal: false };
  assert.equal(await asOf(app, before, (folded) => q.eventById(folded, { eventId, now: before.at })), null);
  const { rows } = await pool.query(
    "select count(*)::int n from pg_class where relname = 'event_cards' and relpersistence = 't'",
  );
  assert.equal(rows[0].n, 0, "nothing of it stays");
  await close();
});
