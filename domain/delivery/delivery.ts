import { type Decider, Rejected, unreachable } from "../decider.ts";
import type { DeliveryId } from "../ids.ts";
import { uuidv5 } from "../uuid.ts";
import type { Call, DeliveryEvent } from "./events.ts";

/** What a delivery is: the reactor that planned it, its key there, and the way it goes. */
export interface Which {
  deliveryId: DeliveryId;
  reactor: string;
  key: string;
  channel: string;
}
/** Asked before the gateway is called: who gets an answer other than a refusal may call it. */
export interface AttemptDelivery extends Which {
  type: "AttemptDelivery";
  at: string;
  /** Until then nobody else attempts it. */
  leaseUntil: string;
  /** The process that held the lease is known to be gone: its attempt has no known outcome, waiting is of no use. */
  holderGone?: boolean;
}
export interface SucceedDelivery {
  type: "SucceedDelivery";
  at: string;
  attempt: number;
  receipt: string;
  call?: Call;
}
export interface FailDelivery {
  type: "FailDelivery";
  at: string;
  attempt: number;
  error: string;
  nextAttemptAt: string;
  call?: Call;
}
export interface AbandonDelivery {
  type: "AbandonDelivery";
  at: string;
  attempt: number;
  error: string;
  call?: Call;
}
export interface SkipDelivery extends Which {
  type: "SkipDelivery";
  at: string;
  reason: string;
}
export interface PostponeDelivery extends Which {
  type: "PostponeDelivery";
  at: string;
  reason: string;
  until: string;
}
/** `evenIfTaken`: also what got through, or waits for its next attempt: the other side knows a repeat by its id. */
export interface ReplayDelivery {
  type: "ReplayDelivery";
  at: string;
  evenIfTaken?: boolean;
}
export interface ReportDelivery {
  type: "ReportDelivery";
  at: string;
  what: "bounced" | "deferred" | "complained";
  status: string;
}
export interface ConfirmDelivery {
  type: "ConfirmDelivery";
  at: string;
}
export interface OpenDelivery {
  type: "OpenDelivery";
  at: string;
}
export type DeliveryCommand =
  | OpenDelivery
  | ConfirmDelivery
  | ReportDelivery
  | AttemptDelivery
  | SucceedDelivery
  | FailDelivery
  | AbandonDelivery
  | SkipDelivery
  | PostponeDelivery
  | ReplayDelivery;

/** `attempt`: number of the last one, 0 before the first. `reported`: what the outside said afterwards, each said once. */
export type Delivery =
  | { status: "none"; attempt: 0 }
  | Known & { status: "attempted"; leaseUntil: string }
  | Known & { status: "failed" | "postponed"; nextAttemptAt: string }
  | Known & { status: "succeeded" | "abandoned" | "skipped" | "replayed" };
interface Known {
  deliveryId: DeliveryId;
  attempt: number;
  reported?: readonly string[];
}

/** One message or call to the outside, which happens once: stream `delivery-<uuidv5(reactor, key)>`. */
export const delivery: Decider<DeliveryCommand, Delivery, DeliveryEvent> = {
  initial: () => ({ status: "none", attempt: 0 }),
  decide(command, state) {
    switch (command.type) {
      case "AttemptDelivery":
        return attempt(command, state);
      case "SucceedDelivery":
        return succeed(command, state);
      case "FailDelivery":
        return fail(command, state);
      case "AbandonDelivery":
        return abandon(command, state);
      case "SkipDelivery":
        return skip(command, state);
      case "PostponeDelivery":
        return postpone(command, state);
      case "ReplayDelivery":
        return replay(command, state);
      case "ReportDelivery":
        return report(command, state);
      case "ConfirmDelivery":
        return confirm(state);
      case "OpenDelivery":
        return open(state);
      default:
        return unreachable(command);
    }
  },
  evolve,
};

/** The same delivery has the same id in every process and after every rebuild. */
export function deliveryId(reactor: string, key: string): DeliveryId {
  return uuidv5(reactor, key) as DeliveryId;
}

function attempt(command: AttemptDelivery, state: Delivery): DeliveryEvent[] {
  const { deliveryId, reactor, key, channel, leaseUntil } = command;
  refuseUntimely(command, state);
  const repeatsUnknown = state.status === "attempted";
  const next = state.attempt + 1;
  return [{
    type: "DeliveryAttempted",
    data: { deliveryId, reactor, key, channel, attempt: next, repeatsUnknown, leaseUntil },
  }];
}

function refuseUntimely({ at, holderGone = false }: AttemptDelivery, state: Delivery): void {
  switch (state.status) {
    case "none":
    case "replayed":
      return;
    case "attempted":
      if (at >= state.leaseUntil || holderGone) return;
      throw new Rejected("delivery_leased", { leaseUntil: state.leaseUntil });
    case "failed":
    case "postponed":
      if (at >= state.nextAttemptAt) return;
      throw new Rejected("delivery_not_due", { nextAttemptAt: state.nextAttemptAt });
    case "abandoned":
      throw new Rejected("delivery_abandoned");
    case "succeeded":
    case "skipped":
      throw new Rejected("delivery_settled", { status: state.status });
    default:
      return unreachable(state);
  }
}

