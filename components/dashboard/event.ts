import type { Language } from "../../domain/ids.ts";
import type { EventKind } from "../../domain/virtual_event/events.ts";
import type { Tone } from "../Badge.tsx";

export type Lifecycle = "draft" | "scheduled" | "published" | "live" | "completed" | "cancelled";

/** An event as a card or a head shows it to those who work on it. */
export interface EventView {
  id: string;
  title: string;
  type: EventKind;
  language: Language;
  lifecycle: Lifecycle;
  timeZone: string;
  /** The next date, or the last one once all are over. ISO 8601 UTC. */
  startsAt: string;
  durationMinutes: number;
  capacity: number | null;
  confirmed: number;
  waitlisted: number;
  cancelled: number;
  /** Kept picture; null: none. */
  cover: string | null;
  /** Its public address. */
  publicUrl: string;
  /** Where lists show it: who asked for a place, of so many who looked, and who came; null while nothing measures it. */
  measured?: { completed: number; visitors: number | null; attended: number | null };
}

export const eventKinds = ["webinar", "masterclass", "challenge", "qa", "panel", "workshop"] as const;

/** Path of an event's page for those who work on it. */
export function hrefOf(id: string, part = ""): string {
  return `/dashboard/experiences/virtual-events/${id}${part}`;
}

export const tones: Readonly<Record<Lifecycle, Tone | undefined>> = {
  draft: undefined,
  scheduled: "accent",
  published: "positive",
  live: "negative",
  completed: undefined,
  cancelled: "negative",
};
