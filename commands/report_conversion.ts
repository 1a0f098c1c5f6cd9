import { conversion } from "../domain/conversion/conversion.ts";
import type { Told } from "../domain/conversion/events.ts";
import { Rejected } from "../domain/decider.ts";
import type { EventId, Money } from "../domain/ids.ts";
import { uuidv5 } from "../domain/uuid.ts";
import type { Position } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { eventIn } from "./streams.ts";

export interface ReportedConversion {
  what: "registered" | "call_booked" | "checkout_started" | "purchased";
  eventId: EventId | null;
  value: Money | null;
  happenedAt: string | null;
  /** As the one who tells it has it from the person. */
  consent: { ads: boolean; statistics: boolean; textVersion: string; choseAt: string | null };
  told: Told & { email: string };
}

/**
 * Takes in something of value that happened elsewhere: a phone sale, a renewal, a booked call.
 * @throws {Rejected} `conversion_in_future`, `event_not_found`
 */
export async function reportConversion(
  deps: CommandDeps,
  caller: Caller,
  { what, eventId, value, happenedAt, consent, told }: ReportedConversion,
): Promise<{ conversionId: string; at: Position }> {
  authorise(caller, "conversion.report");
  if (eventId) await eventIn(deps, caller.studioId, eventId);
  const at = deps.now();
  if (happenedAt !== null && happenedAt > at) throw new Rejected("conversion_in_future");
  const conversionId = uuidv5(caller.commandId, "conversion");
  const { studioId } = caller;
  const personId = await deps.vault.resolvePerson(studioId, told.email);
  const { position } = await deps.handle(conversion, `conversion-${conversionId}`, {
    type: "ReportConversion",
    at,
    conversionId,
    studioId,
    personId,
    what,
    eventId,
    value,
    happenedAt: happenedAt ?? at,
    consent: { consentId: null, gpc: false, ...consent },
    told,
  }, contextOf(caller));
  return { conversionId, at: position };
}
