import { accessEvents } from "./access/events.ts";
import { analysisEvents } from "./analysis/events.ts";
import { bulkEvents } from "./bulk/events.ts";
import { campaignEvents } from "./campaign/events.ts";
import { claimEvents } from "./claim/events.ts";
import { consentEvents } from "./consent/events.ts";
import { conversionEvents } from "./conversion/events.ts";
import { CommandDeclined } from "./declined.ts";
import { crmEvents } from "./crm/events.ts";
import { deliveryEvents } from "./delivery/events.ts";
import type { EventOf, EventType } from "./event_type.ts";
import type { Fact } from "./fact.ts";
import { filesEvents } from "./files/events.ts";
import { installationEvents } from "./installation/events.ts";
import { operationsEvents } from "./operations/events.ts";
import { leadEvents } from "./lead/events.ts";
import { personEvents } from "./person/events.ts";
import { sealEvents } from "./seal/events.ts";
import { studioEvents } from "./studio/events.ts";
import { suppressionEvents } from "./suppression/events.ts";
import { templateEvents } from "./template/events.ts";
import { timerEvents } from "./timer/events.ts";
import { trackingEvents } from "./tracking/events.ts";
import { virtualEventEvents } from "./virtual_event/events.ts";
import { webhookEvents } from "./webhook/events.ts";
import { visitsEvents } from "./visits/events.ts";

/** Every type of domain event there is; `docs/events.md` is made from it. */
export const catalogue = [
  ...virtualEventEvents,
  ...studioEvents,
  ...filesEvents,
  ...claimEvents,
  ...personEvents,
  ...deliveryEvents,
  ...timerEvents,
  ...installationEvents,
  ...sealEvents,
  ...analysisEvents,
  ...accessEvents,
  ...visitsEvents,
  ...bulkEvents,
  ...consentEvents,
  ...conversionEvents,
  ...trackingEvents,
  ...templateEvents,
  ...campaignEvents,
  ...suppressionEvents,
  ...operationsEvents,
  ...leadEvents,
  ...crmEvents,
  ...webhookEvents,
  CommandDeclined,
] as const satisfies readonly EventType[];

/** Any domain event of the catalogue. */
export type AnyEvent = EventOf<typeof catalogue[number]>;
/** Name of a type of domain event. */
export type EventName = AnyEvent["type"];
/** The fact of one type: `FactOf<"EventCreated">`. */
export type FactOf<N extends EventName> = Fact<Extract<AnyEvent, { type: N }>>;
/** Any fact of the catalogue. */
export type AnyFact = { [N in EventName]: FactOf<N> }[EventName];
