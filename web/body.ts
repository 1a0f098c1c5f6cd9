import { Problem } from "./problem.ts";

/** Largest body of a form or an API call, in bytes. */
export const MAX_BODY = 1024 * 1024;

/**
 * Reads a body of at most `most` bytes, and no more than that of a larger one.
 * @throws {Problem} `body_too_large`
 */
export async function readBody(request: Request, most = MAX_BODY): Promise<string> {
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > most) throw new Problem("body_too_large", { most });
  if (!request.body) return "";
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of request.body) {
    bytes += chunk.byteLength;
    if (bytes > most) throw new Problem("body_too_large", { most }); // leaving the loop cancels the rest
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/**
 * The bytes of a body, at most so many; no more of a larger one are read.
 * @throws {Problem} `body_too_large`
 */
export async function readBytes(request: Request, most: number): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get("content-length") ?? 0) > most) throw new Problem("body_too_large", { most });
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > most) throw new Problem("body_too_large", { most }); // leaving the loop cancels the rest
    chunks.push(chunk);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/**
 * The JSON of a body.
 * @throws {Problem} `unsupported_media_type` when it is declared as something else, `malformed_json`
 */
export function parseJson(text: string, contentType: string | null): unknown {
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(contentType ?? "")) throw new Problem("unsupported_media_type");
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem("malformed_json");
  }
}

/**
 * The fields of a form as browsers send it without files; of several of one name, the last. NUL is dropped: Postgres and
 * people have no use for it.
 * @throws {Problem} `body_too_large`, `unsupported_media_type`
 */
export async function readForm(request: Request, most?: number): Promise<Record<string, string>> {
  return Object.fromEntries(await parseFields(request, most));
}

/** The same with every field of several of one name. @throws {Problem} the same */
export async function parseFields(request: Request, most?: number): Promise<URLSearchParams> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) throw new Problem("unsupported_media_type");
  const form = new URLSearchParams(await readBody(request, most));
  return new URLSearchParams([...form].map(([name, value]) => [name, value.replaceAll("\0", "")]));
}

/**
 * The fields and files of a form, of at most `most` bytes, which have to be announced.
 * @throws {Problem} `body_too_large`, `unsupported_media_type`
 */
export async function readUpload(request: Request, most: number): Promise<FormData> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type)) {
    throw new Problem("unsupported_media_type");
  }
  const announced = request.headers.get("content-length");
  if (announced === null || Number(announced) > most) throw new Problem("body_too_large", { most });
  try {
    return await request.formData();
  } catch {
    throw new Problem("unsupported_media_type");
  }
}
