import { delivery } from "../domain/delivery/delivery.ts";
import { Rejected } from "../domain/decider.ts";
import type { StudioId } from "../domain/ids.ts";
import { uuidv5 } from "../domain/uuid.ts";
import type { WebhookId } from "../domain/webhook/events.ts";
import type { WebhookType } from "../domain/webhook/types.ts";
import { type Told, told, webhook, type WebhookCommand } from "../domain/webhook/webhook.ts";
import type { Position, StreamId } from "../event_store/port.ts";
import type { Vault } from "../vault/port.ts";
import { authorise } from "./authorise.ts";
import { contextOf, stepOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { webhookSecret } from "./secrets.ts";

/** What webhooks take, beside what every command takes. */
export interface WebhookDeps extends CommandDeps {
  vault: CommandDeps["vault"] & Pick<Vault, "secrets" | "derivedSecret">;
  /** Whether an address may be asked at all. @throws when it is a private one */
  mayReach(url: string): Promise<void>;
  /** How many webhooks a studio has beside this one. */
  countOthers(studioId: StudioId, webhookId: WebhookId): Promise<number>;
}

/** Most webhooks of a studio. */
const MOST = 20;

export const webhookStream = (webhookId: WebhookId): StreamId => `webhook-${webhookId}`;
/** Under which a webhook's address stands in the vault. */
export const addressName = (webhookId: string): string => `webhook:${webhookId}`;

export interface NewWebhook {
  url: string;
  types: readonly WebhookType[];
  note: string;
  personal: boolean;
}

/** How a webhook stands after a change. */
export interface WebhookState extends Told {
  url: string;
  /** In the log. */
  at: Position;
}

/** @throws {Rejected} `webhook_address_refused`, `too_many_webhooks` */
export async function addWebhook(
  deps: WebhookDeps,
  caller: Caller,
  { url, ...settings }: NewWebhook,
): Promise<WebhookState & { secret: string }> {
  authorise(caller, "webhook.change");
  if (settings.personal) authorise(caller, "webhook.personal");
  await refuseUnreachable(deps, url);
  const webhookId = uuidv5(caller.commandId, "webhook") as WebhookId;
  if (await deps.countOthers(caller.studioId, webhookId) >= MOST) throw new Rejected("too_many_webhooks");
  await deps.vault.secrets.put(caller.studioId, addressName(webhookId), url);
  const command = {
    type: "AddWebhook",
    at: deps.now(),
    webhookId,
    studioId: caller.studioId,
    host: hostOf(url),
    ...settings,
  } as const;
  const { state, position } = await deps.handle(webhook, webhookStream(webhookId), command, contextOf(caller));
  return { ...told(state), url, at: position, secret: webhookSecret(deps.vault, webhookId, 1) };
}

export interface WebhookChange extends Partial<NewWebhook> {
  isActive?: boolean;
}

/** Changes what is given. @throws {Rejected} `webhook_not_found`, `webhook_address_refused` */
export async function changeWebhook(
  deps: WebhookDeps,
  caller: Caller,
  webhookId: WebhookId,
  { url, isActive, ...changes }: WebhookChange,
): Promise<WebhookState> {
  authorise(caller, "webhook.change");
  const before = await webhookIn(deps, caller.studioId, webhookId);
  const address = await addressOf(deps, caller.studioId, webhookId);
  const moved = url !== undefined && url !== address;
  const { personal = before.personal } = changes;
  if (personal && (moved || !before.personal)) authorise(caller, "webhook.personal");
  if (moved) {
    await refuseUnreachable(deps, url);
    await deps.vault.secrets.put(caller.studioId, addressName(webhookId), url);
  }
  let state: WebhookState = { ...before, url: url ?? address, at: -1n };
  const act = async (command: WebhookCommand) => {
    const next = await deps.handle(webhook, webhookStream(webhookId), command, stepOf(caller, deps.newId()));
    state = { ...state, ...told(next.state), at: next.position };
  };
  const all = { ...changes, ...(moved ? { host: hostOf(url) } : {}) };
  if (Object.keys(all).length > 0) await act({ type: "ChangeWebhook", at: deps.now(), changes: all, moved });
  if (isActive !== undefined) await act({ type: "SwitchWebhook", at: deps.now(), on: isActive });
  return state;
}

/** Another secret from now on; the one before signs, too, for a day. @throws {Rejected} `webhook_not_found` */
export async function rotateWebhookSecret(
  deps: WebhookDeps,
  caller: Caller,
  webhookId: WebhookId,
): Promise<{ at: Position; secret: string; formerUntil: string }> {
  authorise(caller, "webhook.change");
  await webhookIn(deps, caller.studioId, webhookId);
  const command = { type: "RotateWebhookSecret", at: deps.now() } as const;
  const { events, position } = await deps.handle(webhook, webhookStream(webhookId), command, contextOf(caller));
  const rotated = events.find((event) => event.type === "WebhookSecretRotated")!;
  const { generation, formerUntil } = rotated.data;
  return { at: position, secret: webhookSecret(deps.vault, webhookId, generation), formerUntil };
}

/** Sends something that says nothing. @throws {Rejected} `webhook_paused`, `webhook_not_found` */
export async function testWebhook(
  deps: WebhookDeps,
  caller: Caller,
  webhookId: WebhookId,
): Promise<{ at: Position; testId: string }> {
  authorise(caller, "webhook.change");
  await webhookIn(deps, caller.studioId, webhookId);
  const testId = uuidv5(caller.commandId, "test");
  const command = { type: "RequestWebhookTest", at: deps.now(), testId } as const;
  const { position } = await deps.handle(webhook, webhookStream(webhookId), command, contextOf(caller));
  return { at: position, testId };
}

/** Its address is forgotten first: whatever happens then, nothing is sent any more. @throws {Rejected} `webhook_not_found` */
export async function removeWebhook(deps: WebhookDeps, caller: Caller, webhookId: WebhookId): Promise<Position> {
  authorise(caller, "webhook.change");
  await webhookIn(deps, caller.studioId, webhookId);
  await deps.vault.secrets.remove(caller.studioId, addressName(webhookId));
  const command = { type: "RemoveWebhook", at: deps.now() } as const;
  return (await deps.handle(webhook, webhookStream(webhookId), command, contextOf(caller))).position;
}

/** The other side is gone, as the worker has found. */
export async function giveUpWebhook(deps: CommandDeps, studioId: string, webhookId: string): Promise<void> {
  const caller = { actor: "reactor:webhooks", studioId: studioId as StudioId, commandId: deps.newId() };
  const command = { type: "GiveUpWebhook", at: deps.now() } as const;
  try {
    const envelope = contextOf({ ...caller, correlationId: deps.newId() });
    await deps.handle(webhook, webhookStream(webhookId as WebhookId), command, envelope);
  } catch (error) {
    if (!(error instanceof Rejected)) throw error; // removed meanwhile
  }
}

/** Sends something again, under the same id, whatever came of it. @throws {Rejected} `delivery_not_abandoned` */
export async function redeliverWebhook(deps: CommandDeps, caller: Caller, deliveryId: string): Promise<Position> {
  authorise(caller, "webhook.change");
  const command = { type: "ReplayDelivery", at: deps.now(), evenIfTaken: true } as const;
  return (await deps.handle(delivery, `delivery-${deliveryId}`, command, contextOf(caller))).position;
}

/** A webhook of this studio. @throws {Rejected} `webhook_not_found`, also for another studio's */
export async function webhookIn(deps: CommandDeps, studioId: StudioId, webhookId: WebhookId): Promise<Told> {
  const state = told(await deps.handle.stateOf(webhook, webhookStream(webhookId)));
  if (state.studioId !== studioId) throw new Rejected("webhook_not_found");
  return state;
}

/** Where it is; empty once it is removed. */
export async function addressOf({ vault }: Pick<WebhookDeps, "vault">, studioId: StudioId, webhookId: string) {
  return await vault.secrets.get(studioId, addressName(webhookId)) ?? "";
}

async function refuseUnreachable({ mayReach }: WebhookDeps, url: string): Promise<void> {
  await mayReach(url).catch(() => {
    throw new Rejected("webhook_address_refused");
  });
}

function hostOf(url: string): string {
  return new URL(url).host;
}
