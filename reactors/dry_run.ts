import type { DecodePage } from "../projections/runtime/page.ts";
import { readPage } from "../projections/runtime/page.ts";
import { Fold, type FoldSpec } from "../projections/runtime/fold.ts";
import { createTables, ident } from "../projections/runtime/sql.ts";
import { type Pool, transaction } from "../projections/runtime/transaction.ts";
import { BEGINNING, type EventStore } from "../event_store/port.ts";
import type { Reactor } from "./runtime/definition.ts";
import { schemaOf } from "./runtime/due.ts";
import { reactorFold } from "./runtime/reactor_fold.ts";

/** Something that a replay would do although it has been dealt with, or that is not planned now. */
export interface WouldPlan {
  what: "delivery" | "command";
  /** The delivery's key, or the command's type. */
  key: string;
  /** When it would be its turn; ISO 8601 in UTC. */
  at: string;
  /** How it stands in what is live: null when nothing is known of it there. */
  standing: string | null;
  /** Id of the fact that calls for it. */
  causeId: string;
}

export interface DryRun {
  reactor: string;
  events: number;
  total: number;
  /** The first of them. */
  plans: WouldPlan[];
}

const PAGE = 1_000;
const SHOWN = 100;

/**
 * Folds the whole log through a reactor once more, in tables of its own that are dropped afterwards, and tells what that
 * plans and what is live does not. Nothing is sent. `studioId`: only what concerns this studio.
 */
export async function dryRun(
  { pool, store, decode, skipped }: {
    pool: Pool;
    store: EventStore;
    decode: DecodePage;
    skipped: (spec: FoldSpec) => Promise<ReadonlySet<string>>;
  },
  reactor: Reactor,
  studioId?: string,
): Promise<DryRun> {
  const spec = reactorFold(reactor) as unknown as FoldSpec;
  const schema = `dry_run_${crypto.randomUUID().slice(0, 8)}`;
  const fold = new Fold(spec, schema);
  fold.skipped = await skipped(spec);
  await transaction(pool, async (tx) => {
    await tx.query({ text: `create schema ${ident(schema)}` });
    for (const text of createTables(schema, spec.tables)) await tx.query({ text });
  });
  let position = BEGINNING, events = 0;
  const foldToEnd = async () => {
    for (const until = await store.head(); position < until;) {
      const page = await readPage(store, decode, { after: position, until, types: undefined, limit: PAGE });
      events += await fold.takeAll(pool, page.facts);
      position = page.unreadable?.event.position ?? page.position;
    }
  };
  try {
    await foldToEnd();
    // what came meanwhile has changed both
    await foldToEnd();
    const { rows } = await pool.query({
      text: `select *, count(*) over ()::int as total from (
          select 'delivery' as what, s.key, s.next_at as at, l.state as standing, s.cause_id
          from ${ident(schema)}.outbox s left join ${ident(schemaOf(reactor.name))}.outbox l using (delivery_id)
          where s.state in ('open', 'attempting') and coalesce(l.state, '') not in ('open', 'attempting')
            and ($1::uuid is null or s.studio_id = $1::uuid)
          union all
          select 'command', s.type, s.planned_at, case when l.command_id is not null then 'closed' end, s.cause_id
          from ${ident(schema)}.commands s left join ${ident(schemaOf(reactor.name))}.commands l using (command_id)
          where s.open and not coalesce(l.open, false) and ($1::uuid is null or s.studio_id = $1::uuid)
        ) planned order by at limit ${SHOWN}`,
      values: [studioId ?? null],
    });
    const plans = rows.map(({ what, key, at, standing, cause_id: causeId }) => ({ what, key, at, standing, causeId }));
    return { reactor: reactor.name, events, total: rows[0]?.total ?? 0, plans };
  } finally {
    await pool.query({ text: `drop schema if exists ${ident(schema)} cascade` });
  }
}
