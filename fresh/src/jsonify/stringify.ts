/** Values that JSON has no word for, as the indexes that stand for them. */
export const UNDEFINED = -1;
export const NAN = -2;
export const INFINITY = -3;
export const NEGATIVE_INFINITY = -4;
export const NEGATIVE_ZERO = -5;
export const HOLE = -6;

/** Turns a value into one that stands for it, tagged, or declines with undefined. */
export type Replacer = (value: object) => [tag: string, value: unknown] | undefined;

/** A value that cannot be sent to the browser; `path` says where it is, like `props.items[2].onClick`. */
export class NotSerializable extends TypeError {
  constructor(readonly path: string, readonly what: string) {
    super(`${path} is ${what}, which cannot be sent to the browser`);
  }
}

/**
 * Writes a value as JSON: an array of entries that refer to each other by index, so that cycles and shared references
 * survive; the first is the value (one that JSON has no word for is its index alone). Throws NotSerializable for functions, symbols and instances of unknown classes.
 */
export function stringify(value: unknown, replace?: Replacer, path = "value"): string {
  const entries: string[] = [];
  const known = new Map<unknown, number>();

  function index(value: unknown, path: string): number {
    if (value === undefined) return UNDEFINED;
    if (typeof value === "number") {
      if (Number.isNaN(value)) return NAN;
      if (value === Infinity) return INFINITY;
      if (value === -Infinity) return NEGATIVE_INFINITY;
      if (Object.is(value, -0)) return NEGATIVE_ZERO;
    }
    const seen = known.get(value);
    if (seen !== undefined) return seen;
    const at = entries.push("") - 1;
    known.set(value, at);
    entries[at] = entry(value, path);
    return at;
  }

  function entry(value: unknown, path: string): string {
    switch (typeof value) {
      case "string":
      case "number":
      case "boolean":
        return JSON.stringify(value);
      case "bigint":
        return `["b","${value}"]`;
      case "function":
        throw new NotSerializable(path, "a function");
      case "symbol":
        throw new NotSerializable(path, "a symbol");
    }
    return value === null ? "null" : object(value as object, path);
  }

  function object(value: object, path: string): string {
    const replaced = replace?.(value);
    if (replaced) return `[${JSON.stringify(replaced[0])},${index(replaced[1], path)}]`;
    if (Array.isArray(value)) {
      return list(Array.from(value, (item, i) => i in value ? index(item, `${path}[${i}]`) : HOLE));
    }
    if (value instanceof Date) return `["D",${JSON.stringify(value)}]`;
    if (value instanceof URL) return `["U",${JSON.stringify(value.href)}]`;
    if (value instanceof RegExp) return `["R",${JSON.stringify(value.source)},"${value.flags}"]`;
    if (value instanceof Uint8Array) return `["8","${value.toBase64()}"]`;
    if (value instanceof Set) {
      return `["S",${list(Array.from(value, (item, i) => index(item, `${path}.values(${i})`)))}]`;
    }
    if (value instanceof Map) {
      const entries = [...value].flatMap(([key, item]) => {
        return [index(key, `a key of ${path}`), index(item, `${path}.get(${String(key)})`)];
      });
      return `["M",${list(entries)}]`;
    }
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== null && prototype !== Object.prototype && Object.getPrototypeOf(prototype) !== null) {
      throw new NotSerializable(path, `an instance of ${prototype.constructor?.name ?? "a class"}`);
    }
    const fields = Object.entries(value).map(([key, item]) =>
      `${JSON.stringify(key)}:${index(item, `${path}.${key}`)}`
    );
    return `{${fields.join(",")}}`;
  }

  const root = index(value, path);
  return root < 0 ? String(root) : `[${entries.join(",")}]`;
}

function list(indexes: number[]): string {
  return `[${indexes.join(",")}]`;
}
