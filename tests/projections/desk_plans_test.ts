import assert from "node:assert/strict";
import { CompiledQuery, Kysely, PostgresDialect } from "kysely";
import type pg from "pg";
import { factsOfStream } from "../../projections/event_history.ts";
import { logIndex } from "../../projections/log_index.ts";
import { eventCards } from "../../projections/event_cards.ts";
import { people } from "../../projections/people.ts";
import {
  listLog,
  listPeople,
  listRegistrations,
  type ReadModels,
  registrationsPerDay,
} from "../../projections/queries.ts";
import { registrations } from "../../projections/registrations.ts";
import { createTables } from "../../projections/runtime/sql.ts";
import { startPostgres } from "../support/postgres.ts";

const EVENTS = 20;
const EACH = 1_000;
const PEOPLE = 40_000;
const eventId = "00000000-0000-4000-8000-000000000007";

/** What Postgres did for a statement, as `explain` tells it. */
interface Node {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  "Heap Fetches"?: number;
  Plans?: Node[];
}

/** Some value for a row number `i`, by a column's type. */
const ofType: Record<string, string> = {
  uuid: "gen_random_uuid()",
  text: "'text'",
  int: "i",
  bigint: "i",
  bool: "false",
  timestamptz: "'2026-01-01'::timestamptz + i * interval '1 minute'",
  jsonb: "'{}'::jsonb",
};

async function fill(pool: pg.Pool): Promise<void> {
  await pool.query("create schema read");
  for (const tables of [registrations.tables, eventCards.tables]) {
    for (const text of createTables("read", tables)) await pool.query(text);
  }
  const known: Record<string, string> = {
    registration_id: "gen_random_uuid()",
    event_id: `('00000000-0000-4000-8000-' || lpad((i / ${EACH})::text, 12, '0'))::uuid`,
    number: `i % ${EACH} + 1`,
    search: "'ana garcia ' || i || ' ana.' || i || '@example.org'",
    sort_name: "'garcia ' || md5(i::text)",
    status: "case when i % 10 = 0 then 'cancelled' else 'confirmed' end",
    attendance: "'unknown'",
    waiting_since: "null::int8",
  };
  const { columns } = registrations.tables.registrations;
  const values = Object.entries(columns).map(([name, { type }]) => known[name] ?? ofType[type]!);
  const names = Object.keys(columns).map((name) => `"${name}"`);
  await pool.query(
    `insert into read.registrations (${names}) select ${values} from generate_series(0, ${EVENTS * EACH - 1}) i`,
  );
  await pool.query(`insert into read.registration_numbers values ('${eventId}', ${EACH})`);
  await pool.query("vacuum analyze read.registrations");
}

