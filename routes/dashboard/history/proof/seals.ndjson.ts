import { download, sealsFile } from "../../../../web/pages/log_export.ts";
import { workplaceOf } from "../../../../web/pages/trainer.ts";
import { define } from "../../../../web/state.ts";

export const handler = define.handlers({
  GET: ({ state }) => download("seals.ndjson", "application/x-ndjson", sealsFile(state.app, workplaceOf(state).id)),
});
