// Catch-up of one read model over 100,000 domain events, beside the loop one would write by hand for that table alone.
import pg from "pg";
import { catalogue } from "../domain/catalogue.ts";
import { type Codec, createCodec } from "../event_store/codec.ts";
import type { EventStore, RecordedEvent } from "../event_store/port.ts";
import { openSqliteLog } from "../event_store/sqlite/log.ts";
import { registrations } from "../projections/registrations.ts";
import { startEmbeddedPostgres } from "../projections/runtime/embedded_postgres.ts";
import type { RowOf } from "../projections/runtime/definition.ts";
import { searchable } from "../projections/runtime/handlers.ts";
import { createTables } from "../projections/runtime/sql.ts";
import { foldOf, type FoldSpec } from "../projections/runtime/fold.ts";
import { Runner, type RunnerOptions } from "../projections/runtime/runner.ts";
import { compare, report, timed } from "./measure.ts";

const EVENTS = 100_000;
const PAGE = 1_000;

/** The same columns as the read model's. */
type Row = RowOf<typeof registrations.tables.registrations.columns>;

const { columns: declared } = registrations.tables.registrations;
const columns = Object.entries(declared).map(([name, { type }]) => [name, type === "int" ? "int4" : type] as const);

const dataDir = await Deno.makeTempDir({ prefix: "bench-projections-" });
const postgres = await startEmbeddedPostgres({ dataDir });
const pool = new pg.Pool(postgres.connection);
pool.on("connect", (client) => client.on("error", () => {}));
const log = await openSqliteLog({ directory: `${dataDir}/log` });
const codec = withKeys();

try {
  await writeRegistrations(EVENTS);
  const catchUp = await compare("events/s", ours, byHand, {
    reach: "≥ 0.6 of a hand-written decode, fold, unnest loop",
  });
  report({ "projection catch-up over 100,000 domain events": catchUp });
} finally {
  await pool.end();
  await log.close();
  await postgres.stop();
  for (const folder of [postgres.place.base, dataDir]) {
    await Deno.remove(folder, { recursive: true }).catch(() => {});
  }
}

async function ours(): Promise<number> {
  await pool.query("drop schema if exists projections cascade; drop schema if exists registrations_1 cascade");
  const stopping = new AbortController();
  const runner = new Runner({
    pool,
    store: log,
    decode: codec.decodePage as RunnerOptions["decode"],
    folds: [foldOf(registrations) as unknown as FoldSpec],
    pageSize: PAGE,
  });
  const took = await timed(async () => {
    const running = runner.run(stopping.signal);
    await runner.reachedEnd("registrations", stopping.signal);
    stopping.abort();
    await running;
  });
  const { rows } = await pool.query("select count(*)::int as n from read.registrations where status = 'confirmed'");
  if (rows[0].n !== EVENTS / 2) throw new Error(`${rows[0].n} rows after ${EVENTS} events`);
  return EVENTS / took * 1000;
}

async function byHand(): Promise<number> {
  await pool.query("drop schema if exists by_hand cascade; create schema by_hand");
  for (const statement of createTables("by_hand", registrations.tables)) await pool.query(statement);
  await pool.query(
    "create table by_hand.checkpoint (position int8 not null); insert into by_hand.checkpoint values (0)",
  );
  const rows = new Map<string, Row>();
  const types = ["RegistrationRequested", "RegistrationConfirmed"];
  const took = await timed(async () => {
    const client = await pool.connect();
    for (let after = 0n;;) {
      const events: RecordedEvent[] = [];
      for await (const event of log.readAll({ after, limit: PAGE, filter: { types } })) events.push(event);
      if (events.length === 0) break;
      after = events.at(-1)!.position;
      const touched = foldByHand(await codec.decodePage(events), rows);
      await client.query("begin");
      const typed = columns.map(([, type], i) => `$${i + 1}::${type === "jsonb" ? "text" : type}[]`);
      const selected = columns.map(([name, type]) => type === "jsonb" ? `${name}::jsonb` : name);
      const names = columns.map(([name]) => name);
      await client.query(
        `insert into by_hand.registrations
         select ${selected} from unnest(${typed}) as given(${names})
         on conflict (registration_id) do update set ${names.map((name) => `${name} = excluded.${name}`)}`,
        columns.map(([name, type]) =>
          touched.map((row) => {
            const value = row[name as keyof Row];
            return type === "jsonb" ? JSON.stringify(value) : value;
          })
        ),
      );
      await client.query("update by_hand.checkpoint set position = $1", [String(after)]);
      await client.query("commit");
    }
    client.release();
  });
  return EVENTS / took * 1000;
}

