/** What has a weight and may be busy. */
export interface Weighed {
  /** At least 1. */
  readonly weight: number;
  /** Must not be dropped now. */
  readonly busy: boolean;
}

/** The most recently used, up to a total weight. What is busy is kept whatever it weighs. */
export class Recent<K, V extends Weighed> {
  readonly #entries = new Map<K, { value: V; weight: number }>();
  readonly #limit: number;
  #total = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: K): V | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: K, value: V): void {
    this.#total += value.weight - (this.#entries.get(key)?.weight ?? 0);
    this.#entries.delete(key);
    this.#entries.set(key, { value, weight: value.weight });
  }

  /** Takes note of what `value` weighs now, and drops what is too much. Does nothing when it is no longer kept. */
  weigh(key: K, value: V): void {
    const entry = this.#entries.get(key);
    if (entry?.value !== value) return;
    this.#total += value.weight - entry.weight;
    entry.weight = value.weight;
    if (this.#total > this.#limit) this.#drop();
  }

  #drop(): void {
    for (const [key, { value, weight }] of this.#entries) {
      if (this.#total <= this.#limit) return;
      if (value.busy) continue;
      this.#entries.delete(key);
      this.#total -= weight;
    }
  }
}
