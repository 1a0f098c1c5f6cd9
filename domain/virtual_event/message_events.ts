import { z } from "zod";
import { eventType } from "../event_type.ts";
import { EventId } from "../ids.ts";

const which = {
  eventId: EventId,
  /** `reminder:<dateId>:<offset>`, `room_opens:<dateId>`, `follow_up:<to>`, `speaker_alert:<dateId>` or `summary:<dateId>`. */
  message: z.string().max(120),
};

/** Its moment may come, but nothing goes out until somebody says otherwise. */
export const MessagePaused = eventType("MessagePaused", which);
export const MessageResumed = eventType("MessageResumed", which);
/** It does not go out to anybody. */
export const MessageSkipped = eventType("MessageSkipped", which);
/** It goes out at once, to whoever it is for by now. */
export const MessageSentNow = eventType("MessageSentNow", which);

export const messageEvents = [MessagePaused, MessageResumed, MessageSkipped, MessageSentNow] as const;
