import { z } from "zod";
import { type EventOf, eventType } from "../event_type.ts";

/** Uniqueness across streams: whoever appends `Claimed` to `claim-<uuidv5(scope, value)>` first has it. Never personal data. */
export const Claimed = eventType("Claimed", { scope: z.string(), value: z.string(), owner: z.string() });
export const Released = eventType("Released", { scope: z.string(), value: z.string(), owner: z.string() });

export const claimEvents = [Claimed, Released] as const;
export type ClaimEvent = EventOf<typeof claimEvents[number]>;
