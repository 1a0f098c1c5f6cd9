import { randomBytes } from "node:crypto";
import type { CompiledQuery } from "kysely";
import type { Key, Purpose } from "./port.ts";
import { decrypt, encrypt } from "./sealed.ts";
import type { StudioKeys } from "./studio_keys.ts";
import type { Database } from "./tables.ts";

const CACHED_KEYS = 20_000;
const CHECK_MS = 1_000;
/** Past so long without a look at the erasures, cached keys are not trusted. */
const TRUST_MS = 5_000;
const PER_QUERY = 1_000;

/**
 * The keys that personal data is encrypted with. The newest are cached; once a second each process looks whether anybody
 * was erased by another one, and then drops them all.
 */
export class PersonKeyring {
  readonly #database: Database;
  readonly #studios: StudioKeys;
  readonly #cache = new Map<string, Key>();
  // Cleared by its number: a dependency brings older Node types, in which a timer is of another kind than what clears it.
  readonly #timer: ReturnType<typeof setInterval>;
  #erasures = -1;
  #lookedAt = 0;
  /** Counts emptyings: what was read before one is not cached after it. */
  #generation = 0;

  constructor(database: Database, studios: StudioKeys) {
    this.#database = database;
    this.#studios = studios;
    this.#timer = setInterval(() => this.look().catch(() => {}), CHECK_MS);
    this.#timer.unref();
  }

  async keysOf(personIds: readonly string[], purpose: Purpose = "general"): Promise<Map<string, Key>> {
    if (performance.now() - this.#lookedAt > TRUST_MS) {
      this.forgetAll();
      await this.look();
    }
    const keys = new Map<string, Key>();
    const missing = new Set<string>();
    for (const personId of personIds) {
      const key = this.#cache.get(name(personId, purpose));
      if (key) keys.set(personId, key);
      else missing.add(personId);
    }
    if (missing.size > 0) await this.#load([...missing], purpose, keys);
    return keys;
  }

  /** Drops everything when somebody was erased since the last look. */
  async look(): Promise<void> {
    const { number } = await this.#database.db.selectFrom("erasure_count").select("number").executeTakeFirstOrThrow();
    if (number !== this.#erasures) this.forgetAll();
    this.#erasures = number;
    this.#lookedAt = performance.now();
  }

  forgetAll(): void {
    this.#generation++;
    this.#cache.clear();
  }

  /** The statement that gives somebody a key, if they have none. */
  async newKey(studio: string, personId: string, purpose: Purpose = "general"): Promise<CompiledQuery> {
    const wrapped = encrypt(await this.#studios.of(studio), name(personId, purpose), randomBytes(32));
    return this.#database.db.insertInto("person_keys")
      .values({ person_id: personId, purpose, studio, wrapped })
      .onConflict((conflict) => conflict.doNothing()).compile();
  }

  close(): void {
    clearInterval(Number(this.#timer));
    this.forgetAll();
  }

  async #load(personIds: string[], purpose: Purpose, keys: Map<string, Key>): Promise<void> {
    const generation = this.#generation;
    for (let from = 0; from < personIds.length; from += PER_QUERY) {
      const rows = await this.#database.db.selectFrom("person_keys").select(["person_id", "studio", "wrapped"])
        .where("purpose", "=", purpose)
        .where("person_id", "in", personIds.slice(from, from + PER_QUERY)).execute();
      for (const { person_id, studio, wrapped } of rows) {
        const key = decrypt(await this.#studios.of(studio), name(person_id, purpose), wrapped);
        keys.set(person_id, key);
        if (generation === this.#generation) this.#remember(name(person_id, purpose), key);
      }
    }
  }

  #remember(person: string, key: Key): void {
    if (this.#cache.size >= CACHED_KEYS) {
      for (const oldest of this.#cache.keys()) {
        this.#cache.delete(oldest);
        if (this.#cache.size < CACHED_KEYS * 0.9) break;
      }
    }
    this.#cache.set(person, key);
  }
}

function name(personId: string, purpose: Purpose): string {
  return purpose === "general" ? personId : `${personId} ${purpose}`;
}
