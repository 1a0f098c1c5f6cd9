import { Webhook } from "standardwebhooks";
import type { GatewayFailure } from "../failure.ts";
import type { GuardedFetch } from "../outgoing/guarded_fetch.ts";
import { type WebhookCall, WebhookFailure, type WebhookGateway } from "./port.ts";

/** As much of an answer as is waited for, in bytes: nobody reads it. */
const WAITED_FOR = 64 * 1024;
/** Longest that somebody may ask to wait, milliseconds. */
const LONGEST_WAIT = 6 * 3_600_000;

/**
 * Sends webhooks as Standard Webhooks says: `webhook-id`, `webhook-timestamp`, and in `webhook-signature` one signature for
 * each secret that holds. Only a 2xx whose answer ends is a yes, and 410 is a no for good; no redirect is followed.
 */
export function standardWebhooks(fetch: GuardedFetch, now: () => number = Date.now): WebhookGateway {
  return {
    async send(call, signal) {
      const began = now();
      const latencyMs = () => Math.max(0, Math.round(now() - began));
      try {
        const answer = await fetch(call.url, { method: "POST", headers: headersOf(call), body: call.body, signal });
        const retryAfter = retryAfterOf(answer.headers, now());
        await readOut(answer);
        const { status } = answer;
        if (status >= 200 && status < 300) return { status, latencyMs: latencyMs() };
        const failure = status === 410 ? "never" : "retry";
        throw new WebhookFailure(failure, `it answered ${status}`, status, latencyMs(), retryAfter);
      } catch (error) {
        if (error instanceof WebhookFailure) throw error;
        const { name, failure = "retry", message } = error as GatewayFailure;
        // a rate limit of one receiver is nobody else's: the channel goes on
        const known = name === "GatewayFailure" ? message : "it did not answer in time";
        const classified = failure === "never" ? "never" : "retry";
        throw new WebhookFailure(classified, known, 0, latencyMs(), undefined, { cause: error });
      }
    },
  };
}

function headersOf({ id, at, body, secrets }: WebhookCall): Record<string, string> {
  const sentAt = new Date(at);
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at / 1_000)),
    "webhook-signature": secrets.map((secret) => new Webhook(secret).sign(id, sentAt, body)).join(" "),
  };
}

async function readOut(answer: Response): Promise<void> {
  if (!answer.body) return;
  let read = 0;
  for await (const chunk of answer.body) {
    read += chunk.length;
    if (read > WAITED_FOR) return; // leaving the loop ends the connection
  }
}

/** In seconds or as a date. */
function retryAfterOf(headers: Headers, now: number): number | undefined {
  const asked = headers.get("retry-after");
  if (asked === null) return undefined;
  const wait = /^\d+$/.test(asked.trim()) ? Number(asked) * 1_000 : Date.parse(asked) - now;
  return Number.isFinite(wait) && wait > 0 ? Math.min(wait, LONGEST_WAIT) : undefined;
}
