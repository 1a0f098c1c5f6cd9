/** 32 writers on one stream through `handle`, codec and personal fields included, beside a queue that appends the same bytes. */
import { CommandHandler } from "npm:@event-driven-io/emmett@0.42.0";
import { getPostgreSQLEventStore } from "npm:@event-driven-io/emmett-postgresql@0.42.0";
import { randomBytes, randomUUID } from "node:crypto";
import { catalogue } from "../domain/catalogue.ts";
import type { DateId, EventId, RegistrationId, StudioId, UserId } from "../domain/ids.ts";
import type { CreateEvent, Register } from "../domain/virtual_event/commands.ts";
import { virtualEvent } from "../domain/virtual_event/virtual_event.ts";
import { createCodec } from "../event_store/codec.ts";
import { createHandle } from "../event_store/handle.ts";
import type { EventStore, NewEvent } from "../event_store/port.ts";
import { openSqliteLog } from "../event_store/sqlite/log.ts";
import { openSqliteVault } from "../vault/vault.ts";
import { startEmbeddedPostgres } from "../projections/runtime/embedded_postgres.ts";
import { untilAlone } from "./support/emmett.ts";
import { compare, type Figures, report, timed } from "./measure.ts";

const WRITERS = 32;
const COMMANDS = 10_000;
/** Every so many commands come twice at once. */
const REPEATED = 10;

const place = await Deno.makeTempDir({ prefix: "bench-handle-" });
const vault = await openSqliteVault({ dataDir: place, masterKey: randomBytes(32) });
const codec = createCodec({ catalogue, keys: vault });
const studio = randomUUID() as StudioId;
const persons = await Promise.all(
  Array.from({ length: COMMANDS }, (_, n) => vault.resolvePerson(studio, `person.${n}@example.org`)),
);
const at = new Date().toISOString();
let rounds = 0;
/** What our last round wrote, append by command: the other queue writes the same. */
let written: NewEvent[][] = [];

async function openLog(): Promise<EventStore> {
  return await openSqliteLog({ directory: `${place}/${++rounds}` });
}

function envelope() {
  const commandId = randomUUID();
  return { actor: "system", studio, correlationId: commandId, causationId: null, commandId };
}

function createEvent(eventId: EventId): CreateEvent {
  return {
    type: "CreateEvent",
    at,
    eventId,
    studioId: studio,
    trainerId: randomUUID() as UserId,
    details: {
      title: "5 Errores Comunes",
      description: "Los cinco errores, y cómo evitarlos.",
      type: "webinar",
      language: "es",
      slug: "errores",
      access: "free",
      price: null,
      companyRequired: false,
    },
    timeZone: "Europe/Madrid",
    dates: [{ dateId: randomUUID() as DateId, startsAtLocal: "2099-11-24T19:00", durationMinutes: 60 }],
    capacity: null,
    waitlist: true,
    registrationOpensAt: null,
    registrationClosesAt: null,
    automations: { confirmation: true, reminders: [] },
  };
}

function register(n: number): Register {
  return {
    type: "Register",
    at,
    registrationId: randomUUID() as RegistrationId,
    personId: persons[n]!,
    registrant: {
      email: `person.${n}@example.org`,
      firstName: "Ana María",
      lastName: "Pérez Gómez",
      phone: "+34 600 000 000",
      company: "Calistenia S. L.",
    },
    language: "es",
    timeZone: "Europe/Madrid",
    source: "direct",
    consents: { terms: true, privacy: true, marketing: false },
  };
}

/** Gives each of the writers the next piece of work until there is none. */
async function inTurns<T>(work: readonly T[], each: (one: T, n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: WRITERS }, async () => {
    while (next < work.length) {
      const n = next++;
      await each(work[n]!, n);
    }
  }));
}

async function ours(): Promise<number> {
  const store = await openLog();
  const handle = createHandle({ store, codec });
  const eventId = randomUUID() as EventId;
  const stream = `event-${eventId}`;
  await handle(virtualEvent, stream, createEvent(eventId), envelope());
  await handle(virtualEvent, stream, { type: "PublishEvent", at }, envelope());
  const commands = Array.from({ length: COMMANDS }, (_, n) => ({ command: register(n), context: envelope() }));
  const took = await timed(() =>
    inTurns(commands, ({ command, context }, n) => {
      const ask = () => handle(virtualEvent, stream, command, context);
      return n % REPEATED === 0 ? Promise.all([ask(), ask()]) : ask();
    })
  );
  const facts = await Array.fromAsync(store.read(stream, { from: 3 }));
  const byCommand = Map.groupBy(facts, ({ metadata }) => metadata.commandId as string);
  const once = [...byCommand.values()].every((led) => led.length === 2);
  if (!once || byCommand.size !== COMMANDS) throw new Error("a command was decided more than once, or never");
  written = [...byCommand.values()];
  await store.close();
  return COMMANDS / took * 1000;
}

async function bareQueue(): Promise<number> {
  const store = await openLog();
  const append = queue(store, `event-${randomUUID()}`);
  const took = await timed(() => inTurns(written, (events) => append(events)));
  await store.close();
  return COMMANDS / took * 1000;
}

/** Gathers while an append is under way, then appends together: what any such queue has to do at least. */
function queue(store: EventStore, stream: string): (events: NewEvent[]) => Promise<void> {
  let waiting: { events: NewEvent[]; resolve: () => void }[] = [];
  let revision = -1;
  let running = false;
  const run = async () => {
    running = true;
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      const events = batch.flatMap((one) => one.events);
      ({ revision } = await store.append(stream, events, revision < 0 ? "no_stream" : revision));
      for (const { resolve } of batch) resolve();
    }
    running = false;
  };
  return (events) =>
    new Promise((resolve) => {
      waiting.push({ events, resolve });
      if (!running) run();
    });
}

/** Emmett's way on a durable Postgres: read the stream, decide, append at the version, and all again after a conflict. */
async function emmett(): Promise<number> {
  const few = 4 * WRITERS;
  const postgres = await startEmbeddedPostgres({ dataDir: `${place}/${++rounds}`, durable: true });
  const store = getPostgreSQLEventStore(postgres.url);
  await store.schema.migrate();
  const decide = CommandHandler<{ taken: number }, { type: "SeatTaken"; data: { n: number } }>({
    initialState: () => ({ taken: 0 }),
    evolve: ({ taken }) => ({ taken: taken + 1 }),
    retry: { onVersionConflict: { retries: 1_000, minTimeout: 1, maxTimeout: 20 } },
  });
  const stream = `event-${randomUUID()}`;
  const took = await timed(() =>
    inTurns(
      Array.from({ length: few }),
      (_, n) => decide(store, stream, () => ({ type: "SeatTaken", data: { n } })),
    )
  );
  await store.close();
  await untilAlone(postgres.connection);
  await postgres.stop();
  return few / took * 1000;
}

// the first rounds only warm both up
await ours();
await bareQueue();
const figures: Figures = {
  "32 writers on one stream through handle": await compare("commands/s", ours, bareQueue, { reach: "≥ 0.5" }),
  "32 writers on one stream through handle, against Emmett's command handler": await compare(
    "commands/s",
    ours,
    emmett,
    { rounds: 1, reach: "reported" },
  ),
};
await vault.close();
await Deno.remove(place, { recursive: true });
report(figures);
Deno.exit(0); // Emmett leaves timers behind
