import type { MailKind } from "../../i18n/mails/texts.ts";

/** Slots that take HTML made by us; every other variable is a value and is escaped. */
export const htmlSlots = ["facts", "more", "logo", "body"] as const;

const always = [
  "studio",
  "url",
  "facts",
  "more",
  "footer",
  "logo",
  "subject",
  "preview",
  "accent",
  "onAccent",
  "linkColour",
] as const;
const aboutEvent = ["title", "when"] as const;
const toSomebody = ["firstName", ...aboutEvent] as const;

/** What a message of each kind is filled with, beside what every message is. */
const own: Readonly<Record<MailKind, readonly string[]>> = {
  confirmation: toSomebody,
  waitlisted: [...toSomebody, "position"],
  moved_up: toSomebody,
  pending: toSomebody,
  approved: toSomebody,
  declined: toSomebody,
  offer: [...toSomebody, "expires"],
  offer_expired: toSomebody,
  next_date: [...toSomebody, "waitedFor"],
  transfer_offered: [...toSomebody, "expires"],
  transferred: toSomebody,
  follow_up_attended: toSomebody,
  follow_up_missed: toSomebody,
  registration_cancelled: toSomebody,
  event_cancelled: toSomebody,
  rescheduled: toSomebody,
  reminder_week: toSomebody,
  reminder_days: toSomebody,
  reminder_soon: toSomebody,
  room_opens: toSomebody,
  join_details: toSomebody,
  link: toSomebody,
  campaign: [...toSomebody, "headline", "body"],
  news: ["firstName", "headline", "body"],
  speaker_alert: [...toSomebody, "count"],
  summary: [...aboutEvent, "count"],
  date_notice: [...aboutEvent, "count"],
  event_report: [...aboutEvent, "count"],
  registration_digest: ["count"],
  invitation: ["role", "expires"],
  pixel_paused: ["platform", "pixel"],
  webhook_gone: ["host"],
  password_reset: [],
  verify_email: [],
};

/** The names that may stand in braces in a message of this kind. */
export function variablesOf(kind: MailKind): string[] {
  return [...own[kind], ...always];
}

/** Messages that a studio may write itself: those about accounts are the product's own. */
export const editableKinds = (Object.keys(own) as MailKind[]).filter((kind) =>
  kind !== "password_reset" && kind !== "verify_email" && kind !== "pixel_paused" && kind !== "webhook_gone"
);
