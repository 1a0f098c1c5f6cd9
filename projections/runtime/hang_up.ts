import type pg from "pg";

/** Milliseconds for a goodbye; `end()` never answers on a connection that broke at the wrong moment. */
const PATIENCE = 1_000;

/** Ends a connection, however it stands, and never throws. */
export async function hangUp(client: pg.Client): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, PATIENCE);
  try {
    await Promise.race([client.end(), late.promise]);
  } catch {
    // it was gone already
  } finally {
    clearTimeout(timer);
  }
}
