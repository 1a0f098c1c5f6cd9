import { hash } from "node:crypto";
import type { WebhookFailure, WebhookGateway } from "../../gateways/webhooks/port.ts";
import { type Queryable, rowTypes } from "../../projections/runtime/sql.ts";
import type { ChannelSpec, Ready } from "../runtime/channel.ts";
import { type Clock, systemClock } from "../runtime/clock.ts";
import { type Of, ownTable } from "../runtime/due.ts";
import type { FactAt } from "../runtime/facts.ts";
import type { FactRef } from "../runtime/plan.ts";
import type { OutboxRow } from "../runtime/tables.ts";
import { type Payload, payloadOf } from "./payload.ts";
import { Rests } from "./rests.ts";
import type { HookRow, TaleRow } from "./tables.ts";

export interface WebhookChannelOptions {
  db: Queryable;
  factAt: FactAt;
  gateway: WebhookGateway;
  /** Where a webhook goes; null: it is removed. */
  addressOf(studioId: string, webhookId: string): Promise<string | null>;
  /** What a webhook is signed with. */
  secretOf(webhookId: string, generation: number): string;
  /** An event's public page. */
  eventUrl(studioAddress: string, slug: string): string;
  /** The other side says that it is gone: pauses the webhook and tells its trainer. */
  gone(studioId: string, webhookId: string): Promise<void>;
  clock?: Clock;
}

const REACTOR = "webhooks";
/** Calls at a time, to all receivers together. */
const AT_A_TIME = 50;
/** Milliseconds for one call. */
const PATIENCE = 20_000;

interface Reference {
  webhookId: string;
  type: string;
  fact: FactRef;
  person: FactRef | null;
}

/** The way webhooks go: what is told is read when it is its turn, signed, sent, and kept nowhere. */
export function webhookChannel(options: WebhookChannelOptions): ChannelSpec {
  const { gateway, addressOf, secretOf, gone, clock = systemClock } = options;
  const rests = new Rests();
  return {
    concurrency: AT_A_TIME,
    timeout: PATIENCE,
    async prepare(row): Promise<Ready> {
      const { webhookId } = row.mail as unknown as Reference;
      const found = await lookUp(row, options.db);
      if (!found || found.hook.removed) return { skip: "webhook_removed" };
      const { hook } = found;
      if (hook.paused !== null) return { skip: "paused" };
      const url = await addressOf(hook.studio_id, webhookId);
      if (url === null) return { skip: "webhook_removed" };
      const now = clock.now().getTime();
      const body = JSON.stringify(await payload(row, found, options));
      const until = rests.of(webhookId, now);
      if (until !== null) return { wait: { reason: "receiver_rests", until: new Date(until).toISOString() } };
      const secrets = generationsOf(hook, now).map((generation) => secretOf(webhookId, generation));
      const told = { batch: 1, identifiers: [], dropped: [], payloadHash: hashOf(body) };
      return {
        async send({ signal }) {
          const at = clock.now().getTime();
          try {
            const { status, latencyMs } = await gateway.send({ url, id: row.delivery_id, at, body, secrets }, signal);
            rests.took(webhookId);
            return { receipt: `answered ${status}`, call: { ...told, status, latencyMs } };
          } catch (error) {
            const { status, latencyMs, retryAfter } = error as WebhookFailure;
            rests.refused(webhookId, clock.now().getTime(), retryAfter);
            if (status === 410) await gone(hook.studio_id, webhookId);
            throw Object.assign(error as Error, { call: { ...told, status, latencyMs } });
          }
        },
      };
    },
  };
}

/** What is sent for one planned webhook, made from the facts alone; null when there is none to make. */
export async function webhookPayload(
  options: Pick<WebhookChannelOptions, "db" | "factAt" | "eventUrl">,
  deliveryId: string,
): Promise<{ payload: Payload; hash: string } | null> {
  const { rows: [row] } = await options.db.query({
    text: `select * from ${ownTable(REACTOR, "outbox")} where delivery_id = $1`,
    values: [deliveryId],
    types: rowTypes,
  });
  const planned = row && { ...row, reactor: REACTOR } as Of<OutboxRow>;
  const found = planned?.mail.kind === "webhook" ? await lookUp(planned, options.db) : null;
  if (!found) return null;
  const made = await payload(planned, found, options);
  return { payload: made, hash: hashOf(JSON.stringify(made)) };
}

interface Found {
  hook: HookRow;
  event: (TaleRow & { address: string }) | null;
}

/** The webhook as it is now, and the event that it is about. */
async function lookUp(row: Of<OutboxRow>, db: Queryable): Promise<Found | null> {
  const { rows: [found] } = await db.query({
    text: `select to_jsonb(h) as hook,
        (select to_jsonb(e) || jsonb_build_object('address', s.address) from ${ownTable(REACTOR, "events")} e
          join ${ownTable(REACTOR, "studios")} s on s.studio_id = e.studio_id where e.event_id = $2) as event
      from ${ownTable(REACTOR, "hooks")} h where h.webhook_id = $1`,
    values: [(row.mail as unknown as Reference).webhookId, row.event_id],
  });
  return found ?? null;
}

async function payload(
  row: Of<OutboxRow>,
  { hook, event }: Found,
  { factAt, eventUrl }: Pick<WebhookChannelOptions, "factAt" | "eventUrl">,
): Promise<Payload> {
  const { type, fact: told, person } = row.mail as unknown as Reference;
  const fact = await factAt(told);
  if (!fact) throw new TypeError(`${row.key} has no fact to read from`);
  return payloadOf(type, fact, {
    event: event && { ...event, url: eventUrl(event.address, event.slug) },
    person: hook.personal && person ? await factAt(person) ?? null : undefined,
  });
}

/** The newest first; the one before while it holds. */
function generationsOf({ generation, former_until }: HookRow, now: number): number[] {
  const former = former_until !== null && Date.parse(former_until) > now;
  return former ? [generation, generation - 1] : [generation];
}

function hashOf(body: string): string {
  return hash("sha256", body, "hex");
}
