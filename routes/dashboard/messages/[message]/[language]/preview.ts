import { readForm } from "../../../../../web/body.ts";
import { previewResponse } from "../../../../../web/pages/message_editor.ts";
import { define } from "../../../../../web/state.ts";

/** A message as it would arrive, for the frame beside its editor: as it is saved, or as the form has it now. */
export const handler = define.handlers({
  GET: (ctx) => previewResponse(ctx, null),
  POST: async (ctx) => previewResponse(ctx, await readForm(ctx.req)),
});
