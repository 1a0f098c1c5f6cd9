import { z } from "zod";
import { type EventOf, eventType, personal } from "../event_type.ts";
import { PersonId, StudioId } from "../ids.ts";

/** Why somebody is not written to: their address takes nothing, they called a mail unwanted, or somebody decided so. */
export const SuppressionReason = z.enum(["bounced", "complained", "by_hand"]);
export type SuppressionReason = z.infer<typeof SuppressionReason>;

const which = { studioId: StudioId, personId: PersonId };

export const AddressSuppressed = eventType("AddressSuppressed", {
  ...which,
  reason: SuppressionReason,
  /** Of somebody who has never registered. */
  email: personal("personId", z.string().optional()),
});
/** They are written to again. */
export const AddressReleased = eventType("AddressReleased", which);
/** They told by text message, or their provider did, that they want no texts. Mails are another matter. */
export const TextsStopped = eventType("TextsStopped", which);
/** They told that they want texts again: nobody else can say so. */
export const TextsResumed = eventType("TextsResumed", which);

export const suppressionEvents = [AddressSuppressed, AddressReleased, TextsStopped, TextsResumed] as const;
export type SuppressionEvent = EventOf<typeof suppressionEvents[number]>;
