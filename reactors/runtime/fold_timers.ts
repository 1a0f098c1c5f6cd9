import type { Rows } from "../../projections/runtime/definition.ts";
import type { Timers } from "./definition.ts";
import type { TimerRow } from "./tables.ts";

/** A reactor's timers over the rows they are kept in. `changed` is called when there are others than before. */
export function timersOf(reactor: string, rows: Rows<TimerRow>, changed: () => void): Timers {
  return {
    replace(scope, timers) {
      const keys = new Set(timers.map(({ key }) => key));
      for (const row of rows.where({ scope })) if (!keys.has(row.key)) rows.delete(row.key);
      for (const { key, due, data } of timers) {
        const known = rows.get(key);
        const elapsed = known !== undefined && known.elapsed && sameMoment(known.due, due);
        rows.insert({ key, scope, due, data, elapsed });
      }
      changed();
    },
    remove(scope) {
      for (const row of rows.where({ scope })) rows.delete(row.key);
    },
    of: (scope) => rows.where({ scope }),
    is({ data }) {
      if (data.reactor !== reactor) return undefined;
      const row = rows.get(data.key);
      return row && sameMoment(row.due, data.due) ? row : undefined;
    },
  };
}

function sameMoment(a: string, b: string): boolean {
  return Date.parse(a) === Date.parse(b);
}
