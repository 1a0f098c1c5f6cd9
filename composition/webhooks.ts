import { webhookSecret } from "../commands/secrets.ts";
import { addressName, giveUpWebhook } from "../commands/webhooks.ts";
import { standardWebhooks } from "../gateways/webhooks/standard.ts";
import type { ChannelSpec } from "../reactors/runtime/channel.ts";
import { factAt } from "../reactors/runtime/facts.ts";
import { webhookChannel, type WebhookChannelOptions } from "../reactors/webhooks/channel.ts";
import type { Core } from "./core.ts";
import { eventPages } from "./public_pages.ts";
import type { ReadModelAccess } from "./read_models.ts";

/** What webhooks are made of, for whoever sends or shows them. */
export function webhookOptions(
  core: Core,
  { pool }: ReadModelAccess,
  baseUrl: () => string,
): Pick<WebhookChannelOptions, "db" | "factAt" | "eventUrl"> {
  return {
    db: pool,
    factAt: factAt(core.log, core.codec),
    eventUrl: eventPages(core, baseUrl),
  };
}

/** The way webhooks go. */
export function openWebhooks(core: Core, readModels: ReadModelAccess, baseUrl: () => string): ChannelSpec {
  const { vault, outgoing, commands } = core;
  return webhookChannel({
    ...webhookOptions(core, readModels, baseUrl),
    gateway: standardWebhooks(outgoing),
    addressOf: (studioId, webhookId) => vault.secrets.get(studioId, addressName(webhookId)),
    secretOf: (webhookId, generation) => webhookSecret(vault, webhookId, generation),
    gone: (studioId, webhookId) => giveUpWebhook(commands, studioId, webhookId),
  });
}
