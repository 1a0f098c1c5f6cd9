import type { Position } from "../../event_store/port.ts";
import type { Cursor } from "./cursor.ts";

/** Every generation that is folded here, by how it stands. */
export class Cursors {
  /** At the end of the log. */
  readonly live = new Set<Cursor>();
  readonly behind = new Set<Cursor>();
  /** At an event that they cannot take. */
  readonly stopped = new Set<Cursor>();

  clear(): void {
    for (const cursors of [this.live, this.behind, this.stopped]) cursors.clear();
  }

  /** All of one fold; of every fold without a name. */
  all(name?: string): Cursor[] {
    const all = [...this.live, ...this.behind, ...this.stopped];
    return name === undefined ? all : all.filter(({ spec }) => spec.name === name);
  }

  /** Puts a cursor among those that stand so. */
  put(cursor: Cursor, standing: "live" | "behind" | "stopped"): void {
    this.remove(cursor);
    this[standing].add(cursor);
  }

  remove(cursor: Cursor): void {
    for (const cursors of [this.live, this.behind, this.stopped]) cursors.delete(cursor);
  }

  /** The live generation of a fold. */
  seen(name: string): Cursor | undefined {
    return this.all(name).find(({ state }) => state === "live");
  }

  /**
   * Where the hindmost of those stands whose turn it is: those in the middle of a fact go first, and those that missed a little
   * do not wait for those that begin.
   */
  hindmost(): Position | null {
    const behind = [...this.behind];
    const resumed = behind.filter(({ state, generation }) => state === "live" && generation.position > 0n);
    const parted = behind.filter(({ hasRest }) => hasRest);
    const inLine = [parted, resumed].find(({ length }) => length > 0) ?? behind;
    return inLine.reduce<Position | null>(
      (least, { position }) => least === null || position < least ? position : least,
      null,
    );
  }

  behindAt(position: Position): Cursor[] {
    return [...this.behind].filter((cursor) => cursor.position === position);
  }

  /** Where a page for those at `from` ends at the latest: at the next ones to meet, or at `end`. */
  until(from: Position, end: Position): Position {
    let until = end;
    for (const { position } of this.behind) if (position > from && position < until) until = position;
    return until;
  }
}
