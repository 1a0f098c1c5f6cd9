import { z } from "zod";
import { MOST_BYTES, WIDTHS } from "../media/widths.ts";
import { pictureOf } from "../web/upload.ts";
import { operation } from "./operation.ts";

export const uploadCall = operation({
  method: "POST",
  path: "/media",
  needs: "event.change",
  summary: "Keep a picture",
  description:
    "For covers, logos and photos of speakers: the answer's `id` goes there. Judged by its content; what it " +
    "tells of place and camera is left out. The same picture again has the same id, so sending it twice is sending it once.",
  upload: { types: ["image/jpeg", "image/png", "image/webp", "image/avif"], most: MOST_BYTES },
  success: {
    status: 201,
    schema: z.object({ id: z.string(), url: z.string() }).meta({ id: "Picture" }),
    description: "The picture, and where its largest width is",
  },
  problems: {
    400: "picture_unreadable",
    409: "storage_limit_reached: the studio keeps as much as it may",
    413: "The picture has more than 10 MB",
  },
  async handle({ app, caller, bytes }) {
    const id = await pictureOf(app, caller, new File([bytes], "picture"));
    return { status: 201, body: { id, url: `${app.baseUrl}/media/${id}-${WIDTHS.at(-1)}.webp` } };
  },
});
