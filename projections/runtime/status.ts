import type { Completeness } from "./completeness.ts";

/** One fold as analysts see it. Instants are ISO 8601 in UTC. */
export interface FoldStatus {
  name: string;
  about: string;
  version: number;
  generation: number;
  /** Opaque, ordered. */
  position: string;
  /** Domain events between its position and the end of the log; null while the log's index does not reach that far. */
  lag: number | null;
  /** Between the time of the last fact it folded and now, while it is behind; 0 when it is not. */
  lagSeconds: number | null;
  /** `waiting`: its program is gone, and the generation of the new version waits for somebody to switch. */
  state: "live" | "catching_up" | "rebuilding" | "stopped" | "waiting";
  /** Domain events a second, lately; null when it has nothing to do. */
  rate: number | null;
  /** Of its live tables with their indexes. */
  bytes: number;
  lastRebuiltAt: string | null;
  /** Why it stopped, with the event named. */
  problem: string | null;
  problemEvent: ProblemEvent | null;
  /** While another generation is built beside it. */
  rebuild: RebuildProgress | null;
  /** What readers saw before, kept to go back to; `usable`: this program can go on with it. */
  previous: { generation: number; version: number; bytes: number; usable: boolean } | null;
  /** How what it took compares with the log, when that was last counted. */
  checked: Completeness | null;
}

export interface ProblemEvent {
  id: string;
  type: string;
  stream: string;
  revision: number;
  position: string;
}

export interface RebuildProgress {
  generation: number;
  version: number;
  done: number;
  total: number;
  rate: number;
  secondsLeft: number | null;
  /** Why the rebuild stopped, with the event named. */
  problem: string | null;
  problemEvent: ProblemEvent | null;
  /** It is not switched to by itself. */
  waits: boolean;
  /** Since when it stands at the end of the log and can be switched to; null before. */
  readyAt: string | null;
}

/** A row of `projections.generations`, with the size of its tables. */
export interface GenerationRow {
  name: string;
  generation: number;
  version: number;
  shape: string;
  state: "live" | "building" | "previous";
  position: string;
  rate: number | null;
  last_recorded_at: string | null;
  problem: { message: string; event: ProblemEvent } | null;
  begun_at: string;
  live_at: string | null;
  about: string;
  waits: boolean;
  ready_at: string | null;
  frozen: boolean;
  checked: Completeness | null;
  bytes: number;
}

/**
 * What there is of one fold. `lag`: facts that the live generation has not passed; `since`: when the oldest of them was
 * recorded; `total`: domain events in the log, about.
 */
export function statusOf(
  generations: readonly GenerationRow[],
  log: { head: bigint; lag: number | null; since: string | null; total: number; usable: boolean },
): FoldStatus {
  const of = (state: GenerationRow["state"]) => generations.find((one) => one.state === state);
  const live = of("live")!, building = of("building"), previous = of("previous");
  const atEnd = log.lag === 0;
  return {
    name: live.name,
    about: live.about,
    version: live.version,
    generation: live.generation,
    position: live.position,
    lag: log.lag,
    lagSeconds: atEnd ? 0 : log.since ? secondsSince(log.since) : null,
    state: stateOf(live, building, atEnd),
    rate: atEnd ? null : live.rate,
    bytes: live.bytes,
    lastRebuiltAt: live.live_at,
    problem: live.problem?.message ?? null,
    problemEvent: live.problem?.event ?? null,
    rebuild: building ? progressOf(building, log) : null,
    previous: previous
      ? {
        generation: previous.generation,
        version: previous.version,
        bytes: previous.bytes,
        usable: log.usable && previous.version === live.version && previous.shape === live.shape,
      }
      : null,
    checked: live.checked,
  };
}

function stateOf(live: GenerationRow, building: GenerationRow | undefined, atEnd: boolean): FoldStatus["state"] {
  if (live.problem) return "stopped";
  if (live.frozen && building?.ready_at) return "waiting";
  if (building && !building.ready_at) return "rebuilding";
  return atEnd ? "live" : "catching_up";
}

function progressOf(building: GenerationRow, { head, total }: { head: bigint; total: number }): RebuildProgress {
  const share = head === 0n || building.ready_at ? 1 : Math.min(Number(building.position) / Number(head), 1);
  const done = Math.round(total * share);
  // over its whole way: the last page's speed jumps
  const rate = done / Math.max(secondsSince(building.begun_at), 0.001);
  return {
    generation: building.generation,
    version: building.version,
    done,
    total,
    rate: Math.round(rate),
    secondsLeft: building.ready_at ? 0 : rate > 0 ? Math.ceil((total - done) / rate) : null,
    problem: building.problem?.message ?? null,
    problemEvent: building.problem?.event ?? null,
    waits: building.waits,
    readyAt: building.ready_at,
  };
}

function secondsSince(instant: string): number {
  return Math.max((Date.now() - Date.parse(instant)) / 1000, 0);
}
