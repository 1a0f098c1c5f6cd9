import type { Secrets } from "../vault/port.ts";

/** When each API key was used last. No fact: a key is used a thousand times a minute. */
export interface KeyUse {
  /** Notes that a key is used now. Costs nothing but once a minute; never fails a request. */
  note(studioId: string, apiKeyId: string): void;
  /** ISO 8601 UTC, to the minute; null: never. */
  lastUse(studioId: string, apiKeyId: string): Promise<string | null>;
}

const EVERY = 60_000;
/** More keys than are in use in one minute; older ones are written again a little sooner. */
const MOST = 10_000;

const nameOf = (apiKeyId: string) => `api key used ${apiKeyId}`;

/** Keeps the moments in the vault, at most one a minute and key from each process. */
export function createKeyUse(secrets: Secrets, now: () => string): KeyUse {
  const noted = new Map<string, number>();
  return {
    note(studioId, apiKeyId) {
      const at = now();
      const moment = Date.parse(at);
      if (moment - (noted.get(apiKeyId) ?? -Infinity) < EVERY) return;
      if (noted.size >= MOST) noted.clear();
      noted.set(apiKeyId, moment);
      secrets.put(studioId, nameOf(apiKeyId), at).catch(() => noted.delete(apiKeyId));
    },
    lastUse: (studioId, apiKeyId) => secrets.get(studioId, nameOf(apiKeyId)),
  };
}
