import { continueBulk } from "../commands/bulk.ts";
import type { Caller, CommandDeps } from "../commands/deps.ts";
import type { Role } from "../projections/runtime/worker.ts";

/** A bulk action that is not through. */
export interface OpenBulk {
  bulkId: string;
  studioId: string;
  /** Who began it, as facts name them. */
  actor: string;
  correlationId: string | null;
}

export interface BulkRoleOptions {
  /** Those that can go on, of all studios. */
  open(): Promise<OpenBulk[]>;
  commands: CommandDeps;
  /** Whoever began it, with the rights that they have now. */
  callerOf(bulk: OpenBulk): Caller;
  /** Calls back after each change of a read model until the returned function is called. */
  subscribe(listener: () => void): () => void;
}

/**
 * Works on every bulk action that is not through, wherever it was begun and whoever looks: it goes on after the page is
 * closed, and in the next elected process after a kill.
 */
export function bulkRole({ open, commands, callerOf, subscribe }: BulkRoleOptions): Role {
  return {
    name: "bulk actions",
    async run(signal) {
      const working = new Map<string, Promise<void>>();
      const failure = Promise.withResolvers<never>();
      let wake = Promise.withResolvers<void>();
      const stop = () => wake.resolve();
      const unsubscribe = subscribe(stop);
      signal.addEventListener("abort", stop);
      const begin = (bulk: OpenBulk) => {
        const work = continueBulk(commands, callerOf(bulk), bulk.bulkId, signal)
          .then(() => {}, failure.reject).finally(() => working.delete(bulk.bulkId));
        working.set(bulk.bulkId, work);
      };
      try {
        while (!signal.aborted) {
          wake = Promise.withResolvers(); // before looking, so that what comes meanwhile is not missed
          for (const bulk of await open()) if (!working.has(bulk.bulkId) && !signal.aborted) begin(bulk);
          await Promise.race([wake.promise, failure.promise]);
        }
      } finally {
        unsubscribe();
        signal.removeEventListener("abort", stop);
        await Promise.all(working.values());
      }
    },
  };
}
