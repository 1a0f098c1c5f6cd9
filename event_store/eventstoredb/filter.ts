import { eventTypeFilter, type Filter as ServerFilter, streamNameFilter } from "@eventstore/db-client";
import type { Filter } from "../port.ts";

type Checkpoint = NonNullable<ServerFilter["checkpointReached"]>;

/**
 * The server judges one kind, types if there are any; {@link matcher} judges everything again here, so that it never
 * matters what the server's regular expressions make of odd names.
 */
export function serverFilter(
  prefix: string,
  filter: Filter | undefined,
  checkpointReached: Checkpoint,
): ServerFilter {
  const { types, streamPrefixes } = filter ?? {};
  if (types?.length === 0 || streamPrefixes?.length === 0) {
    return streamNameFilter({ regex: "(?!)", checkpointReached });
  }
  if (types) return eventTypeFilter({ regex: `^(?:${types.map(escape).join("|")})$`, checkpointReached });
  const prefixes = (streamPrefixes ?? [""]).map((one) => prefix + one);
  return prefixes.includes("")
    ? streamNameFilter({ regex: "^[^$]", checkpointReached })
    : streamNameFilter({ prefixes, checkpointReached });
}

/** Judges an event whose stream still has its namespace. System records never match. */
export function matcher(
  prefix: string,
  filter: Filter | undefined,
): (event: { stream: string; type: string }) => boolean {
  const types = filter?.types && new Set(filter.types);
  const prefixes = (filter?.streamPrefixes ?? [""]).map((one) => prefix + one);
  return ({ stream, type }) =>
    !stream.startsWith("$") && !type.startsWith("$") &&
    (!types || types.has(type)) && prefixes.some((one) => stream.startsWith(one));
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|\/#\s-]/gu, (c) => `\\u${c.codePointAt(0)?.toString(16).padStart(4, "0")}`);
}

export type Matches = ReturnType<typeof matcher>;
