import type { Kysely } from "kysely";
import type { ReadModels } from "./all.ts";
import { type CallState, type Outcome, statesOf } from "./outcomes.ts";
import {
  bool,
  type Column,
  int,
  internal,
  json,
  nullable,
  projection,
  type RowOf,
  table,
  text,
  timestamptz,
  uuid,
} from "./runtime/definition.ts";

const webhooksTable = table({
  key: "webhook_id",
  about: "One row per system that a studio has told of what happens, removed ones too.",
  columns: {
    webhook_id: uuid(),
    studio_id: uuid(),
    host: text(),
    types: json<string[]>(),
    note: text(),
    personal: bool(),
    /** Why nothing is told; null: everything is. */
    paused: nullable(text()) as Column<"switched_off" | "gone" | null>,
    removed: bool(),
    generation: int(),
    /** Until when the secret of the generation before signs, too. */
    former_until: nullable(timestamptz()),
    created_at: timestamptz(),
    updated_at: timestamptz(),
  },
  indexes: [["studio_id"]],
});

const callsTable = table({
  key: "delivery_id",
  about: "One row per call to a studio's own system that was tried or skipped.",
  columns: {
    /** The id that the other side gets. */
    delivery_id: uuid(),
    webhook_id: uuid(),
    studio_id: nullable(uuid()),
    type: text(),
    state: text() as Column<CallState>,
    /** HTTP status of the last call; null: none was made, or nobody answered. */
    status_code: nullable(int()),
    latency_ms: nullable(int()),
    attempts: int(),
    repeated_unknown: bool(),
    payload_hash: nullable(text()),
    skip_reason: nullable(text()),
    error: internal(nullable(text())),
    next_attempt_at: nullable(timestamptz()),
    created_at: timestamptz(),
    updated_at: timestamptz(),
  },
  rawIndexes: ["(webhook_id, created_at desc, delivery_id)"],
});

type Row = RowOf<typeof callsTable["columns"]>;
type Call = { status: number; latencyMs: number; payloadHash: string };

const REACTOR = "webhooks";

export const webhooks = projection({
  name: "webhooks",
  version: 1,
  about: "Systems of studios that are told of what happens, and what each was told, or was not and why.",
  tables: { webhooks: webhooksTable, webhook_calls: callsTable },
  on: {
    WebhookAdded: ({ data: { webhookId, studioId, host, types, note, personal }, meta: { occurredAt } }, rows) =>
      void rows.webhooks.insert({
        webhook_id: webhookId,
        studio_id: studioId,
        host,
        types,
        note,
        personal,
        paused: null,
        removed: false,
        generation: 1,
        former_until: null,
        created_at: occurredAt,
        updated_at: occurredAt,
      }),
    WebhookChanged: ({ data: { webhookId, changes }, meta }, rows) =>
      rows.webhooks.update(webhookId, { ...changes, updated_at: meta.occurredAt }),
    WebhookPaused: ({ data: { webhookId, reason }, meta }, rows) =>
      rows.webhooks.update(webhookId, { paused: reason, updated_at: meta.occurredAt }),
    WebhookResumed: ({ data: { webhookId }, meta }, rows) =>
      rows.webhooks.update(webhookId, { paused: null, updated_at: meta.occurredAt }),
    WebhookSecretRotated: ({ data: { webhookId, generation, formerUntil }, meta }, rows) =>
      rows.webhooks.update(webhookId, { generation, former_until: formerUntil, updated_at: meta.occurredAt }),
    WebhookRemoved: ({ data: { webhookId }, meta }, rows) =>
      rows.webhooks.update(webhookId, { removed: true, updated_at: meta.occurredAt }),
    DeliveryAttempted: ({ data, meta }, rows) => {
      if (data.reactor !== REACTOR) return;
      const row = rows.webhook_calls.get(data.deliveryId) ?? fresh(data, meta);
      if (!row) return;
      rows.webhook_calls.insert({
        ...row,
        state: "attempting",
        attempts: data.attempt,
        repeated_unknown: row.repeated_unknown || data.repeatsUnknown,
        next_attempt_at: null,
        updated_at: meta.occurredAt,
      });
    },
    DeliverySucceeded: ({ data: { deliveryId, call }, meta }, rows) =>
      rows.webhook_calls.update(deliveryId, {
        state: "succeeded",
        error: null,
        ...called(call),
        updated_at: meta.occurredAt,
      }),
    DeliveryFailed: ({ data: { deliveryId, error, nextAttemptAt, call }, meta }, rows) =>
      rows.webhook_calls.update(deliveryId, {
        state: "failed",
        error,
        next_attempt_at: nextAttemptAt,
        ...called(call),
        updated_at: meta.occurredAt,
      }),
    DeliveryAbandoned: ({ data: { deliveryId, error, call }, meta }, rows) =>
      rows.webhook_calls.update(deliveryId, {
        state: "abandoned",
        error,
        ...called(call),
        updated_at: meta.occurredAt,
      }),
    DeliveryPostponed: ({ data, meta }, rows) => {
      if (data.reactor !== REACTOR) return;
      const row = rows.webhook_calls.get(data.deliveryId) ?? fresh(data, meta);
      if (!row) return;
      rows.webhook_calls.insert({
        ...row,
        state: "postponed",
        next_attempt_at: data.until,
        updated_at: meta.occurredAt,
      });
    },
    DeliverySkipped: ({ data, meta }, rows) => {
      if (data.reactor !== REACTOR) return;
      const row = rows.webhook_calls.get(data.deliveryId) ?? fresh(data, meta);
      if (!row) return;
      rows.webhook_calls.insert({
        ...row,
        state: "skipped",
        skip_reason: data.reason,
        next_attempt_at: null,
        updated_at: meta.occurredAt,
      });
    },
    DeliveryReplayed: ({ data: { deliveryId }, meta }, rows) =>
      rows.webhook_calls.update(deliveryId, { state: "replayed", skip_reason: null, updated_at: meta.occurredAt }),
  },
});

