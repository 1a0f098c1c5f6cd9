import { dirname, join } from "node:path";
import { readArchive, writeNew } from "./archive.ts";
import { MANIFEST, type Manifest, needed } from "./manifest.ts";
import { looksSealed, openFile } from "./sealed_file.ts";

export interface Packed {
  bytes: AsyncIterable<Uint8Array>;
  /** What it is called in errors. */
  name: string;
  /** Key or passphrase, for one that is encrypted. */
  key: string | null;
}

/**
 * Unpacks a backup into an empty folder and holds every file against the manifest.
 * @throws {TypeError} it is no backup, or not what it was, or encrypted with another key
 */
export async function unpack({ bytes, name: file, key }: Packed, folder: string): Promise<Manifest> {
  let manifest: Manifest | null = null;
  const found = new Map<string, string>();
  for await (const { name, content } of readArchive(await decrypted(bytes, key, file), file)) {
    if (!manifest) {
      if (name !== MANIFEST) throw new TypeError(`${file} is no backup: it does not begin with ${MANIFEST}`);
      manifest = await manifestIn(content, file);
      continue;
    }
    if (
      !manifest.files.some((listed) => listed.name === name) || name.startsWith("/") || name.split("/").includes("..")
    ) {
      throw new TypeError(`${file} holds ${name}, which its manifest does not list`);
    }
    await Deno.mkdir(dirname(join(folder, name)), { recursive: true });
    found.set(name, await writeNew(join(folder, name), content));
  }
  if (!manifest) throw new TypeError(`${file} is empty`);
  for (const { name, sha256 } of manifest.files) {
    if (found.get(name) !== sha256) throw new TypeError(`${file} is damaged: ${name} is not what was backed up`);
  }
  for (const name of needed[manifest.shape]) {
    if (!found.has(name)) throw new TypeError(`${file} lacks ${name}`);
  }
  return manifest;
}

async function manifestIn(content: AsyncIterable<Uint8Array>, file: string): Promise<Manifest> {
  const text = await new Response(ReadableStream.from(content)).text();
  try {
    const manifest = JSON.parse(text) as Manifest;
    if (manifest.format === 2) return manifest;
  } catch {
    throw new TypeError(`${file} is damaged: its manifest cannot be read`);
  }
  throw new TypeError(`${file} was made by another version`);
}

/** An archive's own bytes, whether it is encrypted or not. */
async function decrypted(
  bytes: AsyncIterable<Uint8Array>,
  key: string | null,
  file: string,
): Promise<AsyncIterable<Uint8Array>> {
  const chunks = bytes[Symbol.asyncIterator]();
  const first = await chunks.next();
  const whole = (async function* () {
    if (!first.done) yield first.value;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  })();
  return !first.done && looksSealed(first.value) ? openFile(whole, key, file) : whole;
}
