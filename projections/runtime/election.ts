import pg from "pg";
import { hangUp } from "./hang_up.ts";
import { waitFor } from "./wait.ts";

export interface ElectionOptions {
  /** How to reach Postgres; the election opens a session of its own. */
  connection: pg.ClientConfig;
  /** Those who stand for the same office. */
  office: string;
  /** Does the office's work until the signal is aborted; may be called again and again. What it throws ends the term. */
  lead(signal: AbortSignal): Promise<void>;
  /** Told when a term begins or ends. */
  onChange?: (leading: boolean) => void;
  log?: (problem: { what: string; error: unknown }) => void;
}

const PING = 2_000;
const CANDIDATE_PAUSE = 500;
/** An answer that takes longer is none: by then the server may have given the office to somebody else. */
const PATIENCE = 5_000;
const AFTER_FAILURE = 1_000;

/**
 * Leads whenever nobody else does, until aborted. The office is an advisory lock on a session that the server ends after ten
 * seconds of silence, so a frozen leader loses it as a dead one does; whoever wakes up without it stops leading.
 */
export async function standForElection(options: ElectionOptions, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await oneTerm(options, signal);
    } catch (error) {
      if (signal.aborted) return;
      options.log?.({ what: "the term as the active worker ended", error });
      await waitFor(AFTER_FAILURE, signal);
    }
  }
}

async function oneTerm({ connection, office, lead, onChange }: ElectionOptions, signal: AbortSignal): Promise<void> {
  const session = new pg.Client({
    ...connection,
    connectionTimeoutMillis: PATIENCE,
    query_timeout: PATIENCE,
    application_name: `election ${office}`,
  });
  const term = new AbortController();
  const lost = (error: unknown) => term.abort(error);
  session.on("error", lost);
  session.on("end", () => lost(new Error("the session that holds the office is gone")));
  const both = AbortSignal.any([signal, term.signal]);
  try {
    await session.connect();
    await session.query("set idle_session_timeout = '10s'");
    while (!both.aborted && !await won(session, office)) await waitFor(CANDIDATE_PAUSE, both);
    if (both.aborted) return;
    onChange?.(true);
    const pinging = ping(session, both).catch(lost);
    try {
      await lead(both);
    } finally {
      term.abort(term.signal.reason ?? new Error("the term is over"));
      await pinging;
      onChange?.(false);
    }
  } finally {
    await hangUp(session);
  }
  if (!signal.aborted) throw term.signal.reason;
}

async function won(session: pg.Client, office: string): Promise<boolean> {
  const { rows } = await session.query("select pg_try_advisory_lock(hashtextextended($1, 0)) as won", [office]);
  return rows[0].won;
}

async function ping(session: pg.Client, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await waitFor(PING, signal);
    if (!signal.aborted) await session.query("select 1");
  }
}
