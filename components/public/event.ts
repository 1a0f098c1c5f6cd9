import type { Language, Money } from "../../domain/ids.ts";
import type { EventKind } from "../../domain/virtual_event/events.ts";

/** What a visitor can do about an event now. */
export type PublicState =
  | "preview"
  | "open"
  | "not_yet_open"
  | "closed"
  | "full"
  | "full_waitlist"
  | "cancelled"
  | "over";

/** One date; `startsAt` is ISO 8601 UTC. */
export interface PublicDate {
  startsAt: string;
  durationMinutes: number;
}

/** An event as visitors see it. */
export interface PublicEvent {
  id: string;
  title: string;
  description: string;
  type: EventKind;
  language: Language;
  /** Path of its page. */
  href: string;
  studio: { name: string; href: string };
  timeZone: string;
  dates: readonly PublicDate[];
  /** The next date, or the last one once all are over. */
  date: PublicDate;
  price: Money | null;
  companyRequired: boolean;
  opensAt: string | null;
  /** Places left when few are; null otherwise. */
  placesLeft: number | null;
  state: PublicState;
}

/** Whether the form is shown. */
export function takesRegistrations(state: PublicState): boolean {
  return state === "open" || state === "full_waitlist";
}
