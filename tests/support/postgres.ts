import { dirname } from "node:path";
import pg from "pg";
import {
  type Connection,
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../projections/runtime/embedded_postgres.ts";

/** A Postgres of one test's own. */
export interface TestPostgres {
  url: string;
  /** For `new pg.Pool({ ...connection })`. */
  connection: Connection;
  /** Folder that holds all of its files, to look for traces in. */
  base: string;
  /** A pool on it, ended by `stop`. Its idle connections may break (`kill9`) without ending the process. */
  pool(options?: pg.PoolConfig): pg.Pool;
  /** Kills the server as a crash would. */
  kill9(): Promise<void>;
  /** Freezes the server, connections stay open; `thaw` lets it go on. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  /** Starts it again on the same address with the same data; stops it cleanly before, when it runs. */
  restart(): Promise<void>;
  /** Ends pools and server and deletes its data. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a Postgres for tests in half a second, on a Unix socket; `durable` gives one with production's fsync settings that
 * listens on loopback as well. `await using postgres = await startPostgres()` cleans up by itself.
 */
export async function startPostgres(options: { durable?: boolean } = {}): Promise<TestPostgres> {
  const dataDir = await Deno.makeTempDir({ prefix: "test-postgres-" });
  const settings = { dataDir, ...(options.durable ? { durable: true, port: freePort() } : {}) };
  let server: EmbeddedPostgres = await startEmbeddedPostgres(settings);
  const pools: pg.Pool[] = [];
  const { connection } = server;

  async function signal(name: Deno.Signal) {
    Deno.kill(await server.pid(), name);
  }

  async function stop() {
    await Promise.all(pools.splice(0).map((pool) => pool.ended ? undefined : pool.end()));
    await server.stop();
    await Deno.remove(server.place.base, { recursive: true });
    await Deno.remove(dataDir, { recursive: true }).catch(() => {});
    if (dirname(server.place.socket) !== server.place.base) {
      await Deno.remove(server.place.socket, { recursive: true }).catch(() => {});
    }
  }

  return {
    url: options.durable ? `postgres://app@127.0.0.1:${connection.port}/postgres` : server.url,
    connection: options.durable ? { ...connection, host: "127.0.0.1" } : connection,
    base: server.place.base,
    pool(poolOptions = {}) {
      const pool = new pg.Pool({ ...connection, max: 10, ...poolOptions });
      pool.on("error", () => {});
      // `pool.end()` does not wait for its sockets, and what is said on them afterwards has no other listener
      pool.on("connect", (client) => client.on("error", () => {}));
      pools.push(pool);
      return pool;
    },
    async kill9() {
      const pid = await server.pid();
      // without the server its sessions would answer once more before they notice
      for (const process of [pid, ...await childrenOf(pid)]) killQuietly(process);
      await server.ended;
    },
    freeze: () => signal("SIGSTOP"),
    thaw: () => signal("SIGCONT"),
    async restart() {
      await server.stop();
      server = await startEmbeddedPostgres(settings);
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

async function childrenOf(parent: number): Promise<number[]> {
  const { stdout } = await new Deno.Command("ps", { args: ["-A", "-o", "pid=,ppid="] }).output();
  const lines = new TextDecoder().decode(stdout).trim().split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  return lines.filter(([, ppid]) => ppid === parent).map(([pid]) => pid!);
}

function killQuietly(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error; // it had ended by itself
  }
}

function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  return port;
}
