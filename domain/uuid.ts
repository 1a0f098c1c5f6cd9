import { Buffer } from "node:buffer";
import { hash } from "node:crypto";

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

/** For what is hashed: a namespace and any name of usual length. */
const scratch = Buffer.alloc(1_024);

function nameIn(space: string, name: string): string {
  const hex = hash("sha1", bytesOf(space.replaceAll("-", ""), name), "hex");
  const variant = (parseInt(hex.charAt(16), 16) & 0x3 | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${
    hex.slice(20, 32)
  }`;
}

function bytesOf(space: string, name: string): Uint8Array {
  if (name.length * 3 > scratch.length - 16) return Buffer.concat([Buffer.from(space, "hex"), Buffer.from(name)]);
  scratch.write(space, 0, "hex");
  return scratch.subarray(0, 16 + scratch.write(name, 16, "utf8"));
}
