import type { StudioId } from "../../domain/ids.ts";
import { listLog, logEntry } from "../../projections/queries.ts";
import type { Application } from "../application.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const REFERENCE = /^([0-9A-HJKMNP-TV-Z]{4})-?([0-9A-HJKMNP-TV-Z]{4})$/;
const LOG = "/dashboard/history";

/**
 * Where in the log that is which somebody has at hand: the id of a domain event, stream, person, registration or request; the
 * reference of a registration; a person's address, which is looked up by its keyed hash and stands in no address of a page.
 * Null when this studio knows nothing of it.
 */
export async function findInLog(
  app: Pick<Application, "db" | "vault">,
  studioId: StudioId,
  typed: string,
): Promise<string | null> {
  const text = typed.trim();
  if (text.includes("@")) {
    const personId = await app.vault.findPerson(studioId, text);
    return personId && `${LOG}?person=${personId}`;
  }
  if (REFERENCE.test(text.toUpperCase())) return await byReference(app, studioId, text.toUpperCase());
  if (UUID.test(text.toLowerCase())) return await byId(app, studioId, text.toLowerCase());
  if (!/^[a-z_]+-[\w-]{1,180}$/.test(text)) return null;
  const found = await listLog(app.db, { studioId, stream: text, limit: 1 });
  return found.length > 0 ? streamHref(text) : null;
}

/** Path of the page about one stream. */
export function streamHref(stream: string): string {
  return `${LOG}/streams/${encodeURIComponent(stream)}`;
}

async function byReference({ db }: Pick<Application, "db">, studioId: StudioId, text: string) {
  const [, first, second] = REFERENCE.exec(text)!;
  const row = await db.selectFrom("registrations").select("registration_id").where("studio_id", "=", studioId)
    .where("reference", "=", `${first}-${second}`).executeTakeFirst();
  return row ? `${LOG}?registration=${row.registration_id}` : null;
}

async function byId({ db }: Pick<Application, "db">, studioId: StudioId, id: string): Promise<string | null> {
  const entry = await logEntry(db, id);
  if (entry?.studioId === studioId) return `${LOG}/${id}`;
  const filters = { registrationId: "registration", personId: "person", correlationId: "correlation" } as const;
  for (const [filter, name] of Object.entries(filters)) {
    if ((await listLog(db, { studioId, [filter]: id, limit: 1 })).length > 0) return `${LOG}?${name}=${id}`;
  }
  const [any] = await listLog(db, { studioId, stream: `event-${id}`, limit: 1 });
  return any ? streamHref(any.stream) : null;
}
