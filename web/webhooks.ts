import { HttpError } from "fresh";
import { z } from "zod";
import { addressOf, type WebhookDeps } from "../commands/webhooks.ts";
import type { StudioId } from "../domain/ids.ts";
import { WebhookId } from "../domain/webhook/events.ts";
import { WebhookType } from "../domain/webhook/types.ts";
import { webhooksOf, type WebhookView } from "../projections/queries.ts";
import type { Application } from "./application.ts";

/** Where a webhook may go: by its form; whether it is reached on the public internet is judged when it is. */
export const WebhookUrl = z.string().trim().max(2_000).pipe(z.url({ protocol: /^https?$/ }))
  .refine((url) => !new URL(url).username && !new URL(url).password, { error: "format" });
export const WebhookTypes = z.array(WebhookType).min(1).max(50);
export const WebhookNote = z.string().trim().max(200);

/** What the commands about webhooks take. */
export function webhookDeps({ commands, vault, mayReach, db }: Application): WebhookDeps {
  return {
    ...commands,
    vault,
    mayReach,
    countOthers: async (studioId, webhookId) =>
      (await webhooksOf(db, studioId)).filter(({ webhook_id }) => webhook_id !== webhookId).length,
  };
}

/** A webhook with its address. */
export type AddressedWebhook = WebhookView & { webhookId: WebhookId; url: string };

/** The webhook that an address of ours names. @throws {HttpError} 404 */
export async function webhookAt(app: Application, studioId: StudioId, id: string): Promise<AddressedWebhook> {
  const webhookId = WebhookId.safeParse(id);
  const found = webhookId.success ? await webhooksOf(app.db, studioId) : [];
  const webhook = found.find(({ webhook_id }) => webhook_id === webhookId.data);
  if (!webhook) throw new HttpError(404);
  const url = await addressOf(app, studioId, webhookId.data!);
  return { ...webhook, webhookId: webhookId.data!, url };
}
