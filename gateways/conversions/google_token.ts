import { hash } from "node:crypto";
import { call, isMoment, saidBy } from "./call.ts";
import { CallFailure } from "./port.ts";

/** What a trainer pastes for Google Ads: an OAuth grant that can be exchanged again and again. */
interface Grant {
  client_id: string;
  client_secret: string;
  refresh_token: string;
}

/** Access tokens, each exchanged once and kept in memory until a minute before it ends. */
export function accessTokens(tokenUrl: string): { of(secret: string, signal: AbortSignal): Promise<string> } {
  const known = new Map<string, { token: string; until: number }>();
  return {
    async of(secret, signal) {
      const grant = grantIn(secret);
      if (!grant) return secret; // an access token as it is
      const key = hash("sha256", secret, "hex");
      const kept = known.get(key);
      if (kept && performance.now() < kept.until) return kept.token;
      const answered = await call("Google's sign-in", new URL(tokenUrl), {
        signal,
        body: { grant_type: "refresh_token", ...grant },
      });
      const { access_token, expires_in, error } = answered.body;
      if (typeof access_token !== "string") {
        const text = `Google's sign-in answered ${answered.status}: ${saidBy(error)}`;
        if (isMoment(answered.status)) throw new CallFailure("retry", "moment", answered.status, text);
        throw new CallFailure("never", "token", answered.status, text);
      }
      known.set(key, { token: access_token, until: performance.now() + (Number(expires_in ?? 3600) - 60) * 1000 });
      return access_token;
    },
  };
}

function grantIn(secret: string): Grant | null {
  if (!secret.trimStart().startsWith("{")) return null;
  try {
    const { client_id, client_secret, refresh_token } = JSON.parse(secret) as Partial<Grant>;
    return client_id && client_secret && refresh_token ? { client_id, client_secret, refresh_token } : null;
  } catch {
    return null;
  }
}
