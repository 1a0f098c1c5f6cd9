import { type Context, HttpError } from "fresh";
import { recordExport } from "../../../../commands/record_look.ts";
import { callerOf } from "../../../../web/caller.ts";
import { filterOf, HistoryQuery } from "../../../../web/pages/history.ts";
import {
  download,
  type Exported,
  exportedFile,
  type ExportFormat,
  manifestOf,
} from "../../../../web/pages/log_export.ts";
import { workplaceOf } from "../../../../web/pages/trainer.ts";
import { define, type State } from "../../../../web/state.ts";

const types: Record<ExportFormat, string> = { ndjson: "application/x-ndjson", csv: "text/csv; charset=utf-8" };

/** What the address asks for. @throws {HttpError} 400 without the position up to which it is asked */
function exportOf({ state, url }: Context<State>): Exported {
  const studioId = workplaceOf(state).id;
  const through = url.searchParams.get("through") ?? "";
  if (!/^\d{1,16}$/.test(through)) throw new HttpError(400);
  const filter = filterOf(studioId, HistoryQuery.parse(Object.fromEntries(url.searchParams)));
  return { studioId, filter, through };
}

function formatOf(file: string | undefined): ExportFormat {
  const [, format] = /^facts\.(ndjson|csv)$/.exec(file ?? "") ?? [];
  if (!format) throw new HttpError(404);
  return format as ExportFormat;
}

export const handler = define.handlers({
  async GET(ctx) {
    const { app } = ctx.state;
    const { file } = ctx.params;
    if (file === "manifest.json" || file === "manifest-csv.json") {
      const manifest = await manifestOf(app, exportOf(ctx), file === "manifest.json" ? "ndjson" : "csv");
      return Response.json(manifest, { headers: { "Content-Disposition": `attachment; filename="${file}"` } });
    }
    const format = formatOf(file);
    return download(`facts.${format}`, types[format], exportedFile(app, exportOf(ctx), format, false));
  },

  /** With personal data, once it stands in the log that it leaves. */
  async POST(ctx) {
    const { app } = ctx.state;
    const format = formatOf(ctx.params.file);
    const exported = exportOf(ctx);
    const filter = ctx.url.searchParams.toString().slice(0, 2_000);
    await recordExport(app.commands, callerOf(ctx.state), { what: "log", filter, format });
    return download(`facts-personal.${format}`, types[format], exportedFile(app, exported, format, true));
  },
});
