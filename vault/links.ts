import { Buffer } from "node:buffer";
import { timingSafeEqual } from "node:crypto";
import { RegistrationId } from "../domain/ids.ts";
import type { Link, LinkTokens } from "./port.ts";
import { derive } from "./sealed.ts";
import type { StudioKeys } from "./studio_keys.ts";

const MAC_BYTES = 16;

/** Tokens of personal links: `<registration id>.<MAC>`, both base64url. */
export function linkTokens(studios: StudioKeys): LinkTokens {
  const macOf = async ({ studioId, registrationId, generation }: Link) => {
    const key = derive(await studios.of(studioId), "links");
    return Buffer.from(derive(key, `${registrationId} ${generation}`)).subarray(0, MAC_BYTES);
  };
  return {
    async linkToken(link) {
      const id = Buffer.from(link.registrationId.replaceAll("-", ""), "hex");
      return `${id.toString("base64url")}.${(await macOf(link)).toString("base64url")}`;
    },
    async verifyLinkToken(token, link) {
      if (registrationOf(token) !== link.registrationId) return false;
      const mac = Buffer.from(token.slice(token.indexOf(".") + 1), "base64url");
      return mac.length === MAC_BYTES && timingSafeEqual(mac, await macOf(link));
    },
  };
}

/**
 * The registration that a link's token is for, to be looked up; null when it is no token. Proves nothing: the rest is
 * `verifyLinkToken` with the registration's studio and generation.
 */
export function registrationOf(token: string): RegistrationId | null {
  const parts = token.match(/^([\w-]{22})\.([\w-]{22})$/);
  if (!parts?.[1]) return null;
  const hex = Buffer.from(parts[1], "base64url").toString("hex");
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  const parsed = RegistrationId.safeParse(id);
  return parsed.success ? parsed.data : null;
}
