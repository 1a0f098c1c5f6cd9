import { type FailureClass, GatewayFailure } from "../failure.ts";

/** One message to a system of a studio's. */
export interface WebhookCall {
  url: string;
  /** The same for every attempt: the other side knows a repeat by it. */
  id: string;
  /** When it is sent, milliseconds: an old one is worth nothing to whoever gets hold of it. */
  at: number;
  body: string;
  /** `whsec_…`; each of them signs. */
  secrets: readonly string[];
}

/** That it was taken, and how. */
export interface WebhookTaken {
  status: number;
  latencyMs: number;
}

export interface WebhookGateway {
  /** @throws {WebhookFailure} */
  send(call: WebhookCall, signal: AbortSignal): Promise<WebhookTaken>;
}

/** The other side did not take it. */
export class WebhookFailure extends GatewayFailure {
  constructor(
    failure: FailureClass,
    message: string,
    /** HTTP status, 0 when there was no answer. */
    readonly status: number,
    readonly latencyMs: number,
    retryAfter?: number,
    options?: ErrorOptions,
  ) {
    super(failure, message, retryAfter, options);
  }
}
