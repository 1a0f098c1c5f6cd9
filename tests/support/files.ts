import { Buffer } from "node:buffer";
import { join } from "node:path";

/** Files below these folders that hold one of the texts as UTF-8: as it is given, or in lower case. */
export async function filesWith(folders: readonly string[], texts: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(texts.flatMap((text) => [text, text.toLowerCase()]))].map((text) => Buffer.from(text));
  const found = await Promise.all(folders.map((folder) => search(folder, wanted)));
  return found.flat();
}

async function search(folder: string, wanted: readonly Buffer[]): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory, isFile } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) found.push(...await search(path, wanted).catch(gone));
    if (!isFile) continue;
    const bytes = Buffer.from(await Deno.readFile(path).catch(() => new Uint8Array())); // deleted meanwhile
    if (wanted.some((text) => bytes.includes(text))) found.push(path);
  }
  return found;
}

function gone(error: unknown): string[] {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
  return [];
}
