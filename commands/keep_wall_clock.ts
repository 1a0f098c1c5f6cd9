import type { EventId } from "../domain/ids.ts";
import { virtualEvent } from "../domain/virtual_event/virtual_event.ts";
import type { CommandDeps } from "./deps.ts";
import { eventStream } from "./streams.ts";

/** Says at which instants an event begins now that its zone has other rules; nothing where it has none. */
export async function keepWallClock(
  deps: Pick<CommandDeps, "handle" | "now" | "newId">,
  { eventId, studioId }: { eventId: EventId; studioId: string },
): Promise<void> {
  const commandId = deps.newId();
  await deps.handle(virtualEvent, eventStream(eventId), { type: "KeepWallClock", at: deps.now() }, {
    actor: "system",
    studio: studioId,
    correlationId: commandId,
    causationId: null,
    commandId,
    rule: "zone_rules_changed",
  });
}
