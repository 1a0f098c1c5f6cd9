import { join } from "node:path";

/** Where one installation's embedded Postgres lives. All of it is disposable unless the server is durable. */
export interface Place {
  /** Folder of everything below, and the only place where read models leave traces. */
  base: string;
  data: string;
  /** Folder of the Unix socket. */
  socket: string;
  log: string;
  /** Names the boot during which the server was started; gone once it was closed cleanly and is on disk. */
  running: string;
  /** Says which DATA_DIR this is for. */
  belongsTo: string;
}

/** Longest path that a Unix socket may have, everywhere. */
const SOCKET_PATH_LIMIT = 100;

/**
 * The place for one DATA_DIR. As root it is outside, because the server's account may not go into /root; two DATA_DIRs
 * never share one.
 */
export async function placeFor(dataDir: string): Promise<Place> {
  await Deno.mkdir(dataDir, { recursive: true });
  const real = await Deno.realPath(dataDir);
  const name = (await sha256(real)).slice(0, 16);
  const base = asRoot() ? join(await sharedPlace(), name) : join(real, "postgres");
  const near = join(base, "socket");
  const socket = `${near}/.s.PGSQL.65535`.length <= SOCKET_PATH_LIMIT
    ? near
    : `/tmp/virtual-events-${Deno.uid()}-${name}`;
  return {
    base,
    data: join(base, "data"),
    socket,
    log: join(base, "server.log"),
    running: join(base, "running"),
    belongsTo: join(base, "belongs-to"),
  };
}

/** Folder for what installations share: the binaries. */
export async function cachePlace(dataDir: string): Promise<string> {
  if (asRoot()) return await sharedPlace();
  const home = Deno.env.get("HOME");
  const cache = Deno.env.get("XDG_CACHE_HOME") ?? (home ? join(home, ".cache") : dataDir);
  const place = join(cache, "virtual-events");
  await Deno.mkdir(place, { recursive: true });
  return place;
}

/** Whether the server needs another account, because this process is root. */
export function asRoot(): boolean {
  return Deno.uid() === 0;
}

/** A folder that every account may enter and only root may write to, although it stands in a public one. */
async function sharedPlace(): Promise<string> {
  const place = "/var/tmp/virtual-events";
  await Deno.mkdir(place, { recursive: true, mode: 0o755 });
  const found = await Deno.lstat(place);
  if (!found.isDirectory || found.uid !== 0 || (found.mode ?? 0) & 0o022) {
    throw new Error(`${place} belongs to somebody else: remove it, or set DATABASE_URL`);
  }
  return place;
}

/**
 * Deletes what the embedded Postgres of DATA_DIRs that are gone has left in the shared place. Only as root is anything kept
 * outside of its DATA_DIR.
 */
export async function removeOrphans(): Promise<void> {
  if (!asRoot()) return;
  const place = await sharedPlace();
  for await (const { name } of Deno.readDir(place)) {
    const base = join(place, name);
    const dataDir = await Deno.readTextFile(join(base, "belongs-to")).catch(() => null);
    const isOrphan = dataDir !== null && await Deno.stat(dataDir).then(() => false, isMissing);
    // one that is still running will end with its parent, and is found the next time
    if (isOrphan && await Deno.stat(join(base, "data/postmaster.pid")).then(() => false, isMissing)) {
      await Deno.remove(base, { recursive: true }).catch(() => {});
    }
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound;
}

/** Names the time since the machine was started: a server that ran in an earlier one may have lost what it never synced. */
export async function bootName(): Promise<string> {
  try {
    return (await Deno.readTextFile("/proc/sys/kernel/random/boot_id")).trim();
  } catch {
    const minute = 60_000;
    return `booted ${Math.round((Date.now() - Deno.osUptime() * 1000) / (5 * minute))}`;
  }
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
