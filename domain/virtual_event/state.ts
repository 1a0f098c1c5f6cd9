import { Rejected } from "../decider.ts";
import type { EventId, Language, RegistrationId, StudioId, UserId } from "../ids.ts";
import type { Lookup } from "../lookup.ts";
import type { Automations } from "./commands.ts";
import { endOfAll } from "./dates.ts";
import type { Audience, Form, Material, Page, Platform, Pricing, Translation, WaitlistMode } from "./design.ts";
import type { EventDate, EventDetails } from "./events.ts";
import type { Seats } from "./seats.ts";

/** An event as its rules see it. Holds nothing personal. */
export type VirtualEvent = { lifecycle: "none" } | Existing;

export interface Existing {
  lifecycle: "draft" | "published" | "cancelled" | "deleted";
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
  /** What was said about single messages of the sequence, by the message's id. */
  messages: Readonly<Record<string, MessageState>>;
  audience: Audience;
  platform: Platform;
  materials: readonly Material[];
  /** Ids of the speakers, in the order in which they were named; who they are is personal. */
  speakers: readonly string[];
  page: Page;
  translations: Partial<Record<Language, Translation>>;
  /** Null: the usual one. */
  form: Form | null;
  earlyBird: Pricing["earlyBird"];
  companyBilling: boolean;
  approval: boolean;
  /** Null: as it is usual for the event's access. */
  waitlistMode: WaitlistMode | null;
  /** When the draft goes public by itself; null: not by itself. */
  publishAt: string | null;
  /** Grows with every change but those of registrations: what an editor has seen. From 1. */
  version: number;
  seats: Seats;
  /** Open invitations to take over a place, by the registration that is handed over. */
  transfers: Lookup<RegistrationId, OpenTransfer>;
}

/** What became of a message by hand; one without is sent when its moment comes. */
export type MessageState = "paused" | "skipped" | "sent";

export interface OpenTransfer {
  toRegistrationId: RegistrationId;
  toPersonId: string;
  expiresAt: string;
}

/** @throws {Rejected} `event_not_found` */
export function existing(state: VirtualEvent): Existing {
  if (state.lifecycle === "none" || state.lifecycle === "deleted") throw new Rejected("event_not_found");
  return state;
}

/** @throws {Rejected} `event_not_found`, `event_cancelled` */
export function changeable(state: VirtualEvent): Existing {
  const event = existing(state);
  if (event.lifecycle === "cancelled") throw new Rejected("event_cancelled");
  return event;
}

/** Whether people can see it, from publication on. */
export function isPublic(event: Existing): boolean {
  return event.lifecycle === "published";
}

/** How those who wait get a free seat: by themselves when the event is free, offered for a day when it is paid. */
export function waitlistModeOf(
  { waitlistMode, details }: { waitlistMode: WaitlistMode | null; details: { access: "free" | "paid" } },
): WaitlistMode {
  return waitlistMode ?? { mode: details.access === "paid" ? "offer" : "automatic", offerHours: 24 };
}

/** Whether its last date has ended. */
export function isOver(event: Existing, at: string): boolean {
  return at >= endOfAll(event.dates);
}
