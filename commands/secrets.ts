import { Buffer } from "node:buffer";
import { hash } from "node:crypto";
import type { ApiKeyId, InvitationId } from "../domain/ids.ts";
import type { Vault } from "../vault/port.ts";

type Secrets = Pick<Vault, "derivedSecret">;

/** What an invited person gets by mail; the same each time, and kept nowhere. */
export function invitationToken(vault: Secrets, invitationId: InvitationId): string {
  return vault.derivedSecret(`invitation:${invitationId}`);
}

/** A studio's key and the part of it that may be shown later; the same each time, and kept nowhere. */
export function apiKeyOf(vault: Secrets, apiKeyId: ApiKeyId): { key: string; hint: string } {
  const hint = `wek_${apiKeyId.slice(0, 6)}`;
  return { key: `${hint}_${vault.derivedSecret(`api_key:${apiKeyId}`)}`, hint };
}

/** What a webhook is signed with, as the other side is given it; each rotation is another generation. Kept nowhere. */
export function webhookSecret(vault: Secrets, webhookId: string, generation: number): string {
  const secret = Buffer.from(vault.derivedSecret(`webhook:${webhookId}:${generation}`), "base64url");
  return `whsec_${secret.toString("base64")}`;
}

/** SHA-256 of a token or key, hex: all that is kept of it. They are long and random, so no salt is needed. */
export function hashOf(secret: string): string {
  return hash("sha256", secret, "hex");
}
