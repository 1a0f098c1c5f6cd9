import { createHash } from "node:crypto";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Namespace of the spaces that are words (a reactor, a scope) and not UUIDs. Never changes: ids in the log come from it. */
const WORDS = "1a6f3a52-6a0e-5d0e-9a55-0d0f4a3c7b11";

/**
 * The same id for the same names, in any process, for ever (RFC 9562, version 5). Pure.
 * `space` is a UUID, or a word such as a reactor's name or a claim's scope. Several names nest: each is looked up in
 * the space that the ones before it make, so that `("a", "bc")` and `("ab", "c")` differ.
 */
export function uuidv5(space: string, ...names: readonly (string | number)[]): string {
  const start = uuid.test(space) ? space : nameIn(WORDS, space);
  return names.reduce<string>((inside, name) => nameIn(inside, String(name)), start);
}

function nameIn(space: string, name: string): string {
  const hex = createHash("sha1").update(bytesOf(space)).update(name).digest("hex");
  const variant = "89ab".charAt(parseInt(hex.charAt(16), 16) & 0x3);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${
    hex.slice(20, 32)
  }`;
}

/** The space's bytes, until the next call: ids of facts are made by the ten thousand. */
function bytesOf(space: string): Uint8Array {
  for (let i = 0, at = 0; i < space.length; i++) {
    if (space[i] === "-") continue;
    bytes[at++] = digit(space.charCodeAt(i)) << 4 | digit(space.charCodeAt(++i));
  }
  return bytes;
}

const bytes = new Uint8Array(16);

/** Of `0`–`9`, `a`–`f`, `A`–`F`. */
function digit(code: number): number {
  return code <= 57 ? code - 48 : (code | 32) - 87;
}
