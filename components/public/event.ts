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
  /** When it was to begin before it was moved, ISO 8601 UTC. */
  movedFrom?: string | null;
  /** Whether one of its dates is running. */
  live?: boolean;
  /** Of the title, where it is not the language of the event's own texts. */
  titleLanguage?: Language;
}

/** An event on a card of a list. */
export interface CardEvent extends PublicEvent {
  category: string | null;
  difficulty: "beginner" | "intermediate" | "advanced" | null;
  format: "single-speaker" | "panel-discussion" | "workshop" | "q-and-a" | "mentorship" | null;
  /** In the order in which they were named. */
  speakers: readonly { name: string; title: string | null; photo: string | null }[];
  /** Kept picture. */
  cover: string | null;
  showPrice: boolean;
}

/** Where a kept picture is served, in one of its widths. */
export const pictureHref = (mediaId: string, width: 320 | 640 | 1280): string => `/media/${mediaId}-${width}.webp`;

/** The last part of an event's address, by which its studio knows it. */
export const slugIn = (href: string): string => href.slice(href.lastIndexOf("/") + 1);

/** Whether the form is shown. */
export function takesRegistrations(state: PublicState): boolean {
  return state === "open" || state === "full_waitlist";
}
