import type pg from "pg";

/** Milliseconds between two looks. */
const PAUSE = 50;

/** Whether the views of all these tables are there: what a new installation has not yet, for the first moment of its life. */
async function areShown(db: pg.Pool, tables: readonly string[]): Promise<boolean> {
  const { rows } = await db.query(
    "select bool_and(to_regclass('read.' || quote_ident(name)) is not null) as shown from unnest($1::text[]) as name",
    [tables],
  );
  return rows[0]?.shown === true;
}

/** Waits until they are, at most so many milliseconds. Gives whether they are. */
export async function untilShown(
  db: pg.Pool,
  tables: readonly string[],
  { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal },
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (!signal?.aborted) {
    if (await areShown(db, tables)) return true;
    if (performance.now() >= deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  return false;
}
