/**
 * How the command line asks the process that owns the log: one line of JSON over a Unix socket in DATA_DIR, answered by lines
 * of JSON. Only the account that runs the product can open the socket (mode 0600).
 */
import { basename, dirname, join, resolve } from "node:path";

/** What is asked; `args` are the command line's words. */
export interface Question {
  operation: string;
  args: readonly string[];
}

/** Where the process that owns the log of a DATA_DIR listens. */
export function controlSocket(dataDir: string): string {
  return resolve(dataDir, "control.sock");
}

type Line = { item: unknown } | { done: true } | { error: string };

/** Answers questions until closed. `perform` yields what the command line prints; its error message is passed on. */
export async function serveControl(
  path: string,
  perform: (question: Question, signal: AbortSignal) => AsyncIterable<unknown>,
): Promise<{ close(): Promise<void> }> {
  await Deno.remove(path).catch(ignoreMissing);
  const listener = await shortened(path, listenAlone);
  const closing = new AbortController();
  const accepting = (async () => {
    for await (const connection of listener) {
      answer(connection, perform, closing.signal).catch(() => {}).finally(() => closeQuietly(connection));
    }
  })();
  return {
    async close() {
      closing.abort();
      listener.close();
      await accepting.catch(() => {});
      await Deno.remove(path).catch(ignoreMissing);
    },
  };
}

/**
 * Asks the process behind the socket; null when nobody listens there.
 * @throws what the other side threw, by its message
 */
export async function askControl(path: string, question: Question): Promise<AsyncIterable<unknown> | null> {
  let connection: Deno.UnixConn;
  try {
    connection = await shortened(path, (path) => Deno.connect({ transport: "unix", path }));
  } catch (error) {
    // refused: a killed process left its socket behind
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.ConnectionRefused) return null;
    throw error;
  }
  return answers(connection, question);
}

async function* answers(connection: Deno.UnixConn, question: Question): AsyncGenerator<unknown> {
  try {
    await write(connection, question);
    for await (const line of linesOf(connection)) {
      const answer = JSON.parse(line) as Line;
      if ("done" in answer) return;
      if ("error" in answer) throw new Error(answer.error);
      yield answer.item;
    }
    throw new Error("the running process ended before it had answered");
  } finally {
    closeQuietly(connection);
  }
}

async function answer(
  connection: Deno.Conn,
  perform: (question: Question, signal: AbortSignal) => AsyncIterable<unknown>,
  signal: AbortSignal,
): Promise<void> {
  for await (const line of linesOf(connection)) {
    try {
      const either = AbortSignal.any([signal, gone(connection)]);
      for await (const item of perform(JSON.parse(line) as Question, either)) await write(connection, { item });
      await write(connection, { done: true });
    } catch (error) {
      await write(connection, { error: error instanceof Error ? error.message : String(error) });
    }
    return;
  }
}

/** Aborted when the asker has gone: they say nothing after their question. */
function gone(connection: Deno.Conn): AbortSignal {
  const left = new AbortController();
  connection.read(new Uint8Array(1)).then(() => left.abort(), () => left.abort());
  return left.signal;
}

/** Nobody else may open the socket, not even for a moment. */
function listenAlone(path: string): Deno.UnixListener {
  const before = Deno.umask(0o177);
  try {
    return Deno.listen({ transport: "unix", path });
  } finally {
    Deno.umask(before);
  }
}

/** Longest path that a Unix socket may have, everywhere. */
const LONGEST = 100;

/** The address of a socket has little room: a deep folder is reached through a link for as long as `work` takes. */
async function shortened<T>(path: string, work: (path: string) => T | Promise<T>): Promise<T> {
  if (path.length <= LONGEST) return await work(path);
  const place = await Deno.makeTempDir({ prefix: "control-" });
  try {
    await Deno.symlink(dirname(path), join(place, "d"));
    return await work(join(place, "d", basename(path)));
  } finally {
    await Deno.remove(place, { recursive: true });
  }
}

async function* linesOf(connection: Deno.Conn): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const chunk = new Uint8Array(64 * 1024);
  let rest = "";
  for (let n = await connection.read(chunk); n !== null; n = await connection.read(chunk)) {
    rest += decoder.decode(chunk.subarray(0, n), { stream: true });
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}

async function write(connection: Deno.Conn, value: unknown): Promise<void> {
  const bytes = new TextEncoder().encode(JSON.stringify(value) + "\n");
  for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
}

function closeQuietly(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch (error) {
    if (!(error instanceof Deno.errors.BadResource)) throw error; // closed from the other side
  }
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
