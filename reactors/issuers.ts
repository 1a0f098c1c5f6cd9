import { lead } from "../domain/lead/lead.ts";
import { virtualEvent } from "../domain/virtual_event/virtual_event.ts";
import type { Issuer } from "./runtime/command_worker.ts";

/** Who decides what reactors command. */
export const issuers: Readonly<Record<string, Issuer>> = {
  PromoteFromWaitlist: { decider: virtualEvent, rule: "capacity_raised" },
  ExpireOffer: { decider: virtualEvent, rule: "offer_over" },
  PublishScheduled: { decider: virtualEvent, rule: "publication_scheduled" },
  ErasePersonFromEvent: { decider: virtualEvent, rule: "person_erased" },
  CaptureLead: { decider: lead, rule: "registration_requested" },
  TagLead: { decider: lead, rule: "tag_rule" },
};
