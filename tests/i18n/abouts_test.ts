import assert from "node:assert/strict";
import { abouts } from "../../i18n/messages/abouts.ts";
import { projections } from "../../projections/all.ts";
import { tableDocs } from "../../projections/analysis/table_docs.ts";
import { reactors } from "../../reactors/all.ts";

Deno.test("what every fold and table answers is said in every language, and nothing is left over", () => {
  const declared = new Set([...projections, ...reactors, ...tableDocs(projections)].map(({ about }) => about));
  assert.deepEqual(Object.keys(abouts).toSorted(), [...declared].toSorted());
});
