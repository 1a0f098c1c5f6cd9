import type { AllStreamResolvedEvent, ResolvedEvent } from "@eventstore/db-client";
import type { Json, Position, RecordedEvent } from "../port.ts";

type Resolved = ResolvedEvent | AllStreamResolvedEvent;

/** What the client hands out, as the contract has it; the stream's name without its namespace. */
export function toEvent(resolved: Resolved, prefix: string): RecordedEvent {
  const record = recordOf(resolved);
  return {
    id: record.id,
    type: record.type,
    data: record.data as Json,
    metadata: (record.metadata ?? {}) as Json,
    stream: record.streamId.slice(prefix.length),
    revision: Number(record.revision),
    position: positionOf(resolved),
    // a moved fact keeps the time at which it was first recorded
    recordedAt: (record.metadata as Json | undefined)?.recordedAt ?? record.created.toISOString(),
  };
}

/** The stream's whole name and the type, for a matcher. */
export function namesOf(resolved: Resolved): { stream: string; type: string } {
  const { streamId, type } = recordOf(resolved);
  return { stream: streamId, type };
}

export function positionOf(resolved: Resolved): Position {
  return resolved.commitPosition ?? recordOf(resolved).position?.commit ?? 0n;
}

function recordOf({ event }: Resolved) {
  if (!event) throw new TypeError("EventStoreDB sent an event without a record");
  return event;
}