function called(call: Call | undefined): Partial<Row> {
  if (!call) return {};
  return { status_code: call.status || null, latency_ms: call.latencyMs, payload_hash: call.payloadHash };
}

/** A key says whom it tells, and what: `webhook:<webhook>:<fact>:<type>`, `test:<webhook>:<test>:<type>`. */
function fresh(
  data: { deliveryId: string; key: string },
  meta: { studio: string | null; occurredAt: string },
): Row | null {
  const [kind, webhookId, , type] = data.key.split(":");
  if (kind !== "webhook" && kind !== "test") return null;
  return {
    delivery_id: data.deliveryId,
    webhook_id: webhookId!,
    studio_id: meta.studio,
    type: type!,
    state: "attempting",
    status_code: null,
    latency_ms: null,
    attempts: 0,
    repeated_unknown: false,
    payload_hash: null,
    skip_reason: null,
    error: null,
    next_attempt_at: null,
    created_at: meta.occurredAt,
    updated_at: meta.occurredAt,
  };
}

export type WebhookView = RowOf<typeof webhooksTable["columns"]>;
export type WebhookCallView = Row;

/** A studio's webhooks that are not removed, in the order they were added. */
export async function webhooksOf(db: Kysely<ReadModels>, studioId: string): Promise<WebhookView[]> {
  return await db.selectFrom("webhooks").selectAll().where("studio_id", "=", studioId).where("removed", "=", false)
    .orderBy("created_at").orderBy("webhook_id").execute();
}

/** A webhook's log, newest first. */
export async function webhookLog(
  db: Kysely<ReadModels>,
  { webhookId, outcome, limit, offset = 0 }: {
    webhookId: string;
    outcome?: Outcome;
    limit: number;
    offset?: number;
  },
): Promise<WebhookCallView[]> {
  let found = db.selectFrom("webhook_calls").selectAll().where("webhook_id", "=", webhookId);
  if (outcome) found = found.where("state", "in", [...statesOf[outcome]]);
  return await found.orderBy("created_at", "desc").orderBy("delivery_id").limit(limit).offset(offset).execute();
}

/** One call of a studio's webhook; null when there is none. */
export async function webhookCall(
  db: Kysely<ReadModels>,
  { webhookId, id }: { webhookId: string; id: string },
): Promise<WebhookCallView | null> {
  return await db.selectFrom("webhook_calls").selectAll().where("delivery_id", "=", id)
    .where("webhook_id", "=", webhookId).executeTakeFirst() ?? null;
}
