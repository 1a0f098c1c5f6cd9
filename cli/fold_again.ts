import { folderFor } from "../backup/workshop.ts";
import { catalogue } from "../domain/catalogue.ts";
import { foldStream, skips } from "../domain/analysis/skips.ts";
import { createCodec } from "../event_store/codec.ts";
import { createHandle } from "../event_store/handle.ts";
import type { EventStore } from "../event_store/port.ts";
import { projections } from "../projections/all.ts";
import { checkCompleteness } from "../projections/runtime/completeness.ts";
import { startEmbeddedPostgres } from "../projections/runtime/embedded_postgres.ts";
import type { FoldSpec } from "../projections/runtime/fold.ts";
import { placeFor } from "../projections/runtime/postgres_place.ts";
import { openReadModels } from "../projections/runtime/read_models.ts";
import { Runner } from "../projections/runtime/runner.ts";
import type { Pool } from "../projections/runtime/transaction.ts";
import { waitFor } from "../projections/runtime/wait.ts";
import type { Vault } from "../vault/port.ts";

/** Read models that were folded from a restored log. */
export interface FoldedAgain {
  /** How many took everything that the log holds for them. */
  complete: number;
  /** Those that stop at a fact; whoever runs the product has met it already. */
  stopped: string[];
}

const LOOK_EVERY = 200;
/** Failures in a row, a few minutes of them, after which it is not waited any longer. */
const MOST_FAILURES = 40;

/**
 * Folds every read model of a restored installation in a private Postgres of its own, and counts what each took against the
 * log. Nothing of it stays.
 * @throws {TypeError} one of them is not what the log says
 */
export async function foldAgain(
  { log, vault }: { log: EventStore; vault: Vault },
  workshop: string,
  onProgress: (percent: number) => void,
): Promise<FoldedAgain> {
  const dataDir = await folderFor("folded", workshop);
  const { base } = await placeFor(dataDir);
  const server = await startEmbeddedPostgres({ dataDir });
  const { pool, close } = openReadModels(server.connection);
  try {
    const codec = createCodec({ catalogue, keys: vault });
    const handle = createHandle({ store: log, codec });
    const skipped = async ({ name, version }: FoldSpec) => {
      const decided = await handle.stateOf(skips, foldStream(name));
      return new Set(decided.filter((skip) => skip.version === version).map(({ eventId }) => eventId));
    };
    const specs = projections as readonly FoldSpec[];
    const stopped = await foldAll({
      pool,
      log,
      specs,
      skipped,
      decode: (events) => codec.decodePage(events),
      onProgress,
    });
    const whole = specs.filter(({ name }) => !stopped.includes(name));
    const counted = await Promise.all(whole.map(async (spec) => ({ spec, skipped: await skipped(spec) })));
    const found = await checkCompleteness(pool, log, counted);
    const lacking = whole.filter(({ name }) => !found.get(name)?.complete);
    if (lacking.length > 0) {
      throw new TypeError(`${lacking[0]!.name}, folded from the backup, is not what its log says`);
    }
    return { complete: whole.length, stopped };
  } finally {
    await close();
    await server.stop();
    for (const folder of [base, dataDir]) await Deno.remove(folder, { recursive: true }).catch(() => {});
  }
}

interface Folding extends Pick<Runner["options"], "decode" | "skipped"> {
  pool: Pool;
  log: EventStore;
  specs: readonly FoldSpec[];
  onProgress(percent: number): void;
}

/** Runs until each has reached the end of the log or has stopped; the names of those. */
async function foldAll({ pool, log: store, specs, decode, skipped, onProgress }: Folding): Promise<string[]> {
  const ending = new AbortController();
  const head = await store.head();
  let failures: unknown[] = [];
  const note = ({ what, error }: { what: string; error: unknown }) => {
    if (what === "folding waits") failures.push(error);
  };
  const running = new Runner({ pool, store, folds: specs, decode, skipped, log: note }).run(ending.signal);
  running.catch((error) => failures = Array(MOST_FAILURES).fill(error));
  try {
    for (let sum = -1n;;) {
      if (failures.length >= MOST_FAILURES) throw failures[0];
      const { rows } = await pool.query({
        text: "select name, state, position::text, problem from projections.generations",
      }).catch(() => ({ rows: [] as { name: string; state: string; position: string; problem: unknown }[] }));
      const at = new Map(rows.map((row) => [row.name as string, row]));
      const ended = specs.filter(({ name }) => {
        const { state, position, problem } = at.get(name) ?? {};
        return problem || state === "live" && BigInt(position) >= head;
      });
      if (ended.length === specs.length) {
        return specs.map(({ name }) => name).filter((name) => at.get(name)?.problem);
      }
      const now = rows.reduce((sum, { position }) => sum + BigInt(position), 0n);
      if (now > sum) failures = [];
      sum = now;
      onProgress(Number(now * 100n / (head * BigInt(specs.length) || 1n)));
      await waitFor(LOOK_EVERY, ending.signal);
    }
  } finally {
    ending.abort();
    await running.catch(() => {});
  }
}
