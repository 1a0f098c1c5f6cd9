import { BACKWARDS, END, type ReadAllOptions, type ResolvedEvent, type StreamingRead } from "@eventstore/db-client";
import type { AllStreamResolvedEvent } from "@eventstore/db-client";
import type { Readable } from "node:stream";
import { iteratePages } from "../iterate.ts";
import type { Position } from "../port.ts";
import { type Connection, tooLate } from "./connection.ts";
import { isNotFound, toUnavailable } from "./errors.ts";
import { Inbox } from "./inbox.ts";

/** So few items that are still to come are let come, though nobody wants them any more. */
const FEW = 256;

/**
 * What one read of the client gives, at most so many; nothing for a stream that does not exist. The read begins at the
 * first item asked for, and is cancelled when the loop is left while many are still to come: a server takes a client that
 * resets streams all the time for an attacker and closes the connection, with every call that is on it.
 * @throws {StoreUnavailable}
 */
export function records<T extends ResolvedEvent | AllStreamResolvedEvent>(
  connection: Connection,
  open: () => StreamingRead<T>,
  most = Infinity,
): AsyncIterableIterator<T> {
  let left = most;
  let reading: { stream: StreamingRead<T>; inbox: Inbox<T> } | undefined;
  let ended = false;
  const nextPage = async () => {
    if (!reading) {
      const stream = open();
      reading = { stream, inbox: new Inbox<T>(stream as unknown as Readable) };
    }
    try {
      const items = await reading.inbox.take(connection.timeoutMs);
      if (items?.length === 0) throw tooLate(connection.timeoutMs);
      left -= items?.length ?? 0;
      ended = items === null || left <= 0;
      return items;
    } catch (error) {
      if (isNotFound(error)) {
        ended = true;
        return null;
      }
      throw toUnavailable(error);
    }
  };
  return iteratePages<T>(nextPage, {
    ended: () => {
      if (!ended && left > FEW) reading?.stream.cancel().catch(() => {});
    },
  });
}

/** The log's records from before a position (the end when left out), newest first, system records and all. */
export function backwards(
  connection: Connection,
  { before, count }: { before?: Position | undefined; count: number },
): AsyncIterableIterator<AllStreamResolvedEvent> {
  const fromPosition: ReadAllOptions["fromPosition"] = before === undefined ? END : { commit: before, prepare: before };
  return records(
    connection,
    () => connection.client.readAll({ direction: BACKWARDS, fromPosition, maxCount: count }),
    count,
  );
}
