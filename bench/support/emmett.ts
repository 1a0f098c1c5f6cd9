import pg from "pg";

/** Emmett's pool says it is closed before its connections are; one that the server ends would end us. */
export async function untilAlone(connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  const others = "select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()";
  while ((await client.query(others)).rowCount) await new Promise((resolve) => setTimeout(resolve, 50));
  await client.end();
}
