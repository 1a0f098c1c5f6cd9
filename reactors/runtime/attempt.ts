import { Rejected } from "../../domain/decider.ts";
import { delivery, type DeliveryCommand } from "../../domain/delivery/delivery.ts";
import type { Call, DeliveryEvent } from "../../domain/delivery/events.ts";
import type { DeliveryId } from "../../domain/ids.ts";
import type { Envelope, Handle } from "../../event_store/handle.ts";
import type { GatewayFailure } from "../../gateways/failure.ts";
import { backoff } from "./backoff.ts";
import type { ChannelSpec, Ready } from "./channel.ts";
import type { Clock } from "./clock.ts";
import type { Of } from "./due.ts";
import { pause, type Report } from "./loop.ts";
import type { Pauses } from "./pauses.ts";
import type { OutboxRow } from "./tables.ts";

export interface AttemptDeps {
  handle: Handle;
  clock: Clock;
  pauses: Pauses;
  /** Between 0 and 1. */
  random(): number;
  /** Attempts recorded up to this position were made by nobody who still lives. */
  gone: bigint;
  /** Milliseconds for which an attempt is somebody's, past the longest that its call may take. */
  grace: number;
  /** Milliseconds after which a delivery that keeps failing is given up. */
  giveUpAfter: number;
  /** What was due by then, before the log was brought back from a backup, may have been sent; null: it never was. */
  restoredAt: string | null;
  signal: AbortSignal;
  report: Report;
}

/** What came of a turn: `settled` for good, `failed` for now (with the number of the attempt), or `elsewhere`. */
export type Turned = { to: "settled" | "elsewhere" } | { to: "failed"; attempt: number };

/**
 * One turn of one delivery: a last look, the attempt as a fact, the call, its outcome as a fact. No lock is held meanwhile:
 * who appended the attempt has the lease, and whoever comes second is refused.
 */
export async function attemptDelivery(row: Of<OutboxRow>, channel: ChannelSpec, deps: AttemptDeps): Promise<Turned> {
  const { clock } = deps;
  if (row.skip_reason !== null) return await skip(row, row.skip_reason, deps);
  if (row.not_after !== null && now(clock) >= row.not_after) return await skip(row, "too_late", deps);
  if (row.channel !== "vault" && deps.restoredAt !== null && row.since <= deps.restoredAt) {
    return await skip(row, "perhaps_sent_before_restore", deps);
  }
  const ready = await channel.prepare(row).catch((error: unknown): Ready => ({ send: () => Promise.reject(error) }));
  if ("skip" in ready) return await skip(row, ready.skip, deps);
  if ("wait" in ready) return await postpone(row, ready.wait, deps);
  const begun = await begin(row, channel, deps);
  if (!begun) return { to: "elsewhere" };
  const signal = AbortSignal.any([AbortSignal.timeout(channel.timeout), deps.signal]);
  try {
    const call = ready.send({ repeatsUnknown: begun.repeatsUnknown, signal });
    const { receipt, call: told } = await Promise.race([call, aborted(signal)]);
    deps.pauses.end(row.channel);
    await conclude(
      row,
      { type: "SucceedDelivery", at: now(clock), attempt: begun.attempt, receipt: cut(receipt), call: told },
      deps,
    );
    return { to: "settled" };
  } catch (error) {
    return await fail(row, begun.attempt, error, deps);
  }
}

async function begin(row: Of<OutboxRow>, { timeout }: ChannelSpec, deps: AttemptDeps) {
  const { clock, grace, gone } = deps;
  const at = clock.now();
  const events = await decide(row, {
    type: "AttemptDelivery",
    at: at.toISOString(),
    leaseUntil: new Date(at.getTime() + timeout + grace).toISOString(),
    holderGone: row.state === "attempting" && row.attempted !== null && BigInt(row.attempted) <= gone,
    ...which(row),
  }, deps);
  return events?.find((event) => event.type === "DeliveryAttempted")?.data;
}

async function skip(row: Of<OutboxRow>, reason: string, deps: AttemptDeps): Promise<Turned> {
  const events = await decide(row, { type: "SkipDelivery", at: now(deps.clock), reason, ...which(row) }, deps);
  return { to: events ? "settled" : "elsewhere" };
}

