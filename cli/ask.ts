import { openCore } from "../composition/core.ts";
import { openLog, openStores } from "../composition/stores.ts";
import { type Config, ConfigError, readConfig } from "../config.ts";
import { LogInUse } from "../event_store/sqlite/lock.ts";
import { logFile } from "../event_store/sqlite/log.ts";
import { projections } from "../projections/all.ts";
import { createFoldControl } from "../projections/runtime/control.ts";
import { openReadModels } from "../projections/runtime/read_models.ts";
import { askControl, controlSocket, type Question } from "./control.ts";
import { tellLog } from "./log_operation.ts";
import { operate } from "./operations.ts";

/**
 * Answers a question of the command line. Embedded: by the process that runs the product on this DATA_DIR, or, when none
 * does, by opening log and vault for as long as it takes. In production by EventStoreDB and Postgres, whoever runs.
 * @throws {TypeError} where nothing has been started yet
 */
export async function* ask(question: Question): AsyncGenerator<unknown> {
  const config = readConfig(Deno.env.toObject());
  const { stores, dataDir } = config;
  if (stores.kind === "embedded") {
    const running = await askControl(controlSocket(dataDir), question);
    if (running) return yield* running;
    // opening would make an installation there
    if (!await Deno.stat(logFile(dataDir)).catch(() => null)) {
      throw new TypeError(`there is nothing in ${dataDir} yet: run \`deno task start\`, or set another DATA_DIR`);
    }
  }
  if (question.operation === "log") return yield* askLog(config, question);
  const core = await openCore(config, await openStores(config));
  const readModels = stores.kind === "production" ? openReadModels({ connectionString: stores.databaseUrl }) : null;
  const folds = readModels && createFoldControl({ pool: readModels.pool, store: core.log, folds: projections });
  const ending = new AbortController();
  try {
    yield* operate({ core, ...(folds ? { folds } : {}) }, question, ending.signal);
  } finally {
    ending.abort();
    await readModels?.close();
    await core.close();
  }
}

/** The log alone can be read by whoever has lost the master key. */
async function* askLog(config: Config, { args }: Question): AsyncGenerator<unknown> {
  const log = await openLog(config);
  const ending = new AbortController();
  try {
    yield* tellLog(log, args, ending.signal);
  } finally {
    ending.abort();
    await log.close();
  }
}

/** Runs a program of the command line: whatever goes wrong is said in one line, and the exit code is 1. */
export async function runProgram(program: () => Promise<void>): Promise<void> {
  try {
    await program();
  } catch (error) {
    if (error instanceof Deno.errors.BrokenPipe) return; // whoever read us, `head` for one, has had enough
    const plain = error instanceof ConfigError || error instanceof TypeError || error instanceof LogInUse;
    console.error(plain ? error.message : `${error instanceof Error ? error.message : error}`);
    Deno.exitCode = 1;
  }
}

/** Writes all of a line to standard output; awaits a reader that is slow. */
export async function print(line: string): Promise<void> {
  const bytes = new TextEncoder().encode(line + "\n");
  for (let at = 0; at < bytes.length;) at += await Deno.stdout.write(bytes.subarray(at));
}

/** A line that replaces itself on a terminal; nothing elsewhere. */
export function progressLine(text: string): void {
  if (!Deno.stderr.isTerminal()) return;
  Deno.stderr.writeSync(new TextEncoder().encode(`\r\x1b[K${text}`));
}
