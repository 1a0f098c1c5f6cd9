import { type Decider, Rejected, unreachable } from "../decider.ts";
import type { StudioId } from "../ids.ts";
import {
  type CampaignAudience,
  type CampaignEvent,
  type CampaignPurpose,
  type CampaignText,
  isSegment,
} from "./events.ts";

export type Campaign = { status: "none" } | {
  status: "planned" | "paused" | "stopped";
  studioId: StudioId;
  sendAt: string;
};

export interface PlanCampaign {
  type: "PlanCampaign";
  at: string;
  campaignId: string;
  studioId: StudioId;
  purpose: CampaignPurpose;
  audience: CampaignAudience;
  texts: readonly CampaignText[];
  /** Null: at once. */
  sendAt: string | null;
}
export interface SteerCampaign {
  type: "PauseCampaign" | "ResumeCampaign" | "StopCampaign";
  at: string;
  campaignId: string;
}
export type CampaignCommand = PlanCampaign | SteerCampaign;

/** What may stand in braces in a mailing's words: of an event only where it is about one. */
export function namesIn(audience: CampaignAudience): readonly string[] {
  return isSegment(audience) ? ["firstName", "studio"] : ["firstName", "studio", "title", "when"];
}

/** One mailing to many: stream `campaign-<id>`. Who gets it is settled when it begins, each once. */
export const campaign: Decider<CampaignCommand, Campaign, CampaignEvent> = {
  initial: () => ({ status: "none" }),
  decide(command, state) {
    if (command.type === "PlanCampaign") return plan(command, state);
    if (state.status === "none") throw new Rejected("campaign_not_found");
    const data = { campaignId: command.campaignId, studioId: state.studioId };
    switch (command.type) {
      case "PauseCampaign":
        return state.status === "planned" ? [{ type: "CampaignPaused", data }] : [];
      case "ResumeCampaign":
        return state.status === "paused" ? [{ type: "CampaignResumed", data }] : [];
      case "StopCampaign":
        return state.status === "stopped" ? [] : [{ type: "CampaignStopped", data }];
      default:
        return unreachable(command);
    }
  },
  evolve(state, event) {
    if (event.type === "CampaignPlanned") {
      const { studioId, sendAt } = event.data;
      return { status: "planned", studioId, sendAt };
    }
    if (state.status === "none") return state;
    switch (event.type) {
      case "CampaignPaused":
        return { ...state, status: "paused" };
      case "CampaignResumed":
        return { ...state, status: "planned" };
      case "CampaignStopped":
        return { ...state, status: "stopped" };
      default:
        return unreachable(event);
    }
  },
};

function plan({ type: _, at, sendAt, texts, ...rest }: PlanCampaign, state: Campaign): CampaignEvent[] {
  if (state.status !== "none") return [];
  if (sendAt !== null && sendAt < at) throw new Rejected("date_in_past", { date: sendAt });
  const { audience, purpose } = rest;
  // a segment has people who never took a place: what they get is news, and takes their agreement
  if (isSegment(audience) && purpose !== "marketing") throw new Rejected("campaign_needs_consent");
  const known = namesIn(audience);
  const unknown = texts.flatMap(({ subject, body }) => [...`${subject} ${body}`.matchAll(/\{(\w+)\}/g)])
    .map(([, name]) => name!).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Rejected("campaign_variable_unknown", { variable: unknown });
  return [{ type: "CampaignPlanned", data: { ...rest, texts: [...texts], sendAt: sendAt ?? at } }];
}
