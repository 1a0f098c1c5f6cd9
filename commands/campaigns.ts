import { campaign, type PlanCampaign, type SteerCampaign } from "../domain/campaign/campaign.ts";
import type { CampaignAudience, PlacesAudience } from "../domain/campaign/events.ts";
import { crm } from "../domain/crm/crm.ts";
import { Rejected } from "../domain/decider.ts";
import { uuidv5 } from "../domain/uuid.ts";
import type { Position, StreamId } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { contextOf } from "./context.ts";
import { crmStream } from "./crm.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { eventIn } from "./streams.ts";

/** Whom a new mailing goes to: people by their places, or a saved segment. */
export type AudienceChoice = PlacesAudience | { segmentId: string };
export type NewCampaign = Omit<PlanCampaign, "type" | "at" | "campaignId" | "studioId" | "audience"> & {
  audience: AudienceChoice;
};

const streamOf = (campaignId: string): StreamId => `campaign-${campaignId}`;

/** Whom a choice means now, a segment with the filter that it has now. @throws {Rejected} `event_not_found`, `segment_not_found` */
export async function audienceOf(
  deps: CommandDeps,
  { studioId }: Pick<Caller, "studioId">,
  choice: AudienceChoice,
): Promise<CampaignAudience> {
  if (!("segmentId" in choice)) {
    if (choice.eventId !== null) await eventIn(deps, studioId, choice.eventId);
    return choice;
  }
  const { segments } = await deps.handle.stateOf(crm, crmStream(studioId));
  const segment = segments.get(choice.segmentId);
  if (!segment) throw new Rejected("segment_not_found");
  return { segmentId: choice.segmentId, ...segment };
}

/**
 * Plans a mailing to many. Its id comes from the command's.
 * @throws {Rejected} `forbidden`, `event_not_found`, `segment_not_found`, `date_in_past`, `campaign_needs_consent`,
 * `campaign_variable_unknown`
 */
export async function planCampaign(
  deps: CommandDeps,
  caller: Caller,
  input: NewCampaign,
): Promise<{ campaignId: string; audience: CampaignAudience; sendAt: string; position: Position }> {
  authorise(caller, "message.send");
  const { studioId } = caller;
  const audience = await audienceOf(deps, caller, input.audience);
  const campaignId = uuidv5(caller.commandId, "campaign");
  const at = deps.now();
  const command = { type: "PlanCampaign", at, campaignId, studioId, ...input, audience } as const;
  const { position } = await deps.handle(campaign, streamOf(campaignId), command, contextOf(caller));
  return { campaignId, audience, sendAt: input.sendAt ?? at, position };
}

/** Pauses a mailing, lets it go on or ends it. @throws {Rejected} `forbidden`, `campaign_not_found` */
export async function steerCampaign(
  deps: CommandDeps,
  caller: Caller,
  { type, campaignId }: Pick<SteerCampaign, "type" | "campaignId">,
): Promise<{ position: Position }> {
  authorise(caller, "message.send");
  const state = await deps.handle.stateOf(campaign, streamOf(campaignId));
  if (state.status === "none" || state.studioId !== caller.studioId) throw new Rejected("campaign_not_found");
  const command = { type, at: deps.now(), campaignId } as const;
  const { position } = await deps.handle(campaign, streamOf(campaignId), command, contextOf(caller));
  return { position };
}
