import type { EventStore } from "../event_store/port.ts";
import type { Vault } from "../vault/port.ts";
import type { ReadModelAccess } from "./read_models.ts";

/** Milliseconds by which this machine's clock may differ from the database's. */
const MOST_SKEW = 2_000;
const PATIENCE = 3_000;

export interface Readiness {
  ok: boolean;
  reasons: string[];
}

/** Whether this process can serve: log, vault and read models answer, and the clocks agree. Each reason in plain English. */
export async function readiness(
  { log, vault, readModels }: { log: EventStore; vault: Vault; readModels: ReadModelAccess },
): Promise<Readiness> {
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

function late(): Promise<never> {
  return new Promise((_, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE} ms`)), PATIENCE);
    Deno.unrefTimer(timer);
  });
}
