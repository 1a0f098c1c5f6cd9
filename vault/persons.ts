import { Buffer } from "node:buffer";
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { PersonId } from "../domain/ids.ts";
import { normalisedAddress } from "./address.ts";
import { coalesce } from "./coalesce.ts";
import type { PersonKeyring } from "./person_keys.ts";
import type { Persons } from "./port.ts";
import { derive } from "./sealed.ts";
import type { StudioKeys } from "./studio_keys.ts";
import type { Database } from "./tables.ts";

interface Address {
  studio: string;
  hash: string;
}

/** Who is who: (studio, keyed hash of the address) → person, unique in the database, so that processes agree. */
export function persons(database: Database, studios: StudioKeys, keyring: PersonKeyring, clock: () => Date): Persons {
  const { db } = database;

  async function addressOf(studio: string, email: string): Promise<Address> {
    const key = derive(await studios.of(studio), "addresses");
    return { studio, hash: Buffer.from(derive(key, normalisedAddress(email))).toString("base64url") };
  }

  async function find(addresses: readonly Address[]): Promise<Map<string, string>> {
    const rows = await db.selectFrom("persons").select(["address_hash", "person_id"])
      .where("studio", "in", [...new Set(addresses.map(({ studio }) => studio))])
      .where("address_hash", "in", [...new Set(addresses.map(({ hash }) => hash))])
      .execute();
    return new Map(rows.map((row) => [row.address_hash, row.person_id]));
  }

  /** Mapping and key in one transaction; the key of whoever was slower goes again. */
  async function make(addresses: readonly Address[]): Promise<void> {
    // in one order in every process, or two of them could wait for each other
    const unique = [...new Map(addresses.map((address) => [address.hash, address])).values()]
      .sort((a, b) => a.hash < b.hash ? -1 : 1)
      .map((address) => ({ ...address, personId: randomUUID() }));
    const mapped = db.insertInto("persons")
      .values(unique.map(({ studio, hash, personId }) => ({ studio, address_hash: hash, person_id: personId })))
      .onConflict((conflict) => conflict.doNothing()).compile();
    const keys = await Promise.all(unique.map(({ studio, personId }) => keyring.newKey(studio, personId)));
    const unused = db.deleteFrom("person_keys")
      .where("person_id", "in", unique.map(({ personId }) => personId))
      .where("person_id", "not in", db.selectFrom("persons").select("person_id")).compile();
    await database.atomically([mapped, ...keys, unused]);
  }

  const resolve = coalesce(async (addresses: readonly Address[]) => {
    let known = await find(addresses);
    const missing = addresses.filter(({ hash }) => !known.has(hash));
    if (missing.length > 0) {
      await make(missing);
      known = await find(addresses);
    }
    return addresses.map(({ hash }) => known.get(hash));
  }, 200);

  return {
    async resolvePerson(studio, email) {
      const address = await addressOf(studio, email);
      const personId = await resolve(address) ?? await resolve(address); // erased in between: somebody new
      return PersonId.parse(personId);
    },

    async findPerson(studio, email) {
      const address = await addressOf(studio, email);
      const personId = (await find([address])).get(address.hash);
      return personId === undefined ? null : PersonId.parse(personId);
    },

    async forgetPerson(studio, personId) {
      const known = (table: "person_keys" | "erased") =>
        db.selectFrom(table).select("person_id").where("person_id", "=", personId).where("studio", "=", studio).limit(1)
          .compile();
      const [, ...found] = await database.atomically([
        db.deleteFrom("persons").where("person_id", "=", personId).where("studio", "=", studio).compile(),
        known("person_keys"),
        known("erased"),
      ]);
      return found.some((rows) => rows.length > 0);
    },

    async erasePerson(studio, personId) {
      const mails = db.selectFrom("mail_persons").select("message_id").where("person_id", "=", personId);
      await database.atomically([
        db.insertInto("erased").values({ person_id: personId, studio, erased_at: clock().toISOString() })
          .onConflict((conflict) => conflict.doNothing()).compile(),
        // `billing` keys have a retention of their own
        db.deleteFrom("person_keys").where("person_id", "=", personId).where("purpose", "=", "general").compile(),
        db.deleteFrom("persons").where("person_id", "=", personId).compile(),
        db.deleteFrom("mails").where("message_id", "in", mails).compile(),
        db.deleteFrom("mail_persons").where("message_id", "not in", db.selectFrom("mails").select("message_id"))
          .compile(),
        db.updateTable("erasure_count").set({ number: sql`number + 1` }).compile(),
      ]);
      keyring.forgetAll();
    },
  };
}
