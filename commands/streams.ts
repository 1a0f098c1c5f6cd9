import { Rejected } from "../domain/decider.ts";
import type { EventId, PersonId, StudioId } from "../domain/ids.ts";
import { type Existing, existing } from "../domain/virtual_event/state.ts";
import { virtualEvent } from "../domain/virtual_event/virtual_event.ts";
import type { StreamId } from "../event_store/port.ts";
import type { CommandDeps } from "./deps.ts";

export const eventStream = (eventId: EventId): StreamId => `event-${eventId}`;
export const studioStream = (studioId: StudioId): StreamId => `studio-${studioId}`;
export const filesStream = (studioId: StudioId): StreamId => `files-${studioId}`;
export const personStream = (personId: PersonId): StreamId => `person-${personId}`;
export const INSTALLATION: StreamId = "installation";

/** An event of this studio. @throws {Rejected} `event_not_found`, also for another studio's: nobody learns that it exists */
export async function eventIn(deps: CommandDeps, studioId: StudioId, eventId: EventId): Promise<Existing> {
  const event = existing(await deps.handle.stateOf(virtualEvent, eventStream(eventId)));
  if (event.studioId !== studioId) throw new Rejected("event_not_found");
  return event;
}
