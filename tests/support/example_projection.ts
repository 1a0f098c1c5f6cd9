import { int, projection, table, text } from "../../projections/runtime/definition.ts";

/** Registrations per source: what somebody tries out before it is deployed. */
export const sources = projection({
  name: "sources",
  version: 1,
  about: "How many asked for a place, by where they came from.",
  tables: { sources: table({ key: "source", columns: { source: text(), count: int() } }) },
  on: {
    RegistrationRequested: ({ data: { source } }, rows) => {
      if (!rows.sources.update(source, (row) => void row.count++)) rows.sources.insert({ source, count: 1 });
    },
  },
});
