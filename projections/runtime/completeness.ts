import { type EventStore, isEvent } from "../../event_store/port.ts";
import { breath, breathIsDue } from "./breath.ts";
import type { FoldSpec } from "./fold.ts";
import { generationsOf } from "./generations.ts";
import type { Queryable } from "./sql.ts";
import { namesFor } from "./page.ts";
import { NOTHING, tallied, type Tally } from "./tally.ts";

/** What a generation took, against what stands in the log for it. Instants are ISO 8601 in UTC. */
export interface Completeness {
  checkedAt: string;
  generation: number;
  /** Up to where both were counted. */
  position: string;
  /** What it took; null for a generation from before anybody counted. */
  taken: Tally | null;
  /** What the log holds for it, without what was skipped. */
  log: Tally;
  /** Events that somebody decided to skip. */
  skipped: number;
  complete: boolean;
}

const AT_ONCE = 1_000;

/**
 * Reads the whole log once more, counts what the fold's live generation should have taken, and writes down how the two
 * compare. Null when nothing is live. Takes a second or so for a million events; others get their turn meanwhile.
 */
export async function checkCompleteness(
  db: Queryable,
  store: EventStore,
  spec: FoldSpec,
  skippedIds: ReadonlySet<string>,
): Promise<Completeness | null> {
  const live = (await generationsOf(db, spec.name)).find(({ state }) => state === "live");
  if (!live) return null;
  const types = namesFor([spec]);
  let log = NOTHING, skipped = 0, ids: string[] = [];
  for await (
    const event of store.readAll({ after: 0n, until: live.position, ...(types ? { filter: { types } } : {}) })
  ) {
    if (!isEvent(event)) continue;
    if (skippedIds.has(event.id)) skipped++;
    else if (ids.push(event.id) >= AT_ONCE) {
      log = tallied(log, ids);
      ids = [];
    }
    if (breathIsDue()) await breath();
  }
  log = tallied(log, ids);
  const { tally: taken } = live;
  const found: Completeness = {
    checkedAt: new Date().toISOString(),
    generation: live.generation,
    position: String(live.position),
    taken,
    log,
    skipped,
    complete: taken?.applied === log.applied && taken.digest === log.digest,
  };
  await db.query({
    text: "update projections.generations set checked = $3 where name = $1 and generation = $2",
    values: [spec.name, live.generation, JSON.stringify(found)],
  });
  return found;
}
