import { z } from "zod";
import { type EventOf, eventType } from "../event_type.ts";
import { Instant } from "../ids.ts";

/** A moment that came. Its stream is `timer-<uuidv5(reactor, key, due)>`, appended with `no_stream`: it comes once. */
export const TimerElapsed = eventType("TimerElapsed", { reactor: z.string(), key: z.string(), due: Instant });

export const timerEvents = [TimerElapsed] as const;
export type TimerEvent = EventOf<typeof timerEvents[number]>;
