import { Buffer } from "node:buffer";
import { join } from "node:path";

/** Files below these folders that hold one of the texts as UTF-8, in whatever case their ASCII letters are. */
export async function filesWith(folders: readonly string[], texts: readonly string[]): Promise<string[]> {
  const wanted = texts.map((text) => Buffer.from(lowered(Buffer.from(text))));
  const found = await Promise.all(folders.map((folder) => search(folder, wanted)));
  return found.flat();
}

async function search(folder: string, wanted: readonly Buffer[]): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory, isFile } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) found.push(...await search(path, wanted).catch(gone));
    if (!isFile) continue;
    const bytes = Buffer.from(lowered(await Deno.readFile(path).catch(() => new Uint8Array()))); // deleted meanwhile
    if (wanted.some((text) => bytes.includes(text))) found.push(path);
  }
  return found;
}

function lowered(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte) => byte >= 65 && byte <= 90 ? byte + 32 : byte);
}

function gone(error: unknown): string[] {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
  return [];
}