/** A success counts even when another attempt has taken over meanwhile: it went out. */
function succeed({ attempt, receipt, call }: SucceedDelivery, state: Delivery): DeliveryEvent[] {
  const { deliveryId } = attempted(state, attempt);
  if (state.status === "succeeded") return [];
  return [{ type: "DeliverySucceeded", data: { deliveryId, attempt, receipt, ...(call ? { call } : {}) } }];
}

/** A failure counts only for the attempt that is in flight: one that was taken over says nothing about the next. */
function fail({ attempt, error, nextAttemptAt, call }: FailDelivery, state: Delivery): DeliveryEvent[] {
  const { deliveryId } = attempted(state, attempt);
  if (!inFlight(state, attempt)) return [];
  return [{ type: "DeliveryFailed", data: { deliveryId, attempt, error, nextAttemptAt, ...(call ? { call } : {}) } }];
}

function abandon({ attempt, error, call }: AbandonDelivery, state: Delivery): DeliveryEvent[] {
  const { deliveryId } = attempted(state, attempt);
  if (!inFlight(state, attempt)) return [];
  return [{ type: "DeliveryAbandoned", data: { deliveryId, attempt, error, ...(call ? { call } : {}) } }];
}

/** What is settled stays settled; what somebody is just sending is not skipped. */
function skip({ at, deliveryId, reactor, key, channel, reason }: SkipDelivery, state: Delivery): DeliveryEvent[] {
  if (state.status === "succeeded" || state.status === "skipped" || state.status === "abandoned") return [];
  if (state.status === "attempted" && at < state.leaseUntil) {
    throw new Rejected("delivery_leased", { leaseUntil: state.leaseUntil });
  }
  return [{ type: "DeliverySkipped", data: { deliveryId, reactor, key, channel, reason } }];
}

function postpone(command: PostponeDelivery, state: Delivery): DeliveryEvent[] {
  const { at, deliveryId, reactor, key, channel, reason, until } = command;
  refuseUntimely({ ...command, type: "AttemptDelivery", leaseUntil: at }, state);
  return [{ type: "DeliveryPostponed", data: { deliveryId, reactor, key, channel, reason, until } }];
}

function replay({ evenIfTaken = false }: ReplayDelivery, state: Delivery): DeliveryEvent[] {
  if (state.status === "replayed" || (evenIfTaken && state.status === "attempted")) return [];
  if (state.status === "none") throw new Rejected("delivery_not_abandoned");
  const isOver = state.status === "abandoned" || state.status === "skipped";
  if (!isOver && !evenIfTaken) throw new Rejected("delivery_not_abandoned");
  return [{ type: "DeliveryReplayed", data: { deliveryId: state.deliveryId } }];
}

/** Said again, it says nothing new: reports come as often as their senders like. */
function report({ what, status }: ReportDelivery, state: Delivery): DeliveryEvent[] {
  if (state.status === "none") throw new Rejected("delivery_not_attempted");
  if (state.reported?.includes(what)) return [];
  return [{ type: "DeliveryReported", data: { deliveryId: state.deliveryId, what, status } }];
}

/** It may come before the answer to the call has been written down. */
function confirm(state: Delivery): DeliveryEvent[] {
  if (state.status === "none") throw new Rejected("delivery_not_attempted");
  if (state.reported?.includes("confirmed")) return [];
  return [{ type: "DeliveryConfirmed", data: { deliveryId: state.deliveryId } }];
}

/** Noted once, however often a mail is opened. */
function open(state: Delivery): DeliveryEvent[] {
  if (state.status === "none") throw new Rejected("delivery_not_attempted");
  if (state.reported?.includes("opened")) return [];
  return [{ type: "DeliveryOpened", data: { deliveryId: state.deliveryId } }];
}

function attempted(state: Delivery, attempt: number): Exclude<Delivery, { status: "none" }> {
  if (state.status === "none" || attempt < 1 || attempt > state.attempt) throw new Rejected("delivery_not_attempted");
  return state;
}

function inFlight(state: Delivery, attempt: number): boolean {
  return state.status === "attempted" && state.attempt === attempt;
}

function evolve(state: Delivery, event: DeliveryEvent): Delivery {
  const { deliveryId } = event.data;
  const { attempt } = state;
  const kept = state.status !== "none" && state.reported ? { reported: state.reported } : {};
  switch (event.type) {
    case "DeliveryAttempted": {
      const { attempt, leaseUntil } = event.data;
      return { status: "attempted", deliveryId, attempt, leaseUntil, ...kept };
    }
    case "DeliverySucceeded":
      return { status: "succeeded", deliveryId, attempt, ...kept };
    case "DeliveryFailed":
      return { status: "failed", deliveryId, attempt, nextAttemptAt: event.data.nextAttemptAt, ...kept };
    case "DeliveryAbandoned":
      return { status: "abandoned", deliveryId, attempt, ...kept };
    case "DeliverySkipped":
      return { status: "skipped", deliveryId, attempt, ...kept };
    case "DeliveryPostponed":
      return { status: "postponed", deliveryId, attempt, nextAttemptAt: event.data.until, ...kept };
    case "DeliveryReplayed":
      return { status: "replayed", deliveryId, attempt, ...kept };
    case "DeliveryReported":
      return heard(state, event.data.what);
    case "DeliveryConfirmed":
      return heard(state, "confirmed");
    case "DeliveryOpened":
      return heard(state, "opened");
    default:
      return unreachable(event);
  }
}

function heard(state: Delivery, what: string): Delivery {
  return state.status === "none" ? state : { ...state, reported: [...state.reported ?? [], what] };
}
