import { z } from "zod";
import { Language, UserId } from "../ids.ts";
import { Sequence } from "../virtual_event/design.ts";

/** What an associate may do beside their own events; everybody else's role says it all. */
export const Switches = z.object({
  /** Every event of the studio, not only their own. */
  allEvents: z.boolean(),
  /** See names and addresses of those who register. */
  contactData: z.boolean(),
  /** Cancel events and registrations. */
  cancel: z.boolean(),
  export: z.boolean(),
  money: z.boolean(),
  marketing: z.boolean(),
});
export type Switches = z.infer<typeof Switches>;

/** How much a studio may use, set by an operator. Null: as much as it likes. */
export const StudioLimits = z.object({
  /** Events that are neither deleted nor cancelled. */
  events: z.int().nonnegative().nullable(),
  /** Registrations in all, of events that are not deleted. */
  registrations: z.int().nonnegative().nullable(),
  mailsADay: z.int().nonnegative().nullable(),
  smsADay: z.int().nonnegative().nullable(),
  storageBytes: z.int().nonnegative().nullable(),
  /** In one room at a time. */
  attendees: z.int().nonnegative().nullable(),
});
export type StudioLimits = z.infer<typeof StudioLimits>;

/** What a studio may use until somebody sets it. */
export const noLimits: StudioLimits = {
  events: null,
  registrations: null,
  mailsADay: null,
  smsADay: null,
  storageBytes: null,
  attendees: null,
};

/** What an associate may do until somebody switches it. */
export const usualSwitches: Switches = {
  allEvents: false,
  contactData: true,
  cancel: true,
  export: true,
  money: false,
  marketing: false,
};

const text = (most: number) => z.string().max(most);
const byLanguage = z.partialRecord(Language, text(5_000));

/** What a new event of the studio begins with. */
export const EventDefaults = z.object({
  /** Registration opens so many days before the first date; null: at once. */
  registrationWindowDays: z.int().min(1).max(365).nullable(),
  /** ISO 8601 durations before each date. */
  reminders: z.array(z.string()).max(10),
  /** How the reminders go, and what goes out beside them; as everybody's when left out. */
  sequence: Sequence.optional(),
  capacity: z.int().positive().nullable(),
  waitlist: z.boolean(),
});
export type EventDefaults = z.infer<typeof EventDefaults>;

/** Everything about a studio that its owner can change. */
export const StudioSettings = z.object({
  name: z.string().min(2).max(100),
  /** The public address, `/s/{address}`; the former ones keep leading here. */
  address: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/).max(60),
  /** Own host name; null: none. */
  domain: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/).max(253).nullable(),
  /** Origins of other sites that may show its forms in a frame. */
  embedOrigins: z.array(z.string().regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/).max(300)).max(20),
  /** Kept picture. */
  logo: z.string().max(100).nullable(),
  brandColour: z.string().regex(/^#[0-9a-f]{6}$/).nullable(),
  language: Language,
  /** In which its public pages are offered. */
  languages: z.array(Language).min(1).max(3),
  timeZone: z.string(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  categories: z.array(z.string().min(1).max(60)).max(50),
  eventDefaults: EventDefaults,
  programmeManager: z.object({
    userId: UserId.nullable(),
    /** Which mails they get. */
    newRegistrations: z.boolean(),
    reminders: z.boolean(),
    reports: z.boolean(),
  }),
  legal: z.object({
    imprintUrl: text(500),
    privacyUrl: text(500),
    termsUrl: text(500),
    /** Shown beside the boxes of the form. */
    privacyText: byLanguage,
    termsText: byLanguage,
  }),
  sender: z.object({ name: text(100), replyTo: z.union([z.email(), z.literal("")]) }),
  /** Whether mails to those who register tell when they are opened. */
  countOpens: z.boolean(),
  /** Whom attendees ask, and what they need; used by pages and mails. */
  support: z.object({ contact: text(300), testUrl: text(500), requirements: byLanguage }),
});
export type StudioSettings = z.infer<typeof StudioSettings>;

/** What a studio has until it is changed, beside what it was opened with. */
export const usualSettings: Omit<StudioSettings, "name" | "address" | "language" | "timeZone" | "currency"> = {
  domain: null,
  embedOrigins: [],
  logo: null,
  brandColour: null,
  languages: ["en", "de", "es"],
  categories: [],
  eventDefaults: { registrationWindowDays: null, reminders: ["PT24H", "PT1H"], capacity: null, waitlist: true },
  programmeManager: { userId: null, newRegistrations: false, reminders: false, reports: false },
  legal: { imprintUrl: "", privacyUrl: "", termsUrl: "", privacyText: {}, termsText: {} },
  sender: { name: "", replyTo: "" },
  countOpens: false,
  support: { contact: "", testUrl: "", requirements: {} },
};
