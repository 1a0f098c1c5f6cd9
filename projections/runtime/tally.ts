/**
 * How many facts a fold has taken, and a running hash over which ones in which order: 128 bits, as 32 hex digits. Says
 * whether something was left out, taken twice or in another order; the seals are there against forgery.
 */
export interface Tally {
  applied: number;
  digest: string;
}

export const NOTHING: Tally = { applied: 0, digest: "0".repeat(32) };

/** The tally after these event ids, too. Cheap enough for every fact of every page. */
export function tallied({ applied, digest }: Tally, ids: Iterable<string>): Tally {
  let a = word(digest, 0), b = word(digest, 8), c = word(digest, 16), d = word(digest, 24);
  let count = applied;
  for (const id of ids) {
    // a UUID's hyphens stand at 8, 13, 18 and 23
    a = (Math.imul(a ^ word(id, 0), 0x9e3779b1) + d) | 0;
    b = (Math.imul(b ^ (word(id, 9, 13) << 16 | word(id, 14, 18)), 0x85ebca6b) + a) | 0;
    c = (Math.imul(c ^ (word(id, 19, 23) << 16 | word(id, 24, 28)), 0xc2b2ae35) + b) | 0;
    d = (Math.imul(d ^ word(id, 28, 36), 0x27d4eb2f) + c + (d >>> 15)) | 0;
    count++;
  }
  return { applied: count, digest: hex(a) + hex(b) + hex(c) + hex(d) };
}

function word(digits: string, from: number, to = from + 8): number {
  return Number.parseInt(digits.slice(from, to), 16) | 0;
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, "0");
}
