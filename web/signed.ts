import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";

/** Seconds by which the sender's clock may differ. */
const TOLERANCE = 300;

/** A secret as the other side is given it. */
export const secretText = (secret: string): string => `whsec_${Buffer.from(secret).toString("base64")}`;

/**
 * Whether a request was signed as Standard Webhooks says: `v1,` and the base64 HMAC-SHA256 of id, timestamp and body; any of
 * several signatures may fit. An old one is worth nothing.
 */
export function isSigned(headers: Headers, body: string, secret: string, now: number): boolean {
  const [id, timestamp, signatures] = ["id", "timestamp", "signature"].map((name) => headers.get(`webhook-${name}`));
  if (!id || !timestamp || !signatures || !(Math.abs(now / 1_000 - Number(timestamp)) <= TOLERANCE)) return false;
  const right = Buffer.from(signatureOf({ id, timestamp, body }, secret));
  return signatures.split(" ").some((signature) => {
    const given = Buffer.from(signature);
    return given.length === right.length && timingSafeEqual(given, right);
  });
}

/** The signature of what is sent. */
export function signatureOf(
  { id, timestamp, body }: { id: string; timestamp: string; body: string },
  secret: string,
): string {
  return `v1,${createHmac("sha256", secret).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
}
