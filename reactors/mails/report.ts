import type { Money } from "../../domain/ids.ts";

/** So many people with the same answer. */
export interface Counted {
  name: string;
  count: number;
}

/** What those who hold an event are told about those who come: read when the mail is written, kept nowhere. */
export interface EventReport {
  confirmed: number;
  waitlisted: number;
  cancelled: number;
  /** Null: nobody noted it. */
  attended: number | null;
  missed: number | null;
  companies: readonly Counted[];
  positions: readonly Counted[];
  /** What people wrote into the form that asks for an answer. */
  questions: readonly string[];
  /** By day, `2026-11-24`. */
  perDay: readonly Counted[];
  /** The first of them. */
  people: readonly { name: string; company: string; position: string }[];
  /** Null: it is free. */
  revenue: Money | null;
}

/** Where reports come from. */
export interface Reports {
  event(eventId: string): Promise<EventReport>;
  /** Registrations of a studio's events between two instants, by event. */
  digest(studioId: string, from: string, until: string): Promise<readonly (Counted & { eventId: string })[]>;
}
