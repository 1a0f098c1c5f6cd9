import type { AnyFact } from "../../domain/catalogue.ts";
import { unreachable } from "../../domain/decider.ts";
import { deliveryId } from "../../domain/delivery/delivery.ts";
import { uuidv5 } from "../../domain/uuid.ts";
import type { AllRows } from "../../projections/runtime/definition.ts";
import { eachOf } from "../../projections/runtime/each.ts";
import type { About, Delivery, Issue, Plan, Skip, Spread, Withdrawal } from "./plan.ts";
import type { OutboxRow, RuntimeTables } from "./tables.ts";

type Rows = Pick<AllRows<RuntimeTables>, "outbox" | "commands">;

/** Turns what a fact calls for into rows. The same fact leads to the same rows, however often it is folded. */
export function applyPlans(
  reactor: string,
  fact: AnyFact,
  plans: readonly Exclude<Plan, Spread>[],
  rows: Rows,
): void {
  let commands = 0;
  eachOf(plans, (plan) => {
    switch (plan.do) {
      case "deliver":
        return planDelivery(reactor, fact, plan, rows);
      case "skip":
        return planSkip(reactor, fact, plan, rows);
      case "withdraw":
        return withdrawAll(reactor, fact, plan, rows);
      case "command":
        return planCommand(reactor, fact, plan, commands++, rows);
      default:
        return unreachable(plan);
    }
  });
}

function planDelivery(reactor: string, fact: AnyFact, plan: Delivery, rows: Rows): void {
  open(reactor, fact, plan, rows, {
    urgent: plan.urgent ?? false,
    contact: plan.contact ?? null,
    mail: plan.mail,
    skip_reason: null,
    next_at: plan.dueAt ?? fact.meta.occurredAt,
    not_after: plan.notAfter ?? null,
  });
}

function planSkip(reactor: string, fact: AnyFact, plan: Skip, rows: Rows): void {
  open(reactor, fact, plan, rows, {
    urgent: false,
    contact: null,
    mail: { kind: "none" },
    skip_reason: plan.reason,
    next_at: fact.meta.occurredAt,
    not_after: null,
  });
}

type What = Pick<OutboxRow, "urgent" | "contact" | "mail" | "skip_reason" | "next_at" | "not_after">;

/** One key is one delivery: planned again it stays what it is, unless it was withdrawn and nobody has said so yet. */
function open(
  reactor: string,
  fact: AnyFact,
  plan: About & { key: string; channel: Delivery["channel"] },
  rows: Rows,
  what: What,
) {
  const id = deliveryId(reactor, plan.key);
  const known = rows.outbox.get(id);
  if (known && (known.skip_reason === null || known.state !== "open")) return;
  rows.outbox.insert({
    delivery_id: id,
    key: plan.key,
    channel: plan.channel,
    studio_id: plan.studioId ?? null,
    person_id: plan.personId ?? null,
    event_id: plan.eventId ?? null,
    registration_id: plan.registrationId ?? null,
    state: "open",
    since: what.next_at,
    attempt: known?.attempt ?? 0,
    last_error: known?.last_error ?? null,
    attempted: known?.attempted ?? null,
    cause_id: fact.id,
    correlation_id: fact.meta.correlationId,
    ...what,
  });
}

/** What has not been made is skipped at its next turn: at once, or when the attempt that is in flight has ended. */
function withdrawAll(reactor: string, fact: AnyFact, { reason, ...about }: Withdrawal, rows: Rows): void {
  for (const row of matching(reactor, about, rows)) {
    if (row.skip_reason !== null) continue;
    const next_at = row.state === "open" ? fact.meta.occurredAt : row.next_at;
    rows.outbox.update(row.delivery_id, { skip_reason: reason, next_at });
  }
}

function matching(reactor: string, about: Omit<Withdrawal, "reason">, { outbox }: Rows): OutboxRow[] {
  const { key, eventId: event_id, registrationId: registration_id } = about;
  if (key !== undefined) {
    const row = outbox.get(deliveryId(reactor, key));
    return row && (row.state === "open" || row.state === "attempting") ? [row] : [];
  }
  const match = registration_id !== undefined ? { registration_id } : { event_id };
  return [...outbox.where({ ...match, state: "open" }), ...outbox.where({ ...match, state: "attempting" })];
}

function planCommand(reactor: string, fact: AnyFact, plan: Issue, n: number, rows: Rows): void {
  rows.commands.insert({
    command_id: uuidv5(reactor, fact.id, n),
    type: plan.type,
    stream: plan.stream,
    studio_id: plan.studioId,
    data: plan.data,
    open: true,
    cause_id: fact.id,
    correlation_id: fact.meta.correlationId,
    planned_at: fact.meta.occurredAt,
  });
}
