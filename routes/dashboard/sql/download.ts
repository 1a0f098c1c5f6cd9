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
    const leaving = new AbortController();
    const question = { ...questionOf(form), asker: state.session!.userId };
    const parts = state.app.console.stream(state.studio!.id, question, leaving.signal);
    const first = await parts.next();
    const columns = (first.value ?? []) as AnswerColumn[];
    const file = fileOf(format, columns, parts as AsyncGenerator<AnswerRow[]>);
    return new Response(bodyOf(file, () => leaving.abort()), {
      headers: { "Content-Type": mediaTypes[format], "Content-Disposition": attachment(format) },
    });
  },
});

/** Whoever leaves before the end ends the query. */
function bodyOf(file: AsyncGenerator<Uint8Array>, cancel: () => void): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await file.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel,
  });
}

function attachment(format: RowFormat): string {
  return `attachment; filename="rows-${new Date().toISOString().slice(0, 10)}.${format}"`;
}
