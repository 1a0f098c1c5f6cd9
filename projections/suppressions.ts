import type { Kysely } from "kysely";
import type { ReadModels } from "./all.ts";
import { type Column, personal, projection, table, text, timestamptz, uuid } from "./runtime/definition.ts";

const suppressionsTable = table({
  key: "key",
  about: "People whom a studio does not write to, by which way, and why.",
  columns: {
    /** Person and way. */
    key: text(),
    person_id: uuid(),
    studio_id: uuid(),
    way: text() as Column<"mail" | "sms">,
    reason: text(),
    /** As it was given; null where the registration says it. */
    email: personal(text(), "person_id"),
    since: timestamptz(),
  },
  indexes: [["studio_id", "since"]],
});

const keyOf = (personId: string, way: "mail" | "sms") => `${personId}:${way}`;

export const suppressions = projection({
  name: "suppressions",
  version: 2,
  about: "Addresses and numbers that are not written to.",
  tables: { suppressions: suppressionsTable },
  on: {
    AddressSuppressed: ({ data: { personId, studioId, reason, email }, meta }, rows) =>
      void rows.suppressions.insert({
        key: keyOf(personId, "mail"),
        person_id: personId,
        studio_id: studioId,
        way: "mail",
        reason,
        email: email ?? null,
        since: meta.occurredAt,
      }),
    AddressReleased: ({ data: { personId } }, rows) => rows.suppressions.delete(keyOf(personId, "mail")),
    TextsStopped: ({ data: { personId, studioId }, meta }, rows) =>
      void rows.suppressions.insert({
        key: keyOf(personId, "sms"),
        person_id: personId,
        studio_id: studioId,
        way: "sms",
        reason: "texts_stopped",
        email: null,
        since: meta.occurredAt,
      }),
    TextsResumed: ({ data: { personId } }, rows) => rows.suppressions.delete(keyOf(personId, "sms")),
    PersonErased: ({ data: { personId } }, rows) => {
      rows.suppressions.delete(keyOf(personId, "mail"));
      rows.suppressions.delete(keyOf(personId, "sms"));
    },
  },
});

/** Somebody who is not written to. */
export interface SuppressionView {
  personId: string;
  email: string | null;
  way: "mail" | "sms";
  reason: string;
  since: string;
}

/** The studio's list, newest first, at most a thousand; with part of an address only those. */
export async function listSuppressions(
  db: Kysely<ReadModels>,
  { studioId, search }: { studioId: string; search?: string },
): Promise<SuppressionView[]> {
  let found = db.selectFrom("suppressions as s").leftJoin("people as p", "p.person_id", "s.person_id")
    .where("s.studio_id", "=", studioId);
  if (search) {
    found = found.where(({ eb, fn }) =>
      eb(fn.coalesce("s.email", "p.email"), "ilike", `%${search.replace(/[%_\\]/g, "\\$&")}%`)
    );
  }
  const rows = await found.select(({ fn }) => [
    "s.person_id as personId",
    "s.way",
    "s.reason",
    "s.since",
    fn.coalesce("s.email", "p.email").as("email"),
  ]).orderBy("s.since", "desc").limit(1_000).execute();
  return rows.map(({ personId, way, reason, since, email }) => ({ personId, way, reason, since, email }));
}
