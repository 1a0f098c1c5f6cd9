import { join } from "node:path";
import pg from "pg";
import { hangUp } from "./hang_up.ts";
import { exists, postgresBinaries, SERVER_ACCOUNT } from "./postgres_binaries.ts";
import { asRoot, bootName, cachePlace, type Place, placeFor, removeOrphans } from "./postgres_place.ts";

/** How `pg` reaches a server. */
export interface Connection {
  host: string;
  port: number;
  user: string;
  database: string;
}

export interface EmbeddedPostgres {
  connection: Connection;
  /** The same as a `DATABASE_URL`. */
  url: string;
  place: Place;
  /** The data was made anew, so everything in it has to be derived again. */
  fresh: boolean;
  /** Resolves when the server process ends, wanted or not. */
  readonly ended: Promise<void>;
  /** The server's process id. */
  pid(): Promise<number>;
  /** Ends the server cleanly; its data stays. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  dataDir: string;
  /** Keeps what it was told through a power loss, and is never deleted by us. Without it the data is disposable. */
  durable?: boolean;
  /** Listens on loopback, too. */
  port?: number;
}

const START_TIMEOUT = 30_000;
/** Attempts after which data is held to be broken: right after a crash, orphaned backends can still hold its memory. */
const START_ATTEMPTS = 10;
const SETTINGS = [
  "max_connections=80",
  "jit=off",
  "wal_level=minimal",
  "max_wal_senders=0",
  // recycled segments would keep what was erased
  "wal_recycle=off",
  "checkpoint_timeout=15min",
  "max_wal_size=1GB",
  // statements and details can hold personal data
  "log_min_error_statement=panic",
  "log_error_verbosity=terse",
  "password_encryption=scram-sha-256",
];
const DISPOSABLE = ["fsync=off", "full_page_writes=off"];

// The shell waits on a pipe from us: when we are gone, however we went, the pipe closes and it stops the server.
// `initdb --sync-only` then puts on disk what fsync=off has left in memory, so that a clean end survives a power loss.
const OWN_CHILD = `exec 3<&0
"$BIN/postgres" "$@" >/dev/null 2>"$LOG" </dev/null & server=$!
( read -r _ <&3; kill -INT $server ) & watch=$!
wait $server; code=$?
kill $watch
[ $code = 0 ] && "$BIN/initdb" --sync-only -D "$DATA" >/dev/null 2>&1 && rm -f "$RUNNING"
exit $code`;
const TAKEN_OVER = `exec 3<&0
( read -r _ <&3; kill -INT $SERVER ) & watch=$!
while kill -0 $SERVER 2>/dev/null; do sleep 0.1; done
kill $watch`;

