import { Rejected } from "../../domain/decider.ts";
import type { Application } from "../application.ts";
import { createRateLimit, type RateLimit } from "../rate_limit.ts";

const limits = new WeakMap<Pick<Application, "config">, RateLimit>();

/**
 * Counts what one network address, or one mail address, does with the public forms; a tenth of what it may look at, each
 * minute.
 * @throws {Rejected} `too_many_requests`
 */
export function takeTurn(app: Pick<Application, "config">, key: string): void {
  let limit = limits.get(app);
  if (!limit) limits.set(app, limit = createRateLimit(Math.max(5, Math.floor(app.config.addressRateLimit / 10))));
  const { allowed, reset } = limit.take(key);
  if (!allowed) throw new Rejected("too_many_requests", { retryAfter: reset });
}
