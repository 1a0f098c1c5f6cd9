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
  let target = after;
  for await (const record of backwards(connection, { count: PROBED })) {
    const position = positionOf(record);
    head ??= position;
    if (position <= after) return { head, target: after };
    target = position;
    if (matches(namesOf(record))) break;
  }
  return { head: head ?? after, target };
}
