import { z } from "zod";
import { MOST_BYTES, WIDTHS } from "../media/widths.ts";
import { pictureOf } from "../web/upload.ts";
import { authorise } from "../commands/authorise.ts";
import { eventIn } from "../commands/streams.ts";
import { EventId } from "../domain/ids.ts";
import { documentTypes } from "../media/document_kind.ts";
import { MOST_DOCUMENT_BYTES } from "../media/documents.ts";
import { keepMaterial } from "../web/form_files.ts";
import { materialResponse } from "../web/materials.ts";
import { Problem } from "../web/problem.ts";
import { operation } from "./operation.ts";

export const uploadCall = operation({
  method: "POST",
  path: "/media",
  needs: "event.change",
  idempotent: true,
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

const plainTypes = Object.values(documentTypes).map((type) => type.split(";")[0]!);

export const uploadFileCall = operation({
  method: "POST",
  path: "/media/files",
  needs: "event.change",
  idempotent: true,
  summary: "Keep a file",
  description:
    "For an event's materials: the answer's `id` goes there, as `mediaId`. Judged by its content; what holds " +
    "macros, or is of another kind, is refused. The same file again has the same id.",
  upload: { types: plainTypes, most: MOST_DOCUMENT_BYTES },
  success: { status: 201, schema: z.object({ id: z.string() }).meta({ id: "File" }), description: "The file" },
  problems: {
    400: "document_unknown",
    409: "storage_limit_reached: the studio keeps as much as it may",
    413: "The file has more than 25 MB",
  },
  async handle({ app, caller, bytes }) {
    return { status: 201, body: { id: await keepMaterial(app, caller, new File([bytes], "file")) } };
  },
});

export const materialCall = operation({
  method: "GET",
  path: "/events/{id}/materials/{materialId}",
  needs: "event.read",
  summary: "Take a material's file along",
  description: "Of a material that is a link, the address stands in the event.",
  success: { status: 200, files: [...Object.values(documentTypes), "image/webp"], description: "The file" },
  problems: {
    403: "Another trainer's event, or not for this role or key",
    404: "No such event in this studio, or no such file in it",
  },
  async handle({ app, caller, params }) {
    const event = await eventIn(app.commands, caller.studioId, EventId.parse(params.id));
    authorise(caller, "event.read", event.trainerId);
    const files = event.materials.filter(({ at }) => at.is === "file");
    const found = await materialResponse(
      app,
      { materials: files, lifecycle: "published" },
      "member",
      params.materialId,
    );
    if (!found) throw new Problem("not_found");
    return found;
  },
});
