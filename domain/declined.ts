import { z } from "zod";
import { type EventOf, eventType } from "./event_type.ts";

/** A reactor's command that decided nothing or was refused: closes its row in the outbox. Stands in the stream it was for. */
export const CommandDeclined = eventType("CommandDeclined", {
  commandId: z.uuid(),
  command: z.string(),
  reason: z.string(),
});
export type DeclinedEvent = EventOf<typeof CommandDeclined>;
