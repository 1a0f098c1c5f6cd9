import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { BulkAction } from "../domain/bulk/events.ts";
import type { ReadModels } from "./all.ts";
import { type Column, int, nullable, projection, table, text, timestamptz, uuid } from "./runtime/definition.ts";

const actions = table({
  key: "bulk_id",
  about: "What is done with many registrations at once, and how far it is.",
  columns: {
    bulk_id: uuid(),
    studio_id: uuid(),
    event_id: uuid(),
    action: text() as Column<BulkAction>,
    total: int(),
    /** Named so far; nothing is done before all are. */
    listed: int(),
    done: int(),
    failed: int(),
    /** Who asked for it, as facts name them. */
    actor: text(),
    correlation_id: nullable(uuid()),
    started_at: timestamptz(),
    updated_at: timestamptz(),
  },
  rawIndexes: ["(started_at) where done < total"],
});

export const bulkActions = projection({
  name: "bulk_actions",
  version: 1,
  about: "Bulk actions on registrations: the worker finds here what is not through yet.",
  tables: { bulk_actions: actions },
  on: {
    BulkStarted: ({ data: { bulkId, studioId, eventId, action, total }, meta }, rows) =>
      rows.bulk_actions.insert({
        bulk_id: bulkId,
        studio_id: studioId,
        event_id: eventId,
        action,
        total,
        listed: 0,
        done: 0,
        failed: 0,
        actor: meta.actor,
        correlation_id: meta.correlationId,
        started_at: meta.occurredAt,
        updated_at: meta.occurredAt,
      }),
    BulkListed: ({ data: { bulkId, registrationIds }, meta }, rows) =>
      rows.bulk_actions.update(bulkId, (row) => {
        row.listed += registrationIds.length;
        row.updated_at = meta.occurredAt;
      }),
    BulkProgressed: ({ data: { bulkId, done, failed }, meta }, rows) =>
      rows.bulk_actions.update(bulkId, (row) => {
        row.done = done;
        row.failed += failed.length;
        row.updated_at = meta.occurredAt;
      }),
  },
});

/** A bulk action that is not through. */
export interface OpenBulk {
  bulkId: string;
  studioId: string;
  actor: string;
  correlationId: string | null;
}

/** The bulk actions that can go on, of all studios, the oldest first. */
export async function openBulks(db: Kysely<ReadModels>): Promise<OpenBulk[]> {
  const rows = await db.selectFrom("bulk_actions").where(sql<boolean>`done < total`)
    .where(sql<boolean>`listed = total`).select(["bulk_id", "studio_id", "actor", "correlation_id"])
    .orderBy("started_at").execute();
  return rows.map((row) => ({
    bulkId: row.bulk_id,
    studioId: row.studio_id,
    actor: row.actor,
    correlationId: row.correlation_id,
  }));
}
