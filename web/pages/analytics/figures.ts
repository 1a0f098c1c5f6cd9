import type { EventName } from "../../../domain/catalogue.ts";
import type { EventAnalytics } from "../../../projections/queries.ts";

/** Every figure of an event that a page shows. What it is called and counts stands in the messages, under its key. */
export const figureKeys = [
  "registered",
  "waitlisted",
  "pending",
  "offered",
  "cancelled",
  "places",
  "visitors",
  "forms",
  "conversion",
  "leads",
  "attended",
  "attendance",
  "revenue",
] as const;
export type FigureKey = typeof figureKeys[number];

/** Where a figure comes from. */
export interface FigureSource {
  /** Read model, table and column that it is read from. */
  projection: string;
  table: string;
  column: string;
  /** Types of domain events that make it larger or smaller. */
  facts: readonly EventName[];
  /** A rate is made of two others. */
  of?: { part: readonly FigureKey[]; whole: FigureKey };
}

const left = ["RegistrationCancelled", "RegistrationTransferred"] as const;

export const figureSources: Readonly<Record<FigureKey, FigureSource>> = {
  registered: {
    projection: "event_cards",
    table: "event_cards",
    column: "confirmed",
    facts: ["RegistrationConfirmed", ...left],
  },
  waitlisted: {
    projection: "event_cards",
    table: "event_cards",
    column: "waitlisted",
    facts: ["RegistrationWaitlisted", "WaitlistSeatOffered", "RegistrationConfirmed", ...left],
  },
  pending: {
    projection: "event_cards",
    table: "event_cards",
    column: "pending",
    facts: ["RegistrationPending", "RegistrationConfirmed", "RegistrationDeclined", ...left],
  },
  offered: {
    projection: "event_cards",
    table: "event_cards",
    column: "offered",
    facts: ["WaitlistSeatOffered", "RegistrationConfirmed", "RegistrationExpired", ...left],
  },
  cancelled: { projection: "event_cards", table: "event_cards", column: "cancelled", facts: left },
  places: {
    projection: "event_cards",
    table: "event_cards",
    column: "capacity",
    facts: ["EventCreated", "CapacityRaised", "CapacityLowered"],
  },
  visitors: { projection: "visits", table: "visit_days", column: "visitors", facts: ["PagesVisited"] },
  forms: { projection: "visits", table: "visit_days", column: "form_opened", facts: ["PagesVisited"] },
  conversion: {
    projection: "visits",
    table: "visit_days",
    column: "visitors",
    facts: ["RegistrationConfirmed", "RegistrationWaitlisted", "RegistrationPending", "PagesVisited"],
    of: { part: ["registered", "waitlisted", "offered", "pending"], whole: "visitors" },
  },
  leads: { projection: "people", table: "people", column: "first_event_id", facts: ["RegistrationRequested"] },
  attended: {
    projection: "registrations",
    table: "registrations",
    column: "attendance",
    facts: ["AttendanceMarked"],
  },
  attendance: {
    projection: "registrations",
    table: "registrations",
    column: "attendance",
    facts: ["AttendanceMarked", "RegistrationConfirmed"],
    of: { part: ["attended"], whole: "registered" },
  },
  revenue: {
    projection: "event_cards",
    table: "event_cards",
    column: "access",
    facts: ["EventCreated", "EventDetailsChanged", "PricingSet"],
  },
};

/** The figures as numbers; null where nothing measures them, or there is no limit. */
export function valuesOf(
  analytics: EventAnalytics,
  { offered, capacity }: { offered: number; capacity: number | null },
): Record<FigureKey, number | null> {
  const { totalRegistrations: registered } = analytics;
  return {
    registered,
    waitlisted: analytics.waitlisted,
    pending: analytics.pending,
    offered,
    cancelled: analytics.cancelled,
    places: capacity === null ? null : Math.max(0, capacity - registered),
    visitors: analytics.uniqueVisitors,
    forms: analytics.formsOpened,
    conversion: analytics.conversionRate,
    leads: analytics.newLeads,
    attended: analytics.liveAttendees,
    attendance: analytics.attendanceRate,
    revenue: analytics.revenue,
  };
}
