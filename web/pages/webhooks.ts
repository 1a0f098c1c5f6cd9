import { z } from "zod";
import { webhookTypeNames } from "../../domain/webhook/types.ts";
import { type AddressedWebhook, WebhookNote, WebhookTypes, WebhookUrl } from "../webhooks.ts";

const ticked = z.literal("true").optional();
const boxes = Object.fromEntries(webhookTypeNames.map((type) => [`type.${type}`, ticked]));

/** What is typed about a webhook, as its fields come. */
export const WebhookFields = z.object({
  url: z.string().default("").pipe(z.string().min(1, { error: "required" })).pipe(WebhookUrl),
  note: WebhookNote.default(""),
  personal: ticked.transform((value) => value === "true"),
  ...boxes,
}).transform((fields, context) => {
  const chosen = webhookTypeNames.filter((type) => (fields as Record<string, unknown>)[`type.${type}`] === "true");
  const types = WebhookTypes.safeParse(chosen);
  if (!types.success) {
    context.addIssue({ code: "custom", path: ["types"], message: "required" });
    return z.NEVER;
  }
  const { url, note, personal } = fields;
  return { url, note, personal, types: types.data };
});

/** A webhook as its form shows it. */
export function webhookValues({ url, note, personal, types }: AddressedWebhook): Record<string, string> {
  return {
    url,
    note,
    ...(personal ? { personal: "true" } : {}),
    ...Object.fromEntries(types.map((type) => [`type.${type}`, "true"])),
  };
}
