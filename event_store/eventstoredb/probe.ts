import type { Position } from "../port.ts";
import type { Connection } from "./connection.ts";
import type { Matches } from "./filter.ts";
import { backwards } from "./read.ts";
import { namesOf, positionOf } from "./record.ts";

/** Looks at so many records at the log's end; a subscription that is up to date but for a checkpoint lags by fewer. */
const PROBED = 100;

/** Whoever has seen everything up to `target` has seen all that matches up to `head`. */
export interface Probe {
  head: Position;
  target: Position;
}

/** Looks at the end of the log, to tell whether anything that matches stands after `after`. */
export async function probe(connection: Connection, matches: Matches, after: Position): Promise<Probe> {
  let head: Position | undefined;
  let oldest = after;
  let count = 0;
  for await (const record of backwards(connection, { count: PROBED })) {
    const position = positionOf(record);
    head ??= position;
    if (position <= after) return { head, target: after };
    if (matches(namesOf(record))) return { head, target: position };
    oldest = position;
    count++;
  }
  // shorter than the probe: that was the whole log
  return { head: head ?? after, target: count < PROBED ? after : oldest };
}
