import type { Caller } from "../commands/deps.ts";
import { keepFile } from "../commands/keep_file.ts";
import { Rejected } from "../domain/decider.ts";
import { MOST_DOCUMENT_BYTES, UnknownDocument } from "../media/documents.ts";
import { pictureKindOf } from "../media/kind.ts";
import type { Application } from "./application.ts";
import { MAX_BODY, readForm } from "./body.ts";
import { Problem } from "./problem.ts";
import { readMultipart } from "./multipart.ts";
import { pictureOf, textsOf } from "./upload.ts";

type Keeping = Pick<Application, "pictures" | "documents" | "commands">;

/** Most bytes of the texts of a form: some times what its fields take, so that it is said at the field what is too long. */
export const MOST_TEXT = 16_000_000;
const limits = { files: MOST_DOCUMENT_BYTES + MAX_BODY, texts: MOST_TEXT, read: 150 * MAX_BODY };

/** Why files were not taken, by their fields. */
export type RefusedFiles = Record<string, Problem | Rejected>;

/** Fields that take files; beside each stands a hidden one, without `Chosen`, that holds the id of what was kept. */
const fileFields = /^(logo|speakers\.\d{1,3}\.photo|materials\.\d{1,3}\.file)Chosen$/;

/**
 * A form, with or without files. A file is kept at once and its id put into the form, so that it stays when something
 * else is wrong; one that cannot be taken is named in `refused`, by its field.
 * @throws {Problem} `body_too_large` for the form as a whole, `unsupported_media_type`
 */
export async function readFormWithFiles(
  app: Keeping,
  caller: Caller,
  request: Request,
): Promise<{ raw: Record<string, string>; refused: RefusedFiles }> {
  if (!/^multipart\//i.test(request.headers.get("content-type") ?? "")) {
    return { raw: await readForm(request, MOST_TEXT), refused: {} };
  }
  const { form, tooLarge } = await readMultipart(request, limits);
  const raw = textsOf(form);
  const refused: RefusedFiles = Object.fromEntries(
    tooLarge.map((name) => [
      name,
      new Problem(fileFields.exec(name)?.[1]?.endsWith("file") ? "document_too_large" : "picture_too_large"),
    ]),
  );
  for (const [name, file] of form) {
    const field = fileFields.exec(name)?.[1];
    if (!field || !(file instanceof File) || file.size === 0) continue;
    try {
      raw[field] = field.endsWith("file") ? await keepMaterial(app, caller, file) : await pictureOf(app, caller, file);
      if (field.endsWith("file")) nameAfter(raw, field, file);
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Rejected)) throw error;
      refused[name] = error;
    }
  }
  return { raw, refused };
}

/**
 * Keeps a file that people are handed. Pictures are decoded anew, without what a camera wrote about place and time; other
 * files stay as they are.
 * @throws {Problem} `document_too_large`, `document_unknown`, `picture_unreadable`
 * @throws {Rejected} `storage_limit_reached`
 */
export async function keepMaterial(app: Keeping, caller: Caller, file: File): Promise<string> {
  if (file.size > MOST_DOCUMENT_BYTES) throw new Problem("document_too_large");
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (pictureKindOf(bytes) !== null) return await pictureOf(app, caller, file);
  try {
    return await keepFile(app.commands, caller, app.documents.prepare(caller.studioId, bytes));
  } catch (error) {
    if (error instanceof UnknownDocument) throw new Problem("document_unknown");
    throw error;
  }
}

/** A file without a title is called what it is called where it came from. */
function nameAfter(raw: Record<string, string>, field: string, file: File): void {
  const title = field.replace(/file$/, "title");
  if (raw[title]?.trim()) return;
  raw[title] = file.name.replace(/\.[A-Za-z0-9]{1,5}$/, "").replace(/[_\s]+/g, " ").trim().slice(0, 200);
}
