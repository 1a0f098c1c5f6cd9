import { placeFor } from "../../projections/runtime/postgres_place.ts";

/** Starts the product as its users do: as a process of its own, on a data directory, on a free port. */
export interface RunningApp {
  /** Empty for a process that serves no pages. */
  url: string;
  dataDir: string;
  pid: number;
  /** What the process printed so far. */
  output(): string;
  /** SIGTERM, and waits for the end. */
  stop(): Promise<Deno.CommandStatus>;
  /** SIGKILL: nothing is flushed, nothing is said. Waits until the process is gone. */
  kill9(): Promise<Deno.CommandStatus>;
}

/** What `DATA_DIR/demo.json` holds. */
export interface DemoFile {
  url: string;
  apiKey: string;
  event: { id: string; publicUrl: string };
  users: { role: string; email: string; password: string }[];
}

export interface StartOptions {
  /** A new temporary directory when left out. */
  dataDir?: string;
  demo?: boolean;
  env?: Record<string, string>;
  args?: string[];
  /** For Deno, not for the product: an inspector, say. */
  runtimeArgs?: string[];
  /** What Deno lets it do; everything when left out. */
  permissions?: readonly string[];
  /** Lets writes past a limit of file size fail as on a full disk, instead of ending the process: see `limitFiles`. */
  mayBeLimited?: boolean;
}

const root = new URL("../../", import.meta.url).pathname;

function commandOf(options: StartOptions & { dataDir: string }) {
  const { demo, dataDir, env, args = [], runtimeArgs = [], permissions = ["--allow-all"] } = options;
  return {
    args: ["run", ...permissions, "--no-check", ...runtimeArgs, demo ? "cli/demo.ts" : "cli/start.ts", ...args],
    cwd: root,
    env: {
      PORT: "0",
      DATA_DIR: dataDir,
      ADDRESS_RATE_LIMIT: "100000",
      API_RATE_LIMIT: "1000000",
      NO_COLOR: "1",
      ...env,
    },
  };
}

/**
 * Starts the product and waits until it serves.
 * @throws when it ends, or does not serve within three minutes, with what it printed
 */
export async function startApp(options: StartOptions = {}): Promise<RunningApp> {
  const dataDir = options.dataDir ?? await Deno.makeTempDir({ prefix: "webinars-" });
  const command = { ...commandOf({ ...options, dataDir }), stdout: "piped", stderr: "piped" } as const;
  const process = options.mayBeLimited
    ? new Deno.Command("sh", { ...command, args: ["-c", IGNORING, Deno.execPath(), ...command.args] }).spawn()
    : new Deno.Command(Deno.execPath(), command).spawn();
  let output = "";
  const serving = Promise.withResolvers<string>();
  const drain = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      output += text;
      const started = output.match(/"listening":(?:"(http[^"]+)"|null)/);
      if (started) serving.resolve(started[1] ?? "");
    }
  };
  const drained = Promise.all([drain(process.stdout), drain(process.stderr)]);
  const ended = process.status.then(async ({ code, signal }) => {
    await drained;
    serving.reject(new Error(`the app ended (code ${code}, signal ${signal}) before it served:\n${output}`));
  });
  const deadline = setTimeout(
    () => serving.reject(new Error(`the app did not serve within three minutes:\n${output}`)),
    180_000,
  );
  const end = async (signal: Deno.Signal) => {
    try {
      process.kill(signal);
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof Deno.errors.NotFound)) throw error; // it has ended already
    }
    await ended;
    return await process.status;
  };
  try {
    const url = await serving.promise;
    return {
      url,
      dataDir,
      pid: process.pid,
      output: () => output,
      stop: () => end("SIGTERM"),
      kill9: () => end("SIGKILL"),
    };
  } catch (error) {
    await end("SIGKILL");
    throw error;
  } finally {
    clearTimeout(deadline);
  }
}

const IGNORING = `trap "" XFSZ; exec "$0" "$@"`;

/** From now on the process writes no file past so many bytes; null: as far as it likes. */
export async function limitFiles(app: RunningApp, bytes: number | null): Promise<void> {
  const { success } = await new Deno.Command("prlimit", {
    args: ["--pid", String(app.pid), `--fsize=${bytes ?? "unlimited"}:`],
  }).output();
  if (!success) throw new Error("prlimit (util-linux) is needed");
}

/** Deletes an ended installation whole: its DATA_DIR, and its Postgres where that stands elsewhere. */
export async function discard(dataDir: string): Promise<void> {
  const { base } = await placeFor(dataDir);
  for (const folder of [base, dataDir]) {
    // after a kill its Postgres ends by itself, a moment later, and still writes until then
    await eventually(`${folder} to be gone`, () => removed(folder));
  }
}

async function removed(folder: string): Promise<boolean> {
  try {
    await Deno.remove(folder, { recursive: true });
    return true;
  } catch (error) {
    return error instanceof Deno.errors.NotFound;
  }
}

/** Starts the product and kills it after so many milliseconds, whatever it is doing by then. */
export async function startAndKill(options: StartOptions & { dataDir: string }, after: number): Promise<void> {
  const process = new Deno.Command(Deno.execPath(), { ...commandOf(options), stdout: "null", stderr: "null" }).spawn();
  await new Promise((resolve) => setTimeout(resolve, after));
  process.kill("SIGKILL");
  await process.status;
}

/** What the demo wrote for those who come after it. */
export async function readDemo(app: RunningApp): Promise<DemoFile> {
  return JSON.parse(await Deno.readTextFile(`${app.dataDir}/demo.json`));
}

/** Asks until `ask` gives something, for at most `within` ms. @throws when it never does, with what was hoped for */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined | false | null> | T | undefined | false | null,
  within = 120_000,
): Promise<T> {
  const until = Date.now() + within;
  while (true) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > until) throw new Error(`waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
