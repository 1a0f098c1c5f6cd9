import assert from "node:assert/strict";
import { projections } from "../../projections/all.ts";
import { requestRebuild } from "../../projections/runtime/requests.ts";
import { startPostgres } from "../support/postgres.ts";
import { openHistory, writeHistory } from "./history.ts";
import { caughtUp, contents, eventually, run } from "./running.ts";

Deno.test("a rebuild equals what was folded live, whatever the size of the pages, erasures included", async () => {
  await using postgres = await startPostgres();
  const pool = postgres.pool();
  const history = await openHistory();
  for (const [seed, pageSize] of [[1, 3], [2, 50], [3, 1000]] as const) {
    const live = run(pool, history, { pageSize });
    await writeHistory(history, 600, seed, { marketing: true });
    await caughtUp(pool, history);
    assert.deepEqual(live.problems, []);
    await live.stop();
    const before = await contents(pool);
    for (const cachedRows of [0, 20_000]) {
      const again = run(pool, history, { pageSize: pageSize * 2 + 1, cachedRows });
      await caughtUp(pool, history);
      for (const spec of projections) assert.ok(await requestRebuild(pool, spec, await history.log.head()));
      again.runner.recheck();
      await eventually(async () => {
        const { rows } = await pool.query("select 1 from projections.generations where state = 'building'");
        return rows.length === 0;
      });
      assert.deepEqual(again.problems, []);
      await again.stop();
      assert.deepEqual(await contents(pool), before);
    }
  }
  const held = await contents(pool);
  for (
    const table of [
      "lead_tasks",
      "lead_notes",
      "segments",
      "tag_rules",
      "tracking_pixels",
      "conversions",
      "conversion_sources",
      "webhooks",
      "webhook_calls",
      "consent_ledger",
      "suppressions",
    ]
  ) {
    assert.ok((held[table] ?? "").length > 2, `${table} has nothing in it: the history tells nothing of it`);
  }
  assert.match((await contents(pool)).people!, /"erased": true/);
  assert.doesNotMatch((await contents(pool)).people!, /"email": null[^}]*"erased": false/);
  await history.close();
});
