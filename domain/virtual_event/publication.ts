import { Rejected } from "../decider.ts";
import type {
  CancelEvent,
  DeleteEvent,
  PublishEvent,
  PublishScheduled,
  SchedulePublication,
  UnpublishEvent,
  UnschedulePublication,
} from "./commands.ts";
import type { VirtualEventEvent } from "./events.ts";
import { refusePast, refuseUnready } from "./readiness.ts";
import { changeable, type Existing, existing, isOver, isPublic, type VirtualEvent } from "./state.ts";

export function publishEvent({ at }: PublishEvent, state: VirtualEvent): VirtualEventEvent[] {
  const event = changeable(state);
  if (isPublic(event)) return [];
  refuseUnready(event.details);
  refusePast(event.dates, at);
  return [{ type: "EventPublished", data: { eventId: event.eventId } }];
}

/** Something may be missing until then: what counts is how the event is when the moment comes. */
export function schedulePublication({ at, publishAt }: SchedulePublication, state: VirtualEvent): VirtualEventEvent[] {
  const event = changeable(state);
  if (isPublic(event)) throw new Rejected("event_already_published");
  if (publishAt <= at) throw new Rejected("date_in_past", { date: publishAt });
  if (publishAt === event.publishAt) return [];
  return [{ type: "PublicationScheduled", data: { eventId: event.eventId, publishAt } }];
}

export function unschedulePublication(_: UnschedulePublication, state: VirtualEvent): VirtualEventEvent[] {
  const { eventId, publishAt } = changeable(state);
  return publishAt === null ? [] : [{ type: "PublicationUnscheduled", data: { eventId } }];
}

export function publishScheduled({ at, publishAt }: PublishScheduled, state: VirtualEvent): VirtualEventEvent[] {
  const event = changeable(state);
  if (event.publishAt !== publishAt || at < publishAt) throw new Rejected("publication_not_due");
  return publishEvent({ type: "PublishEvent", at }, state);
}

export function unpublishEvent(_: UnpublishEvent, state: VirtualEvent): VirtualEventEvent[] {
  const event = changeable(state);
  if (!isPublic(event)) return [];
  if (event.seats.byPerson.size > event.seats.declined) throw new Rejected("event_has_registrations");
  return [{ type: "EventUnpublished", data: { eventId: event.eventId } }];
}

export function deleteEvent(_: DeleteEvent, state: VirtualEvent): VirtualEventEvent[] {
  const { eventId, lifecycle } = existing(state);
  if (lifecycle !== "draft") throw new Rejected("event_not_a_draft");
  return [{ type: "EventDeleted", data: { eventId } }];
}

export function cancelEvent({ at, reason }: CancelEvent, state: VirtualEvent): VirtualEventEvent[] {
  const event: Existing = existing(state);
  if (event.lifecycle === "cancelled") return [];
  if (isPublic(event) && isOver(event, at)) throw new Rejected("event_over");
  return [{ type: "EventCancelled", data: { eventId: event.eventId, reason } }];
}
