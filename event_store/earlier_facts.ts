import type { DomainEvent } from "../domain/decider.ts";
import { type Codec, isKnown } from "./codec.ts";
import { DECLINED } from "./folded.ts";
import type { Decided } from "./handle.ts";
import type { EventStore, RecordedEvent, Revision, StreamId } from "./port.ts";

/** The facts that a command led to when it was decided: they stand together, from `from` on. */
export async function earlierFacts<E extends DomainEvent>(
  { store, codec }: { store: EventStore; codec: Codec },
  stream: StreamId,
  from: Revision,
  commandId: string,
): Promise<{ events: Decided<E>[]; declined: string | null }> {
  const recorded: RecordedEvent[] = [];
  for await (const event of store.read(stream, { from })) {
    if (event.metadata.commandId !== commandId) break;
    recorded.push(event);
  }
  const facts = (await codec.decodePage(recorded)).filter(isKnown);
  const declined = facts.find((fact) => fact.type === DECLINED);
  return {
    events: facts.filter((fact) => fact.type !== DECLINED) as unknown as Decided<E>[],
    declined: declined?.type === DECLINED ? declined.data.reason : null,
  };
}
