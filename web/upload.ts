import type { Caller } from "../commands/deps.ts";
import { keepFile } from "../commands/keep_file.ts";
import { UnreadablePicture } from "../media/resize.ts";
import { MOST_BYTES } from "../media/widths.ts";
import type { Application } from "./application.ts";
import { Problem } from "./problem.ts";

/** What it takes to keep a picture. */
export type Keeping = Pick<Application, "pictures" | "commands">;

/** Room for the fields and boundaries around a file, in bytes. */
const AROUND = 64 * 1024;

/**
 * Keeps the picture that a form brings (`multipart/form-data`); reads no more than a picture may have. Answers its id and
 * the form's other fields; null when no file was chosen.
 * @throws {Problem} `unsupported_media_type`, `picture_too_large`, `picture_unreadable`
 * @throws {Rejected} `storage_limit_reached`
 */
export async function keepPicture(
  app: Keeping,
  caller: Caller,
  request: Request,
  field: string,
): Promise<{ mediaId: string | null; fields: Record<string, string> }> {
  const form = await readFiles(request, MOST_BYTES + AROUND, "picture_too_large");
  const file = form.get(field);
  const fields = textsOf(form);
  if (!(file instanceof File) || file.size === 0) return { mediaId: null, fields };
  return { mediaId: await pictureOf(app, caller, file), fields };
}

/**
 * Keeps a file as a picture.
 * @throws {Problem} `picture_too_large`, `picture_unreadable`
 * @throws {Rejected} `storage_limit_reached`
 */
export async function pictureOf({ pictures, commands }: Keeping, caller: Caller, file: File): Promise<string> {
  if (file.size > MOST_BYTES) throw new Problem("picture_too_large");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const picture = await pictures.prepare(caller.studioId, bytes).catch((error) => {
    throw error instanceof UnreadablePicture ? new Problem("picture_unreadable") : error;
  });
  return await keepFile(commands, caller, picture);
}

/** The fields of a form that are no files. NUL is dropped, as in every form. */
export function textsOf(form: FormData): Record<string, string> {
  return Object.fromEntries(
    [...form].flatMap(([name, value]) => typeof value === "string" ? [[name, value.replaceAll("\0", "")]] : []),
  );
}

/**
 * A form with files (`multipart/form-data`), of at most so many bytes; no more are read.
 * @throws {Problem} `unsupported_media_type`, and `tooLarge`
 */
export async function readFiles(
  request: Request,
  most: number,
  tooLarge: "picture_too_large" | "document_too_large",
): Promise<FormData> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\b/i.test(type) || !request.body) throw new Problem("unsupported_media_type");
  if (Number(request.headers.get("content-length") ?? 0) > most) throw new Problem(tooLarge);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > most) throw new Problem(tooLarge); // leaving the loop cancels the rest
    chunks.push(chunk);
  }
  try {
    return await new Response(new Blob(chunks), { headers: { "Content-Type": type } }).formData();
  } catch {
    throw new Problem("unsupported_media_type");
  }
}