async function postpone(
  row: Of<OutboxRow>,
  wait: { reason: string; until: string },
  deps: AttemptDeps,
): Promise<Turned> {
  const command = { type: "PostponeDelivery", at: now(deps.clock), ...wait, ...which(row) } as const;
  return { to: await decide(row, command, deps) ? "settled" : "elsewhere" };
}

async function fail(row: Of<OutboxRow>, attempt: number, error: unknown, deps: AttemptDeps): Promise<Turned> {
  const { clock, pauses, giveUpAfter, random } = deps;
  const { failure, retryAfter } = isGatewayFailure(error)
    ? error
    : { failure: "retry", retryAfter: undefined } as const;
  const at = clock.now().getTime();
  const text = cut(isGatewayFailure(error) ? error.message : `unexpected: ${nameOf(error)}`);
  if (!isGatewayFailure(error)) deps.report({ what: "a delivery failed unexpectedly", error });
  const call = isGatewayFailure(error) ? (error as { call?: Call }).call : undefined;
  if (failure === "never" || at - Date.parse(row.since) >= giveUpAfter) {
    await conclude(row, { type: "AbandonDelivery", at: iso(at), attempt, error: text, call }, deps);
    return { to: "failed", attempt };
  }
  const wait = Math.max(backoff(attempt, random()), retryAfter ?? 0);
  const next = failure === "pause" ? Math.max(pauses.begin(row.channel, at, retryAfter), at + wait) : at + wait;
  await conclude(
    row,
    { type: "FailDelivery", at: iso(at), attempt, error: text, nextAttemptAt: iso(next), call },
    deps,
  );
  return { to: "failed", attempt };
}

/** The call was made, so its outcome has to be written down; while the log cannot be reached, again and again. */
async function conclude(row: Of<OutboxRow>, command: DeliveryCommand, deps: AttemptDeps): Promise<void> {
  const envelope = envelopeOf(row);
  for (let wait = 100; !deps.signal.aborted; wait = Math.min(wait * 2, 5_000)) {
    try {
      await deps.handle(delivery, streamOf(row), command, envelope);
      return;
    } catch (error) {
      if (error instanceof Rejected) return; // taken over meanwhile, and settled there
      deps.report({ what: "the outcome of a delivery waits for the log", error });
      await pause(wait, deps.signal);
    }
  }
}

/** What was decided; null when somebody else has it or has settled it: their facts will reach our rows. */
async function decide(
  row: Of<OutboxRow>,
  command: DeliveryCommand,
  { handle }: AttemptDeps,
): Promise<readonly DeliveryEvent[] | null> {
  try {
    return (await handle(delivery, streamOf(row), command, envelopeOf(row))).events;
  } catch (error) {
    if (error instanceof Rejected) return null;
    throw error;
  }
}

function envelopeOf(row: Of<OutboxRow>): Envelope {
  return {
    actor: `reactor:${row.reactor}`,
    studio: row.studio_id,
    correlationId: row.correlation_id,
    causationId: row.cause_id,
    commandId: crypto.randomUUID(),
  };
}

function which(row: Of<OutboxRow>) {
  return { deliveryId: row.delivery_id as DeliveryId, reactor: row.reactor, key: row.key, channel: row.channel };
}

function streamOf(row: Of<OutboxRow>): string {
  return `delivery-${row.delivery_id}`;
}

/** By name: this folder knows gateways by type only. */
function isGatewayFailure(error: unknown): error is GatewayFailure {
  return error instanceof Error && error.name === "GatewayFailure";
}

/** An unforeseen error may hold anything, so only its kind goes into the log. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

/** Rejects when the call has taken too long, or the worker does not wait any longer: what came of it is then unknown. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = () => reject(new DOMException("no answer in time", "TimeoutError"));
    if (signal.aborted) fail();
    else signal.addEventListener("abort", fail, { once: true });
  });
}

function now(clock: Clock): string {
  return clock.now().toISOString();
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function cut(text: string): string {
  return text.slice(0, 500);
}
