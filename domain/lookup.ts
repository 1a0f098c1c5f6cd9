/**
 * A map that never changes: `set` and `delete` give a new version and leave the old one valid.
 *
 * The newest version holds a real `Map`; an older one holds what differs from its successor (Baker's trick). Asking an
 * older version turns the chain around so that it holds the `Map`. Going on from the newest is therefore O(1), going
 * back costs the number of changes in between: right for a folded state, which moves forward and is set back only when
 * an append fails. Two readers that take turns on far versions would be slow.
 *
 * The order of iteration is not promised.
 */
export class Lookup<K extends string | number, V> {
  #root: Map<K, V> | null;
  #change: Change<K, V> | null = null;

  private constructor(root: Map<K, V>, readonly size: number) {
    this.#root = root;
  }

  /** A map with these entries; of entries with the same key the last one counts. */
  static from<K extends string | number, V>(entries: Iterable<readonly [K, V]> = []): Lookup<K, V> {
    return Lookup.owning(new Map(entries));
  }

  /** The same without a copy: the map is the lookup's from now on, and nobody else's. */
  static owning<K extends string | number, V>(map: Map<K, V>): Lookup<K, V> {
    return new Lookup(map, map.size);
  }

  get(key: K): V | undefined {
    return this.#map().get(key);
  }

  has(key: K): boolean {
    return this.#map().has(key);
  }

  /** The version in which `key` has `value`; itself when it has it already. */
  set(key: K, value: V): Lookup<K, V> {
    const map = this.#map();
    const had = map.has(key);
    const formerly = map.get(key);
    if (had && formerly === value) return this;
    map.set(key, value);
    return this.#grow(map, had ? { key, value: formerly as V } : { key });
  }

  /** The version without `key`; itself when there is none. */
  delete(key: K): Lookup<K, V> {
    const map = this.#map();
    if (!map.has(key)) return this;
    const formerly = map.get(key) as V;
    map.delete(key);
    return this.#grow(map, { key, value: formerly });
  }

  /** A copy of its entries: safe to walk while versions come and go. O(n). */
  entries(): [K, V][] {
    return [...this.#map()];
  }

  /** A copy of its values. O(n). */
  values(): V[] {
    return [...this.#map().values()];
  }

  [Symbol.iterator](): Iterator<[K, V]> {
    return this.entries()[Symbol.iterator]();
  }

  /** What `Lookup.from` takes. */
  toJSON(): [K, V][] {
    return this.entries();
  }

  #grow(map: Map<K, V>, undo: Entry<K, V>): Lookup<K, V> {
    const newest = new Lookup(map, map.size);
    this.#root = null;
    this.#change = { undo, from: newest };
    return newest;
  }

  #map(): Map<K, V> {
    return this.#root ?? Lookup.#turnAround(this);
  }

  /** Makes `wanted` hold the map, and every version on the way what differs. A loop: the chain may be long. */
  static #turnAround<K extends string | number, V>(wanted: Lookup<K, V>): Map<K, V> {
    const chain: Lookup<K, V>[] = [];
    let holder = wanted;
    while (!holder.#root) {
      chain.push(holder);
      holder = holder.#change!.from;
    }
    const map = holder.#root;
    for (const older of chain.reverse()) {
      const { undo } = older.#change!;
      const redo = map.has(undo.key) ? { key: undo.key, value: map.get(undo.key) as V } : { key: undo.key };
      if ("value" in undo) map.set(undo.key, undo.value as V);
      else map.delete(undo.key);
      holder.#root = null;
      holder.#change = { undo: redo, from: older };
      older.#change = null;
      older.#root = map;
      holder = older;
    }
    return map;
  }
}

/** A key as it was in one version: without `value` it was not there. */
interface Entry<K, V> {
  key: K;
  value?: V;
}

interface Change<K extends string | number, V> {
  undo: Entry<K, V>;
  from: Lookup<K, V>;
}
