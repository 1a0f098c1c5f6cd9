import { UnreadablePicture } from "../media/resize.ts";
import { MOST_BYTES } from "../media/widths.ts";
import type { Application } from "./application.ts";
import { Problem } from "./problem.ts";

/** Room for the fields and boundaries around a file, in bytes. */
const AROUND = 64 * 1024;

/**
 * Keeps the picture that a form brings (`multipart/form-data`); reads no more than a picture may have. Answers its id and
 * the form's other fields; null when no file was chosen.
 * @throws {Problem} `unsupported_media_type`, `picture_too_large`, `picture_unreadable`
 */
export async function keepPicture(
  { pictures }: Pick<Application, "pictures">,
  studioId: string,
  request: Request,
  field: string,
): Promise<{ mediaId: string | null; fields: Record<string, string> }> {
  const form = await readFiles(request);
  const file = form.get(field);
  const fields = Object.fromEntries(
    [...form].flatMap(([name, value]) => typeof value === "string" ? [[name, value]] : []),
  );
  if (!(file instanceof File) || file.size === 0) return { mediaId: null, fields };
  if (file.size > MOST_BYTES) throw new Problem("picture_too_large");
  try {
    return { mediaId: await pictures.keep(studioId, new Uint8Array(await file.arrayBuffer())), fields };
  } catch (error) {
    if (error instanceof UnreadablePicture) throw new Problem("picture_unreadable");
    throw error;
  }
}

async function readFiles(request: Request): Promise<FormData> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\b/i.test(type) || !request.body) throw new Problem("unsupported_media_type");
  const most = MOST_BYTES + AROUND;
  if (Number(request.headers.get("content-length") ?? 0) > most) throw new Problem("picture_too_large");
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > most) throw new Problem("picture_too_large"); // leaving the loop cancels the rest
    chunks.push(chunk);
  }
  try {
    return await new Response(new Blob(chunks), { headers: { "Content-Type": type } }).formData();
  } catch {
    throw new Problem("unsupported_media_type");
  }
}
