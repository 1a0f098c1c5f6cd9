import { Rejected } from "../decider.ts";
import type { EventId, StudioId, UserId } from "../ids.ts";
import type { Automations } from "./commands.ts";
import { endOfAll } from "./dates.ts";
import type { EventDate, EventDetails } from "./events.ts";
import type { Seats } from "./seats.ts";

/** An event as its rules see it. Holds nothing personal. */
export type VirtualEvent = { lifecycle: "none" } | Existing;

export interface Existing {
  lifecycle: "draft" | "published" | "cancelled";
  eventId: EventId;
  studioId: StudioId;
  trainerId: UserId;
  details: EventDetails;
  timeZone: string;
  dates: readonly EventDate[];
  capacity: number | null;
  waitlist: boolean;
  opensAt: string | null;
  closesAt: string | null;
  automations: Automations;
  seats: Seats;
}

/** @throws {Rejected} `event_not_found` */
export function existing(state: VirtualEvent): Existing {
  if (state.lifecycle === "none") throw new Rejected("event_not_found");
  return state;
}

/** @throws {Rejected} `event_not_found`, `event_cancelled` */
export function changeable(state: VirtualEvent): Existing {
  const event = existing(state);
  if (event.lifecycle === "cancelled") throw new Rejected("event_cancelled");
  return event;
}

/** Whether its last date has ended. */
export function isOver(event: Existing, at: string): boolean {
  return at >= endOfAll(event.dates);
}
