import pg from "pg";
import type { EventStore } from "../../event_store/port.ts";
import { standForElection } from "./election.ts";
import type { FoldSpec } from "./fold.ts";
import type { DecodePage } from "./page.ts";
import { Runner, type RunnerOptions } from "./runner.ts";
import { rowTypes } from "./sql.ts";
import { waitFor } from "./wait.ts";

/** What an elected process does beside folding: reactors' deliveries, the clock, the sealer. */
export interface Role {
  name: string;
  /** Works until aborted. What it throws is logged, and it is run again after a pause, in the same term. */
  run(signal: AbortSignal, folding: Folding): Promise<void>;
}

/** What roles may know of the folding in their own process. */
export interface Folding {
  /** Resolves when the fold is at the end of the log with all of its history behind it, or when aborted. */
  reachedEnd(fold: string, signal: AbortSignal): Promise<void>;
  /** Schema of the fold's live tables. Readers use its views instead. */
  schemaOf(fold: string): string | null;
}

export interface WorkerOptions {
  connection: pg.ClientConfig;
  store: EventStore;
  decode: DecodePage;
  folds: readonly FoldSpec[];
  roles?: readonly Role[];
  pageSize?: number;
  switching?: RunnerOptions["switching"];
  skipped?: RunnerOptions["skipped"];
  isBusy?: RunnerOptions["isBusy"];
  /** Told of what should not happen. Errors hold no personal data, but those of a fold's own code may. */
  log?: (problem: { what: string; fold?: string; error: unknown }) => void;
  onLeading?: (leading: boolean) => void;
}

export interface Worker {
  readonly leading: boolean;
  /** A rebuild was asked for or given up: look. Harmless on a standby. */
  recheck(): void;
  /** Ends the term, if any, and everything in it. */
  stop(): Promise<void>;
}

const ROLE_PAUSE = 1_000;

/** Stands for election and, while elected, folds the log and runs the roles. One process works at a time, the others stand by. */
export function startWorker(options: WorkerOptions): Worker {
  const stopping = new AbortController();
  let leading = false;
  let runner: Runner | null = null;

  async function lead(signal: AbortSignal) {
    const pool = new pg.Pool({
      ...options.connection,
      max: 12,
      application_name: "projections worker",
      connectionTimeoutMillis: 5_000,
      // a server that was cut off does not hold up the end of the term for ever
      query_timeout: 60_000,
      keepAlive: true,
      // a frozen worker holds no row locks for longer than this
      options: "-c idle_in_transaction_session_timeout=10s",
      types: rowTypes as pg.CustomTypesConfig,
    });
    pool.on("error", () => {});
    pool.on("connect", (client) => client.on("error", () => {}));
    const failed = new AbortController();
    const both = AbortSignal.any([signal, failed.signal]);
    const current = runner = new Runner({ ...options, pool });
    const roles = (options.roles ?? []).map((role) => keepRunning(role, current, both, options));
    try {
      await current.run(both);
    } finally {
      failed.abort();
      await Promise.all(roles);
      runner = null;
      await pool.end();
    }
  }

  const standing = standForElection({
    connection: options.connection,
    office: "projections worker",
    lead,
    onChange(now) {
      leading = now;
      options.onLeading?.(now);
    },
    log: options.log,
  }, stopping.signal);

  return {
    get leading() {
      return leading;
    },
    recheck: () => runner?.recheck(),
    async stop() {
      stopping.abort();
      await standing;
    },
  };
}

async function keepRunning(role: Role, folding: Folding, signal: AbortSignal, { log }: WorkerOptions): Promise<void> {
  while (!signal.aborted) {
    try {
      await role.run(signal, folding);
      if (!signal.aborted) throw new Error(`the role ${role.name} ended by itself`);
    } catch (error) {
      if (signal.aborted) return;
      log?.({ what: `the role ${role.name} failed and is run again`, error });
      await waitFor(ROLE_PAUSE, signal);
    }
  }
}
