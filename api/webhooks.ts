import { z } from "zod";
import {
  addressOf,
  addWebhook,
  changeWebhook,
  redeliverWebhook,
  removeWebhook,
  rotateWebhookSecret,
  testWebhook,
  webhookIn,
} from "../commands/webhooks.ts";
import { Rejected } from "../domain/decider.ts";
import { deliveryId } from "../domain/delivery/delivery.ts";
import { WebhookId } from "../domain/webhook/events.ts";
import { TEST_TYPE, WebhookType } from "../domain/webhook/types.ts";
import { outcomeOf, webhookCall, type WebhookCallView, webhookLog, webhooksOf } from "../projections/queries.ts";
import { webhookDeps, WebhookNote, WebhookTypes, WebhookUrl } from "../web/webhooks.ts";
import { operation } from "./operation.ts";
import { InstantOutput } from "./schemas.ts";

const shape = {
  id: z.uuid(),
  url: z.string(),
  types: z.array(z.string()),
  note: z.string(),
  includePersonalData: z.boolean(),
  isActive: z.boolean(),
  inactiveReason: z.string().nullable().meta({
    description: "switched_off, or gone: the receiver answered 410; null while it is active",
  }),
};
const Hook = z.object(shape).meta({ id: "Webhook" });
const Secret = z.string().meta({ description: "Signs every call (Standard Webhooks), `whsec_…`" });
const NewHook = z.object({ ...shape, secret: Secret }).meta({ id: "NewWebhook" });

const Call = z.object({
  id: z.uuid().meta({ description: "The `webhook-id` that the receiver gets, at every attempt" }),
  timestamp: InstantOutput,
  type: z.string(),
  status: z.enum(["success", "failed", "pending", "skipped"]),
  responseCode: z.int().optional(),
  errorMessage: z.string().optional(),
  reason: z.string().optional().meta({ description: "Why it was skipped" }),
  attempts: z.int(),
  latencyMs: z.int().optional(),
  nextAttemptAt: InstantOutput.optional(),
}).meta({ id: "WebhookCall" });

const settings = {
  types: WebhookTypes.meta({ description: WebhookType.options.join(", ") }),
  note: WebhookNote,
  includePersonalData: z.boolean().meta({ description: "Whether names, addresses and numbers of people are told" }),
};
const gone = { 404: "No such webhook in this studio, or it was removed" } as const;
const refused = "A field cannot be used, or the address is not on the public internet";
const fields = { webhook_address_refused: "url" } as const;
const FOLDS = ["webhooks"];

const listWebhooksCall = operation({
  method: "GET",
  path: "/webhooks",
  needs: "webhook.read",
  summary: "List the webhooks of the studio",
  success: {
    status: 200,
    schema: z.array(Hook).meta({ id: "WebhookList" }),
    description: "In the order they were made",
  },
  problems: {},
  async handle({ app, caller: { studioId } }) {
    const rows = await webhooksOf(app.db, studioId);
    const body = await Promise.all(rows.map(async (row) => {
      const url = await addressOf(app, studioId, row.webhook_id as WebhookId);
      return shown({ ...row, webhookId: row.webhook_id, url });
    }));
    return { status: 200, body };
  },
});

const addWebhookCall = operation({
  method: "POST",
  path: "/webhooks",
  needs: "webhook.change",
  summary: "Have a system told of what happens",
  description:
    "From now on, by a POST of JSON, signed as Standard Webhooks says. What is not answered with 2xx is tried " +
    "again for three days; 410 ends it. `secret` is in this answer and on the dashboard.",
  idempotent: true,
  secret: true,
  body: z.object({
    url: WebhookUrl,
    types: settings.types,
    note: settings.note.default(""),
    includePersonalData: settings.includePersonalData.default(false),
  }),
  success: { status: 201, schema: NewHook, description: "The webhook, with its secret" },
  problems: { 400: refused, 409: "too_many_webhooks" },
  fields,
  async handle({ app, caller, body: { url, types, note, includePersonalData: personal } }) {
    const state = await addWebhook(webhookDeps(app), caller, { url, types, note, personal });
    await app.caughtUp(state.at, 2_000, FOLDS);
    return { status: 201, body: { ...shown(state), secret: state.secret } };
  },
});

const changeWebhookCall = operation({
  method: "PATCH",
  path: "/webhooks/{webhookId}",
  needs: "webhook.change",
  summary: "Change where a webhook goes, what it is told, or switch it on or off",
  body: z.object({ url: WebhookUrl, ...settings, isActive: z.boolean() }).partial(),
  success: { status: 200, schema: Hook, description: "The webhook" },
  problems: { 400: refused, ...gone },
  fields,
  async handle({ app, caller, params, body: { includePersonalData: personal, ...change } }) {
    const changes = { ...change, ...(personal === undefined ? {} : { personal }) };
    const state = await changeWebhook(webhookDeps(app), caller, WebhookId.parse(params.webhookId), changes);
    if (state.at >= 0n) await app.caughtUp(state.at, 2_000, FOLDS);
    return { status: 200, body: shown(state) };
  },
});

