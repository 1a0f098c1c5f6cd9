import type { Queryable } from "./sql.ts";

/** A pool or one of its clients. */
export interface Pool extends Queryable {
  connect(): Promise<Queryable & { release(error?: boolean): void }>;
}

/** Runs `work` in a transaction of its own. @throws what `work` or the commit throws; then nothing was written, if the error is not about the connection */
export async function transaction<T>(pool: Pool, work: (tx: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query({ text: "begin" });
    const result = await work(client);
    await client.query({ text: "commit" });
    return result;
  } catch (error) {
    await client.query({ text: "rollback" }).catch(() => broken = true);
    throw error;
  } finally {
    client.release(broken);
  }
}
