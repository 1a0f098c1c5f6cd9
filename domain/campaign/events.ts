import { z } from "zod";
import { type EventOf, eventType } from "../event_type.ts";
import { LeadFilter } from "../crm/events.ts";
import { EventId, Instant, Language, StudioId } from "../ids.ts";

/** People by the places they have; everybody once, however many these are. */
export const PlacesAudience = z.object({
  /** Null: of every event of the studio. */
  eventId: EventId.nullable(),
  who: z.enum(["confirmed", "attended", "missed", "waitlisted", "cancelled"]),
  /** Only registrations with this tag; null: with any or none. */
  tag: z.string().min(1).max(50).nullable(),
});
export type PlacesAudience = z.infer<typeof PlacesAudience>;

/** People by a segment, its filter as it stood when the mailing was planned; who fits is looked up when it begins. */
export const SegmentAudience = z.object({
  segmentId: z.uuid(),
  name: z.string().min(1).max(100),
  filter: LeadFilter,
});
export type SegmentAudience = z.infer<typeof SegmentAudience>;

/** Whom a mailing goes to. */
export const CampaignAudience = z.union([PlacesAudience, SegmentAudience]);
export type CampaignAudience = z.infer<typeof CampaignAudience>;

/** Whether a mailing goes to a segment, and not to people by their places. */
export function isSegment(audience: CampaignAudience): audience is SegmentAudience {
  return "segmentId" in audience;
}

/** Marketing goes to those who agreed to it, and can be unsubscribed from; the rest is about something they have. */
export const CampaignPurpose = z.enum(["marketing", "transactional"]);
export type CampaignPurpose = z.infer<typeof CampaignPurpose>;

/** What is said in one language; readers of others get the first. */
export const CampaignText = z.object({
  language: Language,
  subject: z.string().trim().min(1).max(200),
  body: z.string().trim().min(1).max(20_000),
});
export type CampaignText = z.infer<typeof CampaignText>;

const which = { campaignId: z.uuid(), studioId: StudioId };

/** Somebody planned a mailing to many. */
export const CampaignPlanned = eventType("CampaignPlanned", {
  ...which,
  purpose: CampaignPurpose,
  audience: CampaignAudience,
  texts: z.array(CampaignText).min(1).max(3),
  sendAt: Instant,
}, { upcasters: [(data) => data] }); // a process of before would not know what a segment is: it waits for a newer one
/** What has not been handed to the mail server waits. */
export const CampaignPaused = eventType("CampaignPaused", which);
export const CampaignResumed = eventType("CampaignResumed", which);
/** What has not gone out does not. */
export const CampaignStopped = eventType("CampaignStopped", which);

export const campaignEvents = [CampaignPlanned, CampaignPaused, CampaignResumed, CampaignStopped] as const;
export type CampaignEvent = EventOf<typeof campaignEvents[number]>;
