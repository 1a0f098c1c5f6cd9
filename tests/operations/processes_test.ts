import assert from "node:assert/strict";
import { announcePresence } from "../../operations/processes.ts";
import { eventually } from "../support/app.ts";
import { startPostgres } from "../support/postgres.ts";

Deno.test("a process starts while its database does not answer, and says that it lives once it does", async () => {
  await using postgres = await startPostgres();
  const db = postgres.pool({ connectionTimeoutMillis: 500 });
  await postgres.freeze();
  const reported: unknown[] = [];
  const presence = await announcePresence({ db, roles: ["web"], report: (error) => reported.push(error) });
  try {
    assert.equal(reported.length, 1);
    await postgres.thaw();
    const [seen] = await eventually("it to be seen", async () => {
      const list = await presence.list().catch(() => []);
      return list.length > 0 && list;
    }, 60_000);
    assert.deepEqual([seen!.id, seen!.self, seen!.roles], [presence.id, true, ["web"]]);
  } finally {
    await presence.close();
  }
});
