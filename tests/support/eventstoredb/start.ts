import { TextLineStream } from "./lines.ts";

/** A running protocol server in a process of its own. Always `stop()`. */
export interface EventStoreDbServer {
  /** For `openEventStoreDb` and `EVENTSTOREDB_URL`; stays the same over restarts. */
  readonly url: string;
  readonly faults: {
    /** The next `count` appends are stored but never answered. */
    loseAnswers(count?: number): Promise<void>;
    /** The next `count` appends are stored, then every connection is cut instead of an answer. */
    cutAnswers(count?: number): Promise<void>;
    /** Every connection is cut; the server goes on. */
    dropConnections(): Promise<void>;
    /** Every live subscription ends with "Consumer too slow". */
    dropSubscriptions(): Promise<void>;
    /** How many subscriptions this process of the server has ended for being slow. */
    dropped(): Promise<number>;
    /** The server writes `count` records of its own (`$stats…`). */
    systemEvents(count?: number): Promise<void>;
    /** The process stops answering, its connections stay open. */
    freeze(): void;
    /** Harmless when it was not frozen, or is gone. */
    thaw(): void;
  };
  /** Kills the process as `kill -9` does. What was acknowledged stays in its directory. */
  kill(): Promise<void>;
  /** Starts it again on the same port and directory (kills it first when it runs). */
  restart(): Promise<void>;
  /** Ends it for good and removes its directory if it was a temporary one. */
  stop(): Promise<void>;
}

/** Starts `server.ts`; without a directory in a temporary one, without a port on a free one. */
export async function startEventStoreDb(
  options: { directory?: string; port?: number } = {},
): Promise<EventStoreDbServer> {
  const directory = options.directory ?? await Deno.makeTempDir({ prefix: "eventstoredb-" });
  let running = await spawn(directory, options.port ?? 0);
  let alive = true;
  const { port } = running;
  const fault = async (name: string, count = 1) => {
    const response = await fetch(`http://127.0.0.1:${running.control}/${name}`, { method: "POST", body: `${count}` });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${name}: ${answer}`);
    return answer;
  };
  const kill = async () => {
    if (!alive) return;
    alive = false;
    running.process.kill("SIGKILL");
    await running.ended();
  };
  return {
    url: `esdb://127.0.0.1:${port}?tls=false`,
    faults: {
      loseAnswers: async (count) => void await fault("loseAnswers", count),
      cutAnswers: async (count) => void await fault("cutAnswers", count),
      dropConnections: async () => void await fault("dropConnections"),
      dropSubscriptions: async () => void await fault("dropSubscriptions"),
      systemEvents: async (count) => void await fault("systemEvents", count),
      dropped: async () => Number(await fault("dropped")),
      freeze: () => running.process.kill("SIGSTOP"),
      thaw: () => alive && running.process.kill("SIGCONT"),
    },
    kill,
    async restart() {
      await kill();
      running = await spawn(directory, port);
      alive = true;
    },
    async stop() {
      await kill();
      if (!options.directory) await Deno.remove(directory, { recursive: true });
    },
  };
}

interface Running {
  process: Deno.ChildProcess;
  port: number;
  control: number;
  ended(): Promise<void>;
}

async function spawn(directory: string, port: number): Promise<Running> {
  const server = new URL("./server.ts", import.meta.url).pathname;
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", server, "--attached", "--port", `${port}`, "--dir", directory],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const lines = process.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream()).getReader();
  const { value, done } = await lines.read();
  if (done || !value) throw new Error(`the protocol server did not start (${(await process.status).code})`);
  return {
    process,
    ...JSON.parse(value) as { port: number; control: number },
    async ended() {
      await process.status;
      await lines.cancel();
      await process.stdin.abort().catch(() => {});
    },
  };
}
