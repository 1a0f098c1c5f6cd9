import { createHash } from "node:crypto";

/** Many files as one, in the format that `tar` reads (USTAR), with nothing but names and bytes. */
export interface ArchivedFile {
  /** Relative, with `/`, at most 100 bytes. */
  name: string;
  size: number;
  /** Its bytes; to be read, or left, before the next file is asked for. */
  content: AsyncIterable<Uint8Array>;
}

const BLOCK = 512;
const CHUNK = 256 * 1024;
const MOST_OCTAL = 8 ** 11;

/** The bytes of an archive with these files. @throws when one of them has not the size it was said to have */
export async function* archiveOf(
  files: AsyncIterable<ArchivedFile> | Iterable<ArchivedFile>,
): AsyncGenerator<Uint8Array> {
  for await (const { name, size, content } of files) {
    yield header(name, size);
    let written = 0;
    for await (const chunk of content) {
      yield chunk;
      written += chunk.length;
    }
    if (written !== size) throw new Error(`${name} changed while it was copied`);
    yield new Uint8Array(padding(size));
  }
  yield new Uint8Array(2 * BLOCK);
}

/** Reads an archive's files in order. `path` is what it is called in errors. @throws {TypeError} it is none, or is cut off */
export async function* readArchive(bytes: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<ArchivedFile> {
  const source = new Source(bytes, path);
  try {
    for (;;) {
      const block = await source.exactly(BLOCK);
      if (block.every((byte) => byte === 0)) return;
      const { name, size } = parseHeader(block, path);
      let left = size;
      const content = async function* () {
        while (left > 0) {
          const chunk = await source.upTo(Math.min(left, CHUNK));
          left -= chunk.length;
          yield chunk;
        }
      };
      yield { name, size, content: content() };
      while (left > 0) left -= (await source.upTo(Math.min(left, CHUNK))).length;
      await source.exactly(padding(size));
    }
  } finally {
    await source.end();
  }
}

/** SHA-256 of a file, hex. */
export async function checksum(content: AsyncIterable<Uint8Array>): Promise<string> {
  const sum = createHash("sha256");
  for await (const chunk of content) sum.update(chunk);
  return sum.digest("hex");
}

/** A file's bytes in chunks. */
export async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await Deno.open(path, { read: true });
  try {
    for (;;) {
      const bytes = new Uint8Array(CHUNK);
      const read = await file.read(bytes);
      if (read === null) return;
      yield bytes.subarray(0, read);
    }
  } finally {
    file.close();
  }
}

/** Writes a new file, readable by its owner only, on the disk when this resolves; its SHA-256. */
export async function writeNew(path: string, content: AsyncIterable<Uint8Array>): Promise<string> {
  const file = await Deno.open(path, { createNew: true, write: true, mode: 0o600 });
  const sum = createHash("sha256");
  try {
    for await (const chunk of content) {
      sum.update(chunk);
      for (let at = 0; at < chunk.length;) at += await file.write(chunk.subarray(at));
    }
    await file.sync();
  } finally {
    file.close();
  }
  return sum.digest("hex");
}

/** Chunks of any length, asked for by length. */
export class Source {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #name: string;
  #rest: Uint8Array = new Uint8Array();

  constructor(bytes: AsyncIterable<Uint8Array>, name: string) {
    this.#chunks = bytes[Symbol.asyncIterator]();
    this.#name = name;
  }

  /** At least one byte, at most `most`. @throws {TypeError} at the end */
  async upTo(most: number): Promise<Uint8Array> {
    if (!await this.#fill()) throw new TypeError(`${this.#name} is cut off`);
    const taken = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(taken.length);
    return taken;
  }

  /** @throws {TypeError} when there are fewer */
  async exactly(length: number): Promise<Uint8Array> {
    const found = await this.atMost(length);
    if (found.length < length) throw new TypeError(`${this.#name} is cut off`);
    return found;
  }

  /** So many bytes, or all that are left. */
  async atMost(length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length && await this.#fill()) {
      const taken = this.#rest.subarray(0, length - filled);
      bytes.set(taken, filled);
      this.#rest = this.#rest.subarray(taken.length);
      filled += taken.length;
    }
    return bytes.subarray(0, filled);
  }

  async end(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #fill(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const next = await this.#chunks.next();
      if (next.done) return false;
      this.#rest = next.value;
    }
    return true;
  }
}

function padding(size: number): number {
  return (BLOCK - size % BLOCK) % BLOCK;
}

function header(name: string, size: number): Uint8Array {
  const block = new Uint8Array(BLOCK);
  const put = (text: string, at: number) => block.set(new TextEncoder().encode(text), at);
  if (new TextEncoder().encode(name).length > 100) throw new TypeError(`too long a name for an archive: ${name}`);
  put(name, 0);
  put("0000600\0" + "0000000\0".repeat(2), 100);
  if (size < MOST_OCTAL) put(size.toString(8).padStart(11, "0") + "\0", 124);
  else new DataView(block.buffer).setBigUint64(128, BigInt(size)), block[124] = 0x80;
  put("00000000000\0" + " ".repeat(8) + "0", 136);
  put("ustar\x0000", 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(sum.toString(8).padStart(6, "0") + "\0 ", 148);
  return block;
}

function parseHeader(block: Uint8Array, path: string): { name: string; size: number } {
  const text = (from: number, length: number) =>
    new TextDecoder().decode(block.subarray(from, from + length)).split("\0")[0]!;
  if (text(257, 5) !== "ustar") throw new TypeError(`${path} is not an archive`);
  const large = block[124] === 0x80;
  const size = large
    ? Number(new DataView(block.buffer, block.byteOffset).getBigUint64(128))
    : parseInt(text(124, 12), 8);
  return { name: text(0, 100), size };
}