Deno.test("the desk reads one page of a long list, and an index of it where it is searched", async (t) => {
  await using postgres = await startPostgres();
  const pool = postgres.pool();
  await fill(pool);
  const asked: CompiledQuery[] = [];
  const db = new Kysely<ReadModels>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => void asked.push(query as CompiledQuery),
  }).withSchema("read");

  /** Every node of every plan behind a query of ours. */
  async function nodesOf(ask: () => Promise<unknown>): Promise<Node[]> {
    asked.length = 0;
    await ask();
    const nodes: Node[] = [];
    const take = (node: Node) => void (nodes.push(node), node.Plans?.forEach(take));
    for (const { sql, parameters } of asked.slice()) {
      const { rows } = await pool.query(`explain (analyze, format json) ${sql}`, [...parameters]);
      take(rows[0]["QUERY PLAN"][0].Plan);
    }
    return nodes;
  }
  const rowsRead = (nodes: readonly Node[]) =>
    nodes.filter((node) => node["Relation Name"] === "registrations").reduce(
      (sum, node) => sum + (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)) * node["Actual Loops"],
      0,
    );
  const scans = (nodes: readonly Node[]) =>
    nodes.filter((node) => node["Relation Name"] === "registrations").map((node) => node["Node Type"]);

  await t.step("a page is a range of numbers, however far back", async () => {
    for (const page of [1, 30]) {
      const nodes = await nodesOf(() => listRegistrations(db, { eventId, page, limit: 25 }));
      assert.ok(rowsRead(nodes) <= 50, `page ${page} read ${rowsRead(nodes)} rows`);
      assert.ok(!scans(nodes).includes("Seq Scan"));
    }
  });

  await t.step("a search and a filter go through an index that holds what they ask for", async () => {
    for (const query of [{ search: "garcia 73" }, { status: "cancelled" as const }, { source: "elsewhere" }]) {
      const nodes = await nodesOf(() => listRegistrations(db, { eventId, ...query, limit: 25 }));
      assert.ok(!scans(nodes).includes("Seq Scan"), JSON.stringify(query));
      assert.ok(scans(nodes).includes("Index Only Scan"), JSON.stringify(scans(nodes)));
      assert.equal(nodes.reduce((sum, node) => sum + (node["Heap Fetches"] ?? 0), 0), 0);
      assert.ok(rowsRead(nodes) <= 2 * EACH + 50, `${JSON.stringify(query)} read ${rowsRead(nodes)} rows`);
    }
  });

  await t.step("names are in order already", async () => {
    const nodes = await nodesOf(() => listRegistrations(db, { eventId, sort: "name", limit: 25 }));
    assert.ok(rowsRead(nodes) <= 50, `${rowsRead(nodes)} rows`);
  });

  await t.step("what changed an event is found among very many registrations", async () => {
    for (const text of createTables("read", logIndex.tables)) await pool.query(text);
    const stream = `event-${eventId}`;
    const columns = Object.entries(logIndex.tables.log_index.columns);
    const known: Record<string, string> = {
      position: "i",
      stream: `'${stream}'`,
      category: "'event'",
      type: "case when i % 5000 = 0 then 'EventDetailsChanged' else 'RegistrationConfirmed' end",
      registration_id: "case when i % 5000 = 0 then null else i::text end",
    };
    const values = columns.map(([name, { type }]) => known[name] ?? ofType[type]!);
    await pool.query(`insert into read.log_index select ${values} from generate_series(1, 20000) i`);
    await pool.query("vacuum analyze read.log_index");
    const nodes = await nodesOf(() =>
      factsOfStream(db, { stream, types: ["EventDetailsChanged", "EventPublished"], limit: 1_000 })
    );
    const read = nodes.filter((node) => node["Relation Name"] === "log_index")
      .map((node) => node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0));
    assert.deepEqual(read, [4]);
  });

  await t.step(
    "what happened to an event last is found at its end, and not looked for from the end of the log",
    async () => {
      const columns = Object.entries(logIndex.tables.log_index.columns);
      const later: Record<string, string> = { position: "i", stream: "'delivery-' || i", category: "'delivery'" };
      const values = columns.map(([name, { type }]) => later[name] ?? ofType[type]!);
      await pool.query(`insert into read.log_index select ${values} from generate_series(20001, 40000) i`);
      await pool.query("insert into read.log_types values ('text/any', 'text', 'text', 'event', 20000)");
      await pool.query("vacuum analyze read.log_index");
      const nodes = await nodesOf(() => listLog(db, { studioId: "text", stream: `event-${eventId}`, limit: 40 }));
      const read = nodes.filter((node) => node["Relation Name"] === "log_index")
        .map((node) => node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0));
      assert.deepEqual(read, [1, 40], "its length, and one page");
    },
  );

  await t.step("a person is found by part of a word along an index, however many a studio knows", async () => {
    await pool.query("create extension pg_trgm");
    for (const text of createTables("read", people.tables)) await pool.query(text);
    const studioId = "00000000-0000-4000-8000-0000000000aa";
    const columns = Object.entries(people.tables.people.columns);
    const known: Record<string, string> = {
      person_id: "gen_random_uuid()",
      studio_id: `'${studioId}'::uuid`,
      search: "md5(i::text) || ' ' || i || '@example.org'",
      merged_into: "null::uuid",
      tags: "'[]'::jsonb",
    };
    const values = columns.map(([name, { type }]) => known[name] ?? ofType[type]!);
    await pool.query(`insert into read.people select ${values} from generate_series(1, ${PEOPLE}) i`);
    await pool.query("vacuum analyze read.people");
    const nodes = await nodesOf(() => listPeople(db, { studioId, search: "14987@exam", limit: 25 }));
    const read = nodes.filter((node) => node["Relation Name"] === "people");
    assert.ok(read.length > 0 && read.every((node) => node["Node Type"] === "Bitmap Heap Scan"));
    for (const { "Actual Rows": rows, "Rows Removed by Filter": removed = 0 } of read) {
      assert.ok(rows + removed <= 10, `${rows + removed} of ${PEOPLE} people were read`);
    }
  });

  await t.step("days are counted when people register, not when somebody looks", async () => {
    const nodes = await nodesOf(() => registrationsPerDay(db, eventId));
    assert.deepEqual(scans(nodes), []);
  });
});
