import { campaign, type PlanCampaign, type SteerCampaign } from "../domain/campaign/campaign.ts";
import { Rejected } from "../domain/decider.ts";
import { uuidv5 } from "../domain/uuid.ts";
import type { Position, StreamId } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { eventIn } from "./streams.ts";

export type NewCampaign = Omit<PlanCampaign, "type" | "at" | "campaignId" | "studioId">;

const streamOf = (campaignId: string): StreamId => `campaign-${campaignId}`;

/** Plans a mailing to many. Its id comes from the command's. @throws {Rejected} `forbidden`, `event_not_found`, `date_in_past` */
export async function planCampaign(
  deps: CommandDeps,
  caller: Caller,
  input: NewCampaign,
): Promise<{ campaignId: string; position: Position }> {
  authorise(caller, "message.send");
  const { studioId } = caller;
  if (input.audience.eventId !== null) await eventIn(deps, studioId, input.audience.eventId);
  const campaignId = uuidv5(caller.commandId, "campaign");
  const command = { type: "PlanCampaign", at: deps.now(), campaignId, studioId, ...input } as const;
  const { position } = await deps.handle(campaign, streamOf(campaignId), command, contextOf(caller));
  return { campaignId, position };
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