function foldByHand(facts: Awaited<ReturnType<Codec["decodePage"]>>, rows: Map<string, Row>): Row[] {
  const touched = new Map<string, Row>();
  for (const fact of facts) {
    if (fact.type === "RegistrationRequested") {
      const { data, meta } = fact;
      const row: Row = {
        registration_id: data.registrationId,
        event_id: data.eventId,
        number: rows.size + 1,
        studio_id: meta.studio,
        person_id: data.personId,
        reference: data.reference,
        email: data.email,
        first_name: data.firstName,
        last_name: data.lastName,
        phone: data.phone ?? null,
        company: data.company ?? null,
        position: data.position ?? null,
        website: data.website ?? null,
        special_requirements: data.specialRequirements ?? null,
        search: searchable(data.firstName, data.lastName, data.email, data.company),
        sort_name: searchable(data.lastName, data.firstName),
        language: data.language,
        time_zone: data.timeZone,
        source: data.source,
        consents: data.consents,
        answers: data.answers ?? null,
        status: "pending",
        offer_expires_at: null,
        declined_reason: null,
        attendance: "unknown",
        attendance_by_date: {},
        tags: [],
        transferred_to: null,
        link_generation: 1,
        waiting_since: null,
        cancelled_by: null,
        erased: false,
        registered_at: meta.occurredAt,
        updated_at: meta.occurredAt,
      };
      rows.set(row.registration_id, row);
      touched.set(row.registration_id, row);
    } else if (fact.type === "RegistrationConfirmed") {
      const row = rows.get(fact.data.registrationId)!;
      row.status = "confirmed";
      row.updated_at = fact.meta.occurredAt;
      touched.set(row.registration_id, row);
    }
  }
  return [...touched.values()];
}

async function writeRegistrations(count: number): Promise<void> {
  const store: EventStore = log;
  const eventId = crypto.randomUUID();
  for (let written = 0; written < count; written += PAGE) {
    const drafts = Array.from({ length: PAGE / 2 }, (_, i) => {
      const [registrationId, personId] = [crypto.randomUUID(), crypto.randomUUID()];
      return [
        {
          type: "RegistrationRequested",
          data: {
            eventId,
            registrationId,
            personId,
            reference: "K7Q4-9MXD",
            email: `person.${written + i}@example.org`,
            firstName: "Ana",
            lastName: `Álvarez ${written + i}`,
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
        },
        { type: "RegistrationConfirmed", data: { eventId, registrationId, personId, from: "request" } },
      ];
    }).flat().map((event) => ({
      id: crypto.randomUUID(),
      event: codec.check(event),
      meta: {
        schemaVersion: 1,
        actor: "system",
        studio: "0197c3a0-0000-7000-8000-000000000001",
        correlationId: crypto.randomUUID(),
        causationId: null,
        commandId: crypto.randomUUID(),
        command: "Register",
        occurredAt: new Date().toISOString(),
      },
    }));
    const encoded = await codec.encode(drafts);
    // each under the limit of one append
    for (let from = 0; from < encoded.length; from += 250) {
      await store.append(`event-${crypto.randomUUID()}`, encoded.slice(from, from + 250), "no_stream");
    }
  }
}

function withKeys(): Codec {
  const keys = new Map<string, Uint8Array>();
  return createCodec({
    catalogue,
    keys: {
      // deno-lint-ignore require-await -- the port is asynchronous
      async keysOf(persons) {
        return new Map(persons.map((person) => {
          const key = keys.get(person) ?? crypto.getRandomValues(new Uint8Array(32));
          keys.set(person, key);
          return [person, key];
        }));
      },
    },
  });
}