/**
 * Starts the private Postgres of one DATA_DIR, or takes it over when it outlived its parent. Ends with this process.
 * Disposable data that was not closed cleanly before a reboot, or that does not start, is deleted and made anew.
 * @throws when no server can be started; the message ends with the server's own last words
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const place = await placeFor(options.dataDir);
  await removeOrphans();
  const bin = join(await postgresBinaries(await cachePlace(options.dataDir)), "bin");
  const server = new Server(place, bin, options);
  if (!options.durable && await lostInReboot(place)) await server.discard();
  try {
    return await server.start();
  } catch (error) {
    if (options.durable) throw error;
    await server.discard();
    return await server.start();
  }
}

async function lostInReboot(place: Place): Promise<boolean> {
  const then = await Deno.readTextFile(place.running).catch(() => null);
  return then !== null && then !== await bootName();
}

class Server {
  constructor(readonly place: Place, readonly bin: string, readonly options: EmbeddedOptions) {}

  get connection(): Connection {
    return { host: this.place.socket, port: this.options.port ?? 5432, user: "app", database: "postgres" };
  }

  /** Deletes everything, ending a server that is stuck on it. */
  async discard(): Promise<void> {
    if (await this.running()) Deno.kill(await this.pid(), "SIGKILL");
    await Deno.remove(this.place.base, { recursive: true }).catch(ignoreMissing);
  }

  async start(): Promise<EmbeddedPostgres> {
    const fresh = await this.prepare();
    const until = performance.now() + START_TIMEOUT;
    for (let attempts = 0;;) {
      const state = await this.state();
      if (state === "up") return this.handle(fresh, await this.takeOver());
      if (state === "down") {
        const child = await this.spawn();
        if (await this.answers(child, until)) return this.handle(fresh, child);
        if (++attempts >= START_ATTEMPTS && !await this.running()) throw await this.failure();
      }
      if (performance.now() > until) throw await this.failure();
      await sleep(100);
    }
  }

  /** Makes folders and, when there is none, the cluster. Tells whether it did. */
  private async prepare(): Promise<boolean> {
    for (const folder of [this.place.base, this.place.socket]) {
      await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
      const { uid } = await Deno.lstat(folder);
      if (!asRoot() && uid !== Deno.uid()) throw new Error(`${folder} belongs to somebody else`);
      if (asRoot()) await Deno.chown(folder, SERVER_ACCOUNT.uid, SERVER_ACCOUNT.gid);
    }
    await Deno.writeTextFile(this.place.belongsTo, await Deno.realPath(this.options.dataDir));
    if (await exists(join(this.place.data, "PG_VERSION"))) return false;
    await Deno.remove(this.place.data, { recursive: true }).catch(ignoreMissing);
    const locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
    const sync = this.options.durable ? [] : ["--no-sync"];
    const { success, stderr } = await new Deno.Command(join(this.bin, "initdb"), {
      args: ["-D", this.place.data, "-U", "app", "-A", "trust", "-E", "UTF8", ...locale, ...sync],
      ...account(),
      cwd: this.place.base,
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).output();
    if (!success) {
      const said = new TextDecoder().decode(stderr).trim();
      const hint = said.includes("user does not exist")
        ? ": give the account a name in /etc/passwd, or set DATABASE_URL"
        : "";
      throw new Error(`the embedded Postgres cannot be made in ${this.place.base}: ${said}${hint}`);
    }
    return true;
  }

  private async state(): Promise<"up" | "busy" | "down"> {
    const client = new pg.Client({ ...this.connection, connectionTimeoutMillis: 2_000 });
    client.on("error", () => {});
    try {
      await client.connect();
      return "up";
    } catch (error) {
      const { code } = error as { code?: string };
      return code === "ENOENT" || code === "ECONNREFUSED" ? "down" : "busy";
    } finally {
      await hangUp(client);
    }
  }

  private async spawn(): Promise<Deno.ChildProcess> {
    await Deno.writeTextFile(this.place.running, await bootName());
    if (asRoot()) await Deno.chown(this.place.running, SERVER_ACCOUNT.uid, SERVER_ACCOUNT.gid);
    const loopback = this.options.port ? "127.0.0.1" : "";
    const settings = [
      `listen_addresses=${loopback}`,
      `port=${this.connection.port}`,
      `unix_socket_directories=${this.place.socket}`,
      ...SETTINGS,
      ...(this.options.durable ? [] : DISPOSABLE),
    ];
    return this.shell(OWN_CHILD, ["-D", this.place.data, ...settings.flatMap((setting) => ["-c", setting])]);
  }

  private async takeOver(): Promise<Deno.ChildProcess> {
    return this.shell(TAKEN_OVER, [], { SERVER: String(await this.pid()) });
  }

  private shell(script: string, args: string[], env: Record<string, string> = {}): Deno.ChildProcess {
    return new Deno.Command("sh", {
      args: ["-c", script, "sh", ...args],
      ...account(),
      cwd: this.place.base,
      // of its own session: Ctrl+C is for us, who end the server when we are done with it
      detached: true,
      clearEnv: true,
      env: {
        PATH: "/usr/bin:/bin",
        BIN: this.bin,
        DATA: this.place.data,
        LOG: this.place.log,
        RUNNING: this.place.running,
        ...env,
      },
      stdin: "piped",
      stdout: "null",
      stderr: "null",
    }).spawn();
  }

  private async answers(child: Deno.ChildProcess, until: number): Promise<boolean> {
    let ended = false;
    child.status.then(() => ended = true);
    while (!ended && performance.now() < until) {
      if (await this.state() === "up") return true;
      await sleep(10);
    }
    if (!ended) child.kill("SIGKILL");
    return false;
  }

  private handle(fresh: boolean, child: Deno.ChildProcess): EmbeddedPostgres {
    const { host, port, user, database } = this.connection;
    const ended = child.status.then(() => {});
    return {
      connection: this.connection,
      url: `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`,
      place: this.place,
      fresh,
      ended,
      pid: () => this.pid(),
      stop: async () => {
        await child.stdin.close().catch(() => {});
        await ended;
      },
    };
  }

  private async pid(): Promise<number> {
    const [line] = (await Deno.readTextFile(join(this.place.data, "postmaster.pid"))).split("\n");
    return Number(line);
  }

  /** Whether the process that the lock file names is (still) a server on this data. */
  private async running(): Promise<boolean> {
    const pid = await this.pid().catch(() => null);
    if (pid === null) return false;
    const { stdout } = await new Deno.Command("ps", { args: ["-o", "args=", "-p", String(pid)], stderr: "null" })
      .output();
    return new TextDecoder().decode(stdout).includes(this.place.data);
  }

  private async failure(): Promise<Error> {
    const log = await Deno.readTextFile(this.place.log).catch(() => "");
    return new Error(
      `the embedded Postgres in ${this.place.base} does not start: ${log.trim().split("\n").slice(-3).join(" | ")}`,
    );
  }
}

function account(): { uid?: number; gid?: number } {
  return asRoot() ? SERVER_ACCOUNT : {};
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}

function sleep(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
