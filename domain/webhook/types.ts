import { z } from "zod";

/** What a studio's own systems can be told of, by the name they get, and the domain event that it is. Names never change. */
export const webhookTypes = {
  "event.published": "EventPublished",
  "event.rescheduled": "EventRescheduled",
  "event.cancelled": "EventCancelled",
  "registration.pending": "RegistrationPending",
  "registration.waitlisted": "RegistrationWaitlisted",
  "registration.confirmed": "RegistrationConfirmed",
  "registration.declined": "RegistrationDeclined",
  "registration.cancelled": "RegistrationCancelled",
  "registration.transferred": "RegistrationTransferred",
  "attendance.marked": "AttendanceMarked",
  "lead.captured": "LeadCaptured",
  "lead.tagged": "LeadTagged",
} as const;

export type WebhookType = keyof typeof webhookTypes;
export const webhookTypeNames = Object.keys(webhookTypes) as WebhookType[];
export const WebhookType = z.enum(webhookTypeNames as [WebhookType, ...WebhookType[]]);

/** What a webhook gets when somebody tries it out; in no list. */
export const TEST_TYPE = "webhook.test";
