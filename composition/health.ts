import { join } from "node:path";
import type { Config } from "../config.ts";
import type { EventStore } from "../event_store/port.ts";
import type { Vault } from "../vault/port.ts";
import type { FollowingDirectory } from "../web/directory.ts";
import type { ReadModelAccess } from "./read_models.ts";

/** Milliseconds by which this machine's clock may differ from the database's. */
const MOST_SKEW = 2_000;
const PATIENCE = 3_000;
/** Bytes that there must be room for. */
const ROOM = 64 * 1024;

export interface Readiness {
  ok: boolean;
  reasons: string[];
}

/** What is looked at. */
export interface Checked {
  config: Pick<Config, "stores" | "dataDir">;
  log: EventStore;
  vault: Vault;
  readModels: ReadModelAccess;
  directory: Pick<FollowingDirectory, "problem">;
}

/**
 * Whether this process can serve: log, vault and read models answer, the disk below them takes more, and the clocks agree.
 * Each reason in plain English.
 */
export async function readiness({ config, log, vault, readModels, directory }: Checked): Promise<Readiness> {
  const reasons: string[] = [];
  const check = async (what: string, work: () => Promise<string | void>) => {
    try {
      const reason = await Promise.race([work(), late()]);
      if (reason) reasons.push(reason);
    } catch (error) {
      reasons.push(`${what} does not answer: ${error instanceof Error ? error.message : error}`);
    }
  };
  await Promise.all([
    check("the log", async () => void await log.head()),
    check("the vault", () => vault.check()),
    check("the directory of members", () => Promise.resolve(directory.problem()?.message)),
    check("the disk", async () => {
      if (config.stores.kind === "embedded") return await roomIn(config.dataDir);
    }),
    check("the database of the read models", async () => {
      const asked = Date.now();
      const { rows } = await readModels.pool.query("select extract(epoch from clock_timestamp()) * 1000 as now");
      const answered = Date.now();
      const theirs = Number(rows[0].now);
      const skew = theirs < asked ? asked - theirs : Math.max(0, theirs - answered);
      if (skew > MOST_SKEW) return `the clock differs from the database's by ${Math.round(skew)} ms`;
      if (!readModels.watch.connected) return "nobody tells this process of changes in the read models";
    }),
  ]);
  return { ok: reasons.length === 0, reasons };
}

/** Reading goes on when a disk is full, so it is written to. */
async function roomIn(dataDir: string): Promise<string | void> {
  const probe = join(dataDir, `room.${crypto.randomUUID()}`);
  try {
    await Deno.writeFile(probe, new Uint8Array(ROOM), { mode: 0o600 });
  } catch (error) {
    return `the disk of DATA_DIR takes nothing more: ${error instanceof Error ? error.message : error}`;
  } finally {
    await Deno.remove(probe).catch(() => {});
  }
}

function late(): Promise<never> {
  return new Promise((_, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE} ms`)), PATIENCE);
    Deno.unrefTimer(timer);
  });
}
