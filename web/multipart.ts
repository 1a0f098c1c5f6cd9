import { Buffer } from "node:buffer";
import { Problem } from "./problem.ts";

/** What of a form with files is kept, in bytes. */
export interface MultipartLimits {
  /** Of all files together. */
  files: number;
  /** Of everything else. */
  texts: number;
  /** What is read at all, so that the rest of the form is known though a file is too large. */
  read: number;
}

/** A form with files, and the names of the fields whose files were too large to be kept: those are empty in it. */
export interface Multipart {
  form: FormData;
  tooLarge: string[];
}

/** Longest head of a part, in bytes. */
const MOST_HEAD = 16 * 1024;
const LINE = "\r\n";

/**
 * A form with files (`multipart/form-data`), read piece by piece: of a file that is too large nothing is kept, and
 * everything that comes beside and after it is.
 * @throws {Problem} `unsupported_media_type`, `body_too_large`
 */
export async function readMultipart(request: Request, limits: MultipartLimits): Promise<Multipart> {
  const type = request.headers.get("content-type") ?? "";
  const boundary = /^multipart\/form-data\b.*?;\s*boundary="?([^";]{1,70})"?/i.exec(type)?.[1];
  if (boundary === undefined || !request.body) throw new Problem("unsupported_media_type");
  if (Number(request.headers.get("content-length") ?? 0) > limits.read) throw new Problem("body_too_large");
  const sieve = new Sieve(Buffer.from(`${LINE}--${boundary}`), limits);
  let read = 0;
  for await (const chunk of request.body) {
    read += chunk.byteLength;
    if (read > limits.read) throw new Problem("body_too_large"); // leaving the loop cancels the rest
    sieve.take(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
  }
  try {
    const form = await new Response(new Blob(sieve.end()), { headers: { "Content-Type": type } }).formData();
    return { form, tooLarge: sieve.tooLarge };
  } catch {
    throw new Problem("unsupported_media_type");
  }
}

/** Lets a form through but for the contents of files that are too large. */
class Sieve {
  readonly tooLarge: string[] = [];
  /** What was let through, but for the line break that is set before everything. */
  readonly #kept: Buffer<ArrayBuffer>[] = [];
  #waiting = Buffer.from(LINE);
  /** Of the part that is read; null between parts: its head is still to come. */
  #part: { file: string | null; from: number; bytes: number; dropped: boolean } | null = null;
  #files = 0;
  #texts = 0;

  constructor(readonly delimiter: Buffer, readonly limits: MultipartLimits) {}

  take(chunk: Buffer): void {
    this.#waiting = Buffer.concat([this.#waiting, chunk]);
    while (this.#part ? this.#content() : this.#head());
  }

  /** The form that is left. */
  end(): Buffer<ArrayBuffer>[] {
    this.#keep(this.#waiting);
    const [first, ...rest] = this.#kept;
    return first ? [first.subarray(LINE.length) as Buffer<ArrayBuffer>, ...rest] : [];
  }

  /** From a delimiter to the empty line after a part's head. Whether one was whole. */
  #head(): boolean {
    const start = this.#waiting.indexOf(this.delimiter);
    const end = start < 0 ? -1 : this.#waiting.indexOf(LINE + LINE, start);
    if (end < 0) {
      if (this.#waiting.length > MOST_HEAD) throw new Problem("unsupported_media_type");
      return false;
    }
    const head = this.#waiting.toString("utf8", start, end);
    this.#keep(this.#waiting.subarray(0, end + 2 * LINE.length));
    this.#waiting = this.#waiting.subarray(end + 2 * LINE.length);
    const name = /;\s*name="([^"]*)"/i.exec(head)?.[1] ?? "";
    this.#part = {
      file: /;\s*filename\*?=/i.test(head) ? name : null,
      from: this.#kept.length,
      bytes: 0,
      dropped: false,
    };
    return true;
  }

  /** A part's content, as far as it surely is none of the next delimiter. Whether its end was there. */
  #content(): boolean {
    const end = this.#waiting.indexOf(this.delimiter);
    const sure = end < 0 ? Math.max(0, this.#waiting.length - this.delimiter.length) : end;
    if (sure > 0) this.#keepOf(this.#waiting.subarray(0, sure));
    this.#waiting = this.#waiting.subarray(sure);
    if (end < 0) return false;
    if (this.#part?.file != null && !this.#part.dropped) this.#files += this.#part.bytes;
    this.#part = null;
    return true;
  }

  #keepOf(content: Buffer): void {
    const part = this.#part!;
    if (part.file === null) {
      this.#texts += content.length;
      if (this.#texts > this.limits.texts) throw new Problem("body_too_large");
      return this.#keep(content);
    }
    if (part.dropped) return;
    part.bytes += content.length;
    if (this.#files + part.bytes <= this.limits.files) return this.#keep(content);
    part.dropped = true;
    this.#kept.length = part.from;
    this.tooLarge.push(part.file);
  }

  #keep(bytes: Buffer): void {
    if (bytes.length > 0) this.#kept.push(Buffer.from(bytes) as Buffer<ArrayBuffer>);
  }
}
