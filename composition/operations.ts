import { fileURLToPath } from "node:url";
import { placeAt } from "../backup/place.ts";
import type { FoldControl } from "../projections/runtime/control.ts";
import type { Role } from "../projections/runtime/worker.ts";
import { reactors } from "../reactors/all.ts";
import { backupBy, backupRole, type BackupRoleOptions, type MadeAndTried } from "../operations/backups.ts";
import { certificateEnd } from "../operations/certificate.ts";
import { type Figures, figuresOf } from "../operations/figures.ts";
import { announcePresence, type Presence } from "../operations/processes.ts";
import { watchman } from "../operations/watchman.ts";
import type { Core } from "./core.ts";
import { logLine } from "./log_line.ts";
import type { ReadModelAccess } from "./read_models.ts";

/** What it takes to run the product well: who else runs, how it goes, backups by themselves, somebody who looks. */
export interface Operations {
  presence: Presence;
  figures(): Promise<Figures>;
  /** For the elected worker. */
  roles: readonly Role[];
  close(): Promise<void>;
}

const HOUR = 3_600_000;
const root = fileURLToPath(new URL("..", import.meta.url));
const program = fileURLToPath(new URL("../cli/backup.ts", import.meta.url));

/** Opens it for one process. */
export async function openOperations(
  core: Core,
  { pool }: ReadModelAccess,
  folds: FoldControl,
  baseUrl: () => string,
): Promise<Operations> {
  const { config, log, handle } = core;
  const presence = await announcePresence({
    db: pool,
    roles: config.roles,
    report: (error) => logLine("warning", "this process could not say that it lives", { error }),
  });
  const figures = figuresOf({
    db: pool,
    store: log,
    handle,
    processes: () => presence.list(),
    folds: () => folds.list(),
    reactors: reactors.map(({ name }) => name),
    dataDir: config.stores.kind === "embedded" ? config.dataDir : null,
  });
  const since = new Date();
  const certificate = kept(HOUR, () => certificateEnd(baseUrl()));
  const expectations = async () => ({
    backupBy: config.backup.to === null ? null : backupBy(config.backup.schedule, since, new Date()),
    certificateEnds: config.appEnv === "production" ? await certificate() : null,
  });
  const looking = watchman({ figures, expectations, handle, now: core.commands.now });
  return {
    presence,
    figures,
    roles: [looking, ...config.backup.to === null ? [] : [backupRole(backupsOf(core, config.backup.to))]],
    close: () => presence.close(),
  };
}

function backupsOf({ config, log, handle }: Core, to: string): BackupRoleOptions {
  const { schedule, keep } = config.backup;
  const embedded = config.stores.kind === "embedded";
  return {
    place: placeAt(to, config),
    schedule,
    keep,
    store: log,
    handle,
    make: (signal) => make(embedded, signal),
    now: () => new Date(),
  };
}

/** The program of the command line: copying blocks whoever does it, and trying out takes memory of its own. */
async function make(embedded: boolean, signal: AbortSignal): Promise<MadeAndTried> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "--allow-net",
      "--allow-env",
      "--allow-read",
      "--allow-write",
      "--allow-sys",
      ...embedded ? ["--allow-run"] : [], // it folds read models on a Postgres of its own
      program,
      "--verify",
      "--json",
    ],
    cwd: root,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    signal,
  });
  const { success, stdout, stderr } = await child.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  if (!success) throw new Error(text(stderr).split("\n").at(-1) || "the backup program failed");
  return JSON.parse(text(stdout)) as MadeAndTried;
}

/** Asks again after a while only. */
function kept<T>(ms: number, ask: () => Promise<T>): () => Promise<T> {
  let until = 0;
  let answer: Promise<T> | null = null;
  return () => {
    if (answer && performance.now() < until) return answer;
    until = performance.now() + ms;
    return answer = ask();
  };
}
