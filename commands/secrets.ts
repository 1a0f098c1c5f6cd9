import { hash } from "node:crypto";

/** SHA-256 of a token or key, hex: all that is kept of it. They are long and random, so no salt is needed. */
export function hashOf(secret: string): string {
  return hash("sha256", secret, "hex");
}
