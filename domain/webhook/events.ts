import { z } from "zod";
import { type EventOf, eventType } from "../event_type.ts";
import { Instant, StudioId } from "../ids.ts";

export const WebhookId = z.uuid().brand<"Webhook">();
export type WebhookId = z.infer<typeof WebhookId>;

const which = { webhookId: WebhookId, studioId: StudioId };
/** Names of `webhookTypes`; one that this process does not know is never told. */
const types = z.array(z.string().max(60)).min(1).max(50);

/**
 * A system of the studio's is told of these from now on. Its address stands in the vault, since whoever knows it can often
 * write there; `host` is what people see of it.
 */
export const WebhookAdded = eventType("WebhookAdded", {
  ...which,
  host: z.string().max(300),
  types,
  note: z.string().max(200),
  /** Whether names and addresses of people are told, beside their ids. */
  personal: z.boolean(),
});
export const WebhookChanged = eventType("WebhookChanged", {
  ...which,
  changes: z.object({
    host: z.string().max(300),
    types,
    note: z.string().max(200),
    personal: z.boolean(),
  }).partial(),
});
/** `receiver`: it has answered that it is gone (410). */
export const WebhookPaused = eventType("WebhookPaused", {
  ...which,
  by: z.enum(["trainer", "receiver"]),
  reason: z.enum(["switched_off", "gone"]),
});
export const WebhookResumed = eventType("WebhookResumed", { ...which });
/** Signed with another secret from now on, and with the one before until then, too. Secrets follow from the generation. */
export const WebhookSecretRotated = eventType("WebhookSecretRotated", {
  ...which,
  generation: z.int().min(2),
  formerUntil: Instant,
});
/** Something that says nothing is to be sent, under this id. */
export const WebhookTestRequested = eventType("WebhookTestRequested", { ...which, testId: z.uuid() });
export const WebhookRemoved = eventType("WebhookRemoved", { ...which });

export const webhookEvents = [
  WebhookAdded,
  WebhookChanged,
  WebhookPaused,
  WebhookResumed,
  WebhookSecretRotated,
  WebhookTestRequested,
  WebhookRemoved,
] as const;
export type WebhookEvent = EventOf<typeof webhookEvents[number]>;
