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

/** Writes files into a new archive, readable by its owner only, on the disk when this resolves. */
export async function writeArchive(path: string, files: AsyncIterable<ArchivedFile> | Iterable<ArchivedFile>) {
  const archive = await Deno.open(path, { createNew: true, write: true, mode: 0o600 });
  try {
    for await (const { name, size, content } of files) {
      await writeAll(archive, header(name, size));
      let written = 0;
      for await (const chunk of content) {
        await writeAll(archive, chunk);
        written += chunk.length;
      }
      if (written !== size) throw new Error(`${name} changed while it was copied`);
      await writeAll(archive, new Uint8Array(padding(size)));
    }
    await writeAll(archive, new Uint8Array(2 * BLOCK));
    await archive.sync();
  } finally {
    archive.close();
  }
}

/** Reads an archive's files in order. @throws {TypeError} it is none, or is cut off */
export async function* readArchive(path: string): AsyncGenerator<ArchivedFile> {
  const archive = await Deno.open(path, { read: true });
  try {
    for (let at = 0;;) {
      const block = await readExactly(archive, at, BLOCK, path);
      if (block.every((byte) => byte === 0)) return;
      const { name, size } = parseHeader(block, path);
      at += BLOCK;
      yield { name, size, content: stretch(archive, at, size, path) };
      at += size + padding(size);
    }
  } finally {
    archive.close();
  }
}

/** A file of the disk, for an archive. */
export async function fileToArchive(name: string, path: string): Promise<ArchivedFile> {
  const { size } = await Deno.stat(path);
  return { name, size, content: bytesOf(path) };
}

/** SHA-256 of a file, hex. */
export async function checksum(content: AsyncIterable<Uint8Array>): Promise<string> {
  const sum = createHash("sha256");
  for await (const chunk of content) sum.update(chunk);
  return sum.digest("hex");
}

/** A file's bytes in chunks. */
export async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  const { size } = await Deno.stat(path);
  const file = await Deno.open(path, { read: true });
  try {
    yield* stretch(file, 0, size, path);
  } finally {
    file.close();
  }
}

async function* stretch(file: Deno.FsFile, from: number, size: number, path: string): AsyncGenerator<Uint8Array> {
  for (let at = from; at < from + size;) {
    const chunk = await readExactly(file, at, Math.min(CHUNK, from + size - at), path);
    yield chunk;
    at += chunk.length;
  }
}

async function readExactly(file: Deno.FsFile, at: number, length: number, path: string): Promise<Uint8Array> {
  await file.seek(at, Deno.SeekMode.Start);
  const bytes = new Uint8Array(length);
  for (let read = 0; read < length;) {
    const n = await file.read(bytes.subarray(read));
    if (n === null) throw new TypeError(`${path} is cut off`);
    read += n;
  }
  return bytes;
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
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
