import { z } from "zod";
import { type AudienceChoice, audienceOf, planCampaign, steerCampaign } from "../commands/campaigns.ts";
import {
  CampaignAudience,
  CampaignPurpose,
  CampaignText,
  PlacesAudience,
  SegmentAudience,
} from "../domain/campaign/events.ts";
import { Rejected } from "../domain/decider.ts";
import type { Application } from "../web/application.ts";
import { mailingShown } from "../web/mailing_shown.ts";
import { type Call, type Operation, operation } from "./operation.ts";
import { InstantInput, InstantOutput } from "./schemas.ts";

const counted = z.int();

const MailingAnswer = z.object({
  id: z.uuid(),
  purpose: CampaignPurpose,
  audience: CampaignAudience.meta({ description: "By places, or a segment with the filter that it had" }),
  texts: z.array(CampaignText),
  state: z.enum(["planned", "running", "paused", "done", "stopped"]),
  sendAt: InstantOutput.nullable().meta({ description: "null: it was stopped" }),
  total: counted.meta({ description: "Known from when it begins" }),
  sent: counted,
  skipped: counted,
  failed: counted,
  skips: z.record(z.string(), counted).meta({ description: "Why some got nothing, and how many" }),
}).meta({ id: "Mailing" });
type MailingAnswer = z.output<typeof MailingAnswer>;

const Audience = z.union([
  SegmentAudience.pick({ segmentId: true }),
  PlacesAudience.extend({
    eventId: PlacesAudience.shape.eventId.default(null),
    tag: PlacesAudience.shape.tag.default(null),
  }),
]).meta({ description: "A segment of the studio, or people by the places they have in an event or in any" });

const Counted = z.object({
  people: counted.meta({ description: "How many fit now" }),
  agreed: counted.meta({ description: "How many of them agreed to marketing" }),
}).meta({ id: "MailingReach" });

const listMailingsCall = operation({
  method: "GET",
  path: "/mailings",
  needs: "message.send",
  summary: "List the mailings of the studio",
  success: {
    status: 200,
    schema: z.object({ data: z.array(MailingAnswer.omit({ skips: true }).meta({ id: "MailingInList" })) })
      .meta({ id: "MailingList" }),
    description: "At most 200, those that go out last first",
  },
  problems: {},
  async handle({ app, caller: { studioId } }) {
    const rows = await app.mailings.list(studioId);
    return { status: 200, body: { data: rows.map(({ begun: _, ...row }) => row) } };
  },
});

const countCall = operation({
  method: "POST",
  path: "/mailings/count",
  needs: "message.send",
  summary: "Count whom a mailing would reach",
  idempotent: true,
  body: z.object({ audience: Audience }),
  success: { status: 200, schema: Counted, description: "How many people, and how many may get marketing" },
  problems: { 400: "A field cannot be used", 404: "event_not_found, segment_not_found" },
  async handle({ app, caller, body }: Call<unknown, { audience: AudienceChoice }>) {
    const audience = await audienceOf(app.commands, caller, body.audience);
    return { status: 200, body: await app.mailings.count(caller.studioId, audience, app.commands.now()) };
  },
});

const planCall = operation({
  method: "POST",
  path: "/mailings",
  needs: "message.send",
  summary: "Write to many people",
  description:
    "To whoever fits when it begins, each person once. Marketing goes to those who agreed, with a way out in " +
    "one click; a segment gets marketing only. Whose address takes no mail, or who complained, is left out, visibly.",
  idempotent: true,
  body: z.object({
    purpose: CampaignPurpose,
    audience: Audience,
    texts: z.array(CampaignText).min(1).max(3).meta({ description: "Readers of other languages get the first" }),
    sendAt: InstantInput.nullable().default(null).meta({ description: "null: at once" }),
  }),
  success: { status: 201, schema: MailingAnswer, description: "The mailing" },
  problems: {
    400: "A field cannot be used; date_in_past, campaign_needs_consent, campaign_variable_unknown",
    404: "event_not_found, segment_not_found",
  },
  fields: {
    date_in_past: "sendAt",
    campaign_needs_consent: "purpose",
    campaign_variable_unknown: "texts",
    event_not_found: "audience",
    segment_not_found: "audience",
  },
  async handle({ app, caller, body }) {
    const { campaignId, audience, sendAt, position } = await planCampaign(app.commands, caller, body);
    await mailingShown(app, position);
    const { purpose, texts } = body;
    const none = { total: 0, sent: 0, skipped: 0, failed: 0, skips: {} };
    const planned = { id: campaignId, purpose, audience, texts, state: "planned", sendAt, ...none } as const;
    return { status: 201, body: await shown(app, caller.studioId, campaignId) ?? planned };
  },
});

const getMailingCall = operation({
  method: "GET",
  path: "/mailings/{mailingId}",
  needs: "message.send",
  summary: "See how far a mailing is",
  success: { status: 200, schema: MailingAnswer, description: "The mailing, and how many got it" },
  problems: { 404: "campaign_not_found" },
  handle: async ({ app, caller, params }) => ({
    status: 200,
    body: await found(app, caller.studioId, params.mailingId!),
  }),
});

/** Pauses, lets go on or ends it; what is so already stays so. */
function steering(step: "pause" | "resume" | "cancel", summary: string, description: string): Operation {
  const type = ({ pause: "PauseCampaign", resume: "ResumeCampaign", cancel: "StopCampaign" } as const)[step];
  return operation({
    method: "POST",
    path: `/mailings/{mailingId}/${step}`,
    needs: "message.send",
    summary,
    description,
    idempotent: true,
    success: { status: 200, schema: MailingAnswer, description: "How it stands now" },
    problems: { 404: "campaign_not_found" },
    async handle({ app, caller, params }) {
      const campaignId = params.mailingId!;
      const { position } = await steerCampaign(app.commands, caller, { type, campaignId });
      await mailingShown(app, position);
      return { status: 200, body: await found(app, caller.studioId, campaignId) };
    },
  });
}

async function shown(app: Application, studioId: string, campaignId: string): Promise<MailingAnswer | null> {
  const mailing = await app.mailings.one(studioId, campaignId);
  if (!mailing) return null;
  const { begun: _, ...answer } = mailing;
  return { ...answer, skips: await app.mailings.skips(campaignId) };
}

async function found(app: Application, studioId: string, campaignId: string): Promise<MailingAnswer> {
  const answer = await shown(app, studioId, campaignId);
  if (!answer) throw new Rejected("campaign_not_found");
  return answer;
}

/** Messages to many people. */
export const mailingCalls: readonly Operation[] = [
  listMailingsCall,
  planCall,
  countCall,
  getMailingCall,
  steering("pause", "Pause a mailing", "What has not been handed over waits."),
  steering("resume", "Let a mailing go on", "From where it was."),
  steering("cancel", "End a mailing", "What has not gone out does not."),
];
