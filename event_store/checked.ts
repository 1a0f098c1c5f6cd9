import { AppendTooLarge, MAX_APPEND_BYTES, type NewEvent, type StreamId } from "./port.ts";

/** One event of an append with its JSON written out. */
export interface WrittenEvent {
  id: string;
  type: string;
  data: string;
  metadata: string;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const utf8 = new TextEncoder();

/**
 * What every adapter checks before it sends an append: both must refuse the same things.
 * @returns the events with their JSON, ids in lower case
 * @throws {TypeError} a name or id that not every adapter can keep, or nothing to append
 * @throws {AppendTooLarge}
 */
export function checkAppend(stream: StreamId, events: readonly NewEvent[]): WrittenEvent[] {
  checkStream(stream);
  if (events.length === 0) throw new TypeError(`nothing to append to ${stream}`);
  const written = events.map((event) => writeEvent(stream, event));
  const bytes = bytesOf(written);
  if (bytes > MAX_APPEND_BYTES) throw new AppendTooLarge(stream, bytes);
  return written;
}

/** @throws {TypeError} names that EventStoreDB reserves (`$…`) or that UTF-8 cannot carry */
export function checkStream(stream: StreamId): void {
  if (stream === "" || stream.startsWith("$") || !stream.isWellFormed() || stream.includes("\0")) {
    throw new TypeError(`not a name for a stream: ${JSON.stringify(stream)}`);
  }
}

function writeEvent(stream: StreamId, { id, type, data, metadata }: NewEvent): WrittenEvent {
  if (!uuid.test(id)) throw new TypeError(`${stream}: the id of ${type} is not a UUID: ${id}`);
  if (type === "" || type.startsWith("$") || !type.isWellFormed() || type.includes("\0")) {
    throw new TypeError(`${stream}: not a name for a type: ${JSON.stringify(type)}`);
  }
  return { id: id.toLowerCase(), type, data: JSON.stringify(data), metadata: JSON.stringify(metadata) };
}

/** UTF-8 bytes, counted only when the characters alone could reach the limit (one is at most three bytes). */
function bytesOf(events: WrittenEvent[]): number {
  const characters = events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);
  if (characters * 3 <= MAX_APPEND_BYTES) return characters;
  return events.reduce((sum, e) => sum + utf8.encode(e.data).length + utf8.encode(e.metadata).length, 0);
}
