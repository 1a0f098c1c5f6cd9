import type { TrackingDeps } from "../../commands/tracking.ts";
import type { Application } from "../application.ts";

/** What the commands about pixels take. */
export function trackingDeps({ commands, vault, platforms }: Application): TrackingDeps {
  return { ...commands, secrets: vault.secrets, platforms };
}
