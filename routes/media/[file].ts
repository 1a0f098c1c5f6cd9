import { HttpError } from "fresh";
import { WIDTHS } from "../../media/widths.ts";
import { define } from "../../web/state.ts";

/** A picture in one of its widths. Its name stands for its content: whoever has it need not ask again. */
export const handler = define.handlers({
  async GET(ctx) {
    const [, mediaId, asked] = /^([A-Za-z0-9_-]{1,90})-(\d{3,4})\.webp$/.exec(ctx.params.file ?? "") ?? [];
    const width = WIDTHS.find((known) => String(known) === asked);
    const picture = mediaId && width ? await ctx.state.app.pictures.open(mediaId, width) : null;
    if (!picture) throw new HttpError(404);
    return new Response(new Uint8Array(picture), {
      headers: {
        "Content-Type": "image/webp",
        "Cache-Control": "public, max-age=31536000, immutable",
      },
    });
  },
});
