import { readForm } from "../../../web/body.ts";
import type { AnswerColumn, AnswerRow } from "../../../projections/analysis/console.ts";
import { fileOf, mediaTypes, type RowFormat, rowFormats } from "../../../web/files/rows.ts";
import { questionOf } from "../../../web/pages/analysis/sql.ts";
import { Problem } from "../../../web/problem.ts";
import { define } from "../../../web/state.ts";

/** All rows of a query as a file, as they come. What the query did wrong is told before the first byte. */
export const handler = define.handlers({
  async POST({ req, state }) {
    const form = await readForm(req);
    const format = rowFormats.find((one) => one === form.format);
    if (!format || !form.sql?.trim()) throw new Problem("invalid_input");
    const parts = state.app.console.stream(state.studio!.id, questionOf(form), req.signal);
    const first = await parts.next();
    const columns = (first.value ?? []) as AnswerColumn[];
    return new Response(ReadableStream.from(fileOf(format, columns, parts as AsyncGenerator<AnswerRow[]>)), {
      headers: { "Content-Type": mediaTypes[format], "Content-Disposition": attachment(format) },
    });
  },
});

function attachment(format: RowFormat): string {
  return `attachment; filename="rows-${new Date().toISOString().slice(0, 10)}.${format}"`;
}
