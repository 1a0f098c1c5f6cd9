import { hash } from "node:crypto";

/** A field as a platform wants it: normalised, taken over since it is a hash already, or left out. */
export type Normalised =
  | { expect: "value"; normalized: string; sha256: string | null }
  | { expect: "passthrough"; normalized: string; sha256: string }
  | { expect: "drop"; normalized: null; sha256: null };

export const dropped: Normalised = { expect: "drop", normalized: null, sha256: null };

const SHA256 = /^[a-f0-9]{64}$/i;

/** SHA-256, hex, lower case. */
export function sha256(text: string): string {
  return hash("sha256", text, "hex");
}

export function isHashed(text: string): boolean {
  return SHA256.test(text);
}

/** Hashes what is left after normalising; an empty one is never hashed. */
export function hashed(normalized: string | null): Normalised {
  return normalized ? { expect: "value", normalized, sha256: sha256(normalized) } : dropped;
}

/** For fields that go as they are. */
export function raw(normalized: string | null): Normalised {
  return normalized ? { expect: "value", normalized, sha256: null } : dropped;
}

/** What is a hash already stays it. */
export function orHash(input: string, normalise: (input: string) => string | null): Normalised {
  if (isHashed(input)) return { expect: "passthrough", normalized: input, sha256: input.toLowerCase() };
  return hashed(normalise(input));
}
