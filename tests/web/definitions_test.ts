import assert from "node:assert/strict";
import { projections } from "../../projections/all.ts";
import { analystColumns } from "../../projections/runtime/views.ts";
import { tableDocs } from "../../projections/analysis/table_docs.ts";
import { figureKeys, figureSources } from "../../web/pages/analytics/figures.ts";

Deno.test("every figure is read from a column that there is, folded from facts that are named", () => {
  for (const key of figureKeys) {
    const { projection, table, column, facts, of } = figureSources[key];
    const spec = projections.find(({ name }) => name === projection);
    assert.ok(spec?.tables[table]?.columns[column], key);
    assert.ok(facts.length > 0, key);
    // a rate has its facts from the figures that it is made of
    for (const type of of ? [] : facts) {
      assert.ok(!spec.types || spec.types.includes(type), `${projection} does not fold ${type}`);
    }
  }
});

Deno.test("the documented tables are those that say whose a row is, without personal columns", () => {
  const docs = tableDocs(projections);
  for (const { name, columns } of docs) {
    const table = projections.flatMap(({ tables }) => Object.entries(tables)).find(([one]) => one === name)![1];
    assert.deepEqual(columns.map((column) => column.name), analystColumns(table).map(([column]) => column));
    for (const { name: column } of columns) {
      assert.equal(table.columns[column]!.personal, undefined, `${name}.${column}`);
    }
  }
  assert.ok(docs.some(({ name }) => name === "registrations"));
  assert.ok(!docs.some(({ name }) => name === "event_card_places"));
});
