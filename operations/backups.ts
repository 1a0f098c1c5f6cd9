import { Cron } from "croner";
import type { BackupPlace } from "../backup/place.ts";
import { thinOut } from "../backup/place.ts";
import type { Handle } from "../event_store/handle.ts";
import type { EventStore } from "../event_store/port.ts";
import type { Role } from "../projections/runtime/worker.ts";
import { waitFor } from "../projections/runtime/wait.ts";
import { backupFigures } from "./figures.ts";
import { decide } from "./watchman.ts";

/** What a backup program says of what it made. */
export interface MadeAndTried {
  name: string;
  bytes: number;
  encrypted: boolean;
  manifest: { counts: { facts: number | null } };
  tried: unknown;
}

export interface BackupRoleOptions {
  place: BackupPlace;
  schedule: string;
  keep: number;
  store: EventStore;
  handle: Handle;
  /** Makes one and tries it out, in a process of its own. @throws when it failed, with the reason */
  make(signal: AbortSignal): Promise<MadeAndTried>;
  now(): Date;
}

/** Longest time that is waited in one piece: a clock that is set is noticed. */
const LONGEST = 60_000;

/** Makes backups by schedule, in the elected worker. One that was missed while nobody worked is made at once. */
export function backupRole(options: BackupRoleOptions): Role {
  const cron = new Cron(options.schedule, { timezone: "UTC", paused: true });
  return {
    name: "backups",
    async run(signal) {
      let since = await lastTried(options) ?? options.now();
      while (!signal.aborted) {
        const due = cron.nextRun(since);
        const left = due ? due.getTime() - options.now().getTime() : Infinity;
        if (left > 0) {
          await waitFor(Math.min(left, LONGEST), signal);
          continue;
        }
        await makeOne(options, signal);
        since = options.now();
      }
    },
  };
}

/** By when the newest scheduled backup should be there: an hour after its moment. Null before the first. */
export function backupBy(schedule: string, since: Date, now: Date): string | null {
  const due = new Cron(schedule, { timezone: "UTC", paused: true }).nextRun(since);
  const by = due && new Date(due.getTime() + 3_600_000);
  return by && by <= now ? by.toISOString() : null;
}

/** Makes one, notes what came of it, and lets the oldest go. */
export async function makeOne(options: BackupRoleOptions, signal: AbortSignal): Promise<void> {
  const { place, handle, keep } = options;
  const at = () => options.now().toISOString();
  try {
    const { name, bytes, encrypted, manifest, tried } = await options.make(signal);
    const removed = await thinOut(place, keep);
    const { facts } = manifest.counts;
    const made = { place: place.words, name, bytes, facts, encrypted, triedOut: tried !== null, removed };
    await decide(handle, { type: "NoteBackup", at: at(), ...made });
  } catch (error) {
    if (signal.aborted) return;
    const reason = (error instanceof Error ? error.message : String(error)).slice(0, 500);
    await decide(handle, { type: "NoteFailedBackup", at: at(), place: place.words, reason });
  }
}

async function lastTried({ store }: BackupRoleOptions): Promise<Date | null> {
  const { last, failed } = await backupFigures(store);
  const newest = [last?.at, failed?.at].filter((at) => at !== undefined).sort().at(-1);
  return newest === undefined ? null : new Date(newest);
}
