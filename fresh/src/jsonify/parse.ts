type Entry = null | string | number | boolean | Record<string, number> | (string | number | number[])[];

/** Makes the value for a tag: `keep` it before reading what it holds, which may refer back to it. */
export type Reviver = (read: () => unknown, keep: <T>(value: T) => T) => unknown;
export type Revivers = Record<string, Reviver>;

const SPECIAL = [, undefined, NaN, Infinity, -Infinity, -0];
const HOLE = -6;

/** Reads what `stringify` wrote. */
export function parse(text: string, revivers: Revivers = {}): unknown {
  const entries: Entry[] | number = JSON.parse(text);
  const done: unknown[] = [];

  function value(at: number): unknown {
    if (at < 0) return SPECIAL[-at];
    return at in done ? done[at] : done[at] = revive((entries as Entry[])[at]!, at);
  }

  function fill<T extends object>(target: T, at: number, how: (target: T) => void): T {
    done[at] = target;
    how(target);
    return target;
  }

  function revive(entry: Entry, at: number): unknown {
    if (entry === null || typeof entry !== "object") return entry;
    if (!Array.isArray(entry)) {
      return fill({}, at, (target) => {
        for (const key in entry) {
          const property = { value: value(entry[key]!), enumerable: true, writable: true, configurable: true };
          Object.defineProperty(target, key, property);
        }
      });
    }
    const [tag, first, second] = entry;
    if (typeof tag !== "string") {
      return fill(new Array(entry.length), at, (target) => {
        entry.forEach((item, i) => item === HOLE || (target[i] = value(item as number)));
      });
    }
    switch (tag) {
      case "b":
        return BigInt(first as string);
      case "D":
        return new Date(first as unknown as string ?? NaN);
      case "U":
        return new URL(first as string);
      case "R":
        return new RegExp(first as string, second as string);
      case "8":
        return Uint8Array.from(atob(first as string), (char) => char.charCodeAt(0));
      case "S":
        return fill(new Set(), at, (set) => (first as number[]).forEach((item) => set.add(value(item))));
      case "M":
        return fill(new Map(), at, (map) => {
          const pairs = first as number[];
          for (let i = 0; i < pairs.length; i += 2) map.set(value(pairs[i]!), value(pairs[i + 1]!));
        });
    }
    return revivers[tag]!(() => value(first as number), (made) => (done[at] = made, made));
  }

  return typeof entries === "number" ? SPECIAL[-entries] : value(0);
}