const removeWebhookCall = operation({
  method: "DELETE",
  path: "/webhooks/{webhookId}",
  needs: "webhook.change",
  summary: "Remove a webhook for good",
  success: { status: 204, description: "Nothing is told there any more" },
  problems: gone,
  async handle({ app, caller, params }) {
    const at = await removeWebhook(webhookDeps(app), caller, WebhookId.parse(params.webhookId));
    await app.caughtUp(at, 2_000, FOLDS);
    return { status: 204, body: null };
  },
});

const rotateSecretCall = operation({
  method: "POST",
  path: "/webhooks/{webhookId}/rotate-secret",
  needs: "webhook.change",
  summary: "Sign with a new secret",
  description: "Until `formerUntil` the former secret signs, too, so that a receiver can change over.",
  idempotent: true,
  secret: true,
  success: {
    status: 200,
    schema: z.object({ secret: Secret, formerUntil: InstantOutput }).meta({ id: "RotatedSecret" }),
    description: "The new secret",
  },
  problems: gone,
  async handle({ app, caller, params }) {
    const { at, secret, formerUntil } = await rotateWebhookSecret(
      webhookDeps(app),
      caller,
      WebhookId.parse(params.webhookId),
    );
    await app.caughtUp(at, 2_000, FOLDS);
    return { status: 200, body: { secret, formerUntil } };
  },
});

const testWebhookCall = operation({
  method: "POST",
  path: "/webhooks/{webhookId}/test",
  needs: "webhook.change",
  summary: "Send a webhook that says nothing",
  idempotent: true,
  success: {
    status: 200,
    schema: z.object({ id: z.uuid() }).meta({ id: "WebhookTest" }),
    description: "Its id in the log",
  },
  problems: { ...gone, 409: "webhook_paused" },
  async handle({ app, caller, params }) {
    const webhookId = WebhookId.parse(params.webhookId);
    const { testId } = await testWebhook(webhookDeps(app), caller, webhookId);
    return { status: 200, body: { id: deliveryId("webhooks", `test:${webhookId}:${testId}:${TEST_TYPE}`) } };
  },
});

const webhookLogCall = operation({
  method: "GET",
  path: "/webhooks/{webhookId}/deliveries",
  needs: "webhook.read",
  summary: "What a webhook was told, newest first",
  query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(50) }),
  success: {
    status: 200,
    schema: z.array(Call).meta({ id: "WebhookLog" }),
    description: "Each call once, with its last outcome",
  },
  problems: { 400: "The limit is none", ...gone },
  async handle({ app, caller, params, query }) {
    const { webhookId } = await webhookIn(app.commands, caller.studioId, WebhookId.parse(params.webhookId));
    const rows = await webhookLog(app.db, { webhookId, limit: query.limit });
    return { status: 200, body: rows.map(entryOf) };
  },
});

const redeliverCall = operation({
  method: "POST",
  path: "/webhooks/{webhookId}/deliveries/{deliveryId}/redeliver",
  needs: "webhook.change",
  summary: "Send one again, under the same id",
  description: "Whatever came of it: what was given up, left out, waits for its next attempt, or got through.",
  idempotent: true,
  success: { status: 204, description: "It is on its way" },
  problems: { 404: "No such webhook, or nothing of that id in its log" },
  async handle({ app, caller, params }) {
    const { webhookId } = await webhookIn(app.commands, caller.studioId, WebhookId.parse(params.webhookId));
    const found = await webhookCall(app.db, { webhookId, id: params.deliveryId! });
    if (!found) throw new Rejected("webhook_call_not_found");
    const at = await redeliverWebhook(app.commands, caller, found.delivery_id);
    await app.caughtUp(at, 2_000, FOLDS);
    return { status: 204, body: null };
  },
});

/** How a studio's own systems are told of what happens. */
export const webhookCalls = [
  listWebhooksCall,
  addWebhookCall,
  changeWebhookCall,
  removeWebhookCall,
  rotateSecretCall,
  testWebhookCall,
  webhookLogCall,
  redeliverCall,
] as const;

function shown({ webhookId, url, types, note, personal, paused }: {
  webhookId: string;
  url: string;
  types: readonly string[];
  note: string;
  personal: boolean;
  paused: string | null;
}) {
  return {
    id: webhookId,
    url,
    types: [...types],
    note,
    includePersonalData: personal,
    isActive: paused === null,
    inactiveReason: paused,
  };
}

function entryOf(row: WebhookCallView) {
  return {
    id: row.delivery_id,
    timestamp: row.created_at,
    type: row.type,
    status: outcomeOf(row.state),
    ...(row.status_code === null ? {} : { responseCode: row.status_code }),
    ...(row.error === null ? {} : { errorMessage: row.error }),
    ...(row.skip_reason === null ? {} : { reason: row.skip_reason }),
    attempts: row.attempts,
    ...(row.latency_ms === null ? {} : { latencyMs: row.latency_ms }),
    ...(row.next_attempt_at === null ? {} : { nextAttemptAt: row.next_attempt_at }),
  };
}
