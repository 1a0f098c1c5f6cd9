import { z } from "zod";
import { WebhookType, webhookTypeNames } from "../../domain/webhook/types.ts";
import { type AddressedWebhook, WebhookNote, WebhookUrl } from "../webhooks.ts";

/** The boxes that are ticked, as one list. */
function withTypes(raw: unknown): unknown {
  const fields = raw as Record<string, unknown>;
  return { ...fields, types: webhookTypeNames.filter((type) => fields[`type.${type}`] === "true") };
}

/** What is typed about a webhook, as its fields come. */
export const WebhookFields = z.preprocess(
  withTypes,
  z.object({
    url: z.string().default("").pipe(z.string().min(1, { error: "required" })).pipe(WebhookUrl),
    note: WebhookNote.default(""),
    personal: z.literal("true").optional().transform((value) => value === "true"),
    types: z.array(WebhookType).min(1, { error: "required" }),
  }),
);

/** A webhook as its form shows it. */
export function webhookValues({ url, note, personal, types }: AddressedWebhook): Record<string, string> {
  return {
    url,
    note,
    ...(personal ? { personal: "true" } : {}),
    ...Object.fromEntries(types.map((type) => [`type.${type}`, "true"])),
  };
}
