import { randomBytes } from "node:crypto";
import type { Key } from "./port.ts";
import { decrypt, encrypt } from "./sealed.ts";
import type { Database } from "./tables.ts";

/** Name under which the installation itself has a key, beside its studios. */
export const INSTALLATION = "installation";

/** Each studio's key: random, made at its first use, kept wrapped by the master key. Cached; there are few. */
export class StudioKeys {
  readonly #database: Database;
  readonly #master: Key;
  readonly #cached = new Map<string, Promise<Key>>();

  constructor(database: Database, master: Key) {
    this.#database = database;
    this.#master = master;
  }

  of(studio: string): Promise<Key> {
    const cached = this.#cached.get(studio);
    if (cached) return cached;
    const key = this.#load(studio);
    this.#cached.set(studio, key);
    key.catch(() => this.#cached.delete(studio));
    return key;
  }

  async #load(studio: string): Promise<Key> {
    const found = await this.#find(studio);
    if (found) return found;
    const wrapped = encrypt(this.#master, about(studio), randomBytes(32));
    await this.#database.db.insertInto("studio_keys").values({ studio, wrapped })
      .onConflict((conflict) => conflict.doNothing()).execute();
    return (await this.#find(studio))!; // ours, or that of a process that was faster
  }

  async #find(studio: string): Promise<Key | null> {
    const row = await this.#database.db.selectFrom("studio_keys").select("wrapped")
      .where("studio", "=", studio).executeTakeFirst();
    return row ? decrypt(this.#master, about(studio), row.wrapped) : null;
  }
}

function about(studio: string): string {
  return `studio key ${studio}`;
}
