import assert from "node:assert/strict";
import { int, table, text } from "../../projections/runtime/definition.ts";
import { eachOf } from "../../projections/runtime/each.ts";
import { MISS, TableRows } from "../../projections/runtime/rows.ts";
import type { Statement } from "../../projections/runtime/sql.ts";

Deno.test("what one fact needs to know of many is read in one question, and not one after another", async () => {
  const counted = table({ key: "id", columns: { id: text(), n: int() } });
  const rows = new TableRows("read", "counted", counted, 10);
  const asked: Statement[] = [];
  const db = {
    query: (statement: Statement) => {
      asked.push(statement);
      return Promise.resolve({ rows: [{ id: "b", n: 7 }], rowCount: 1 });
    },
  };
  const look = () => eachOf(["a", "b", "c"], (id) => rows.get(id)?.n ?? null);
  assert.throws(look, (error) => error === MISS);
  await rows.load(db);
  assert.deepEqual(look(), [null, 7, null]);
  assert.equal(asked.length, 1);
  assert.throws(() => eachOf(["a"], () => assert.fail("its own error")), { message: "its own error" });
});
