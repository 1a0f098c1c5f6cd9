import { join } from "node:path";
import { openCore } from "../composition/core.ts";
import { openStores } from "../composition/stores.ts";
import { ConfigError, readConfig } from "../config.ts";
import { LogInUse } from "../event_store/sqlite/lock.ts";
import { askControl, type Question } from "./control.ts";
import { operate } from "./operations.ts";

/**
 * Answers a question of the command line: by the process that runs the product on this DATA_DIR, or, when none does, by
 * opening log and vault for as long as it takes.
 */
export async function* ask(question: Question): AsyncGenerator<unknown> {
  const config = readConfig(Deno.env.toObject());
  const running = await askControl(join(config.dataDir, "control.sock"), question);
  if (running) return yield* running;
  const core = await openCore(config, await openStores(config));
  const ending = new AbortController();
  try {
    yield* operate({ core }, question, ending.signal);
  } finally {
    ending.abort();
    await core.close();
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
