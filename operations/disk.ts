import { statfs } from "node:fs/promises";
import { join } from "node:path";

export interface Disk {
  freeBytes: number;
  totalBytes: number;
}

/** The disk below a folder, as an ordinary user may use it. */
export async function diskOf(folder: string): Promise<Disk> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { freeBytes: Number(bavail) * Number(bsize), totalBytes: Number(blocks) * Number(bsize) };
}

/** Size of a file with what SQLite keeps beside it; 0 where there is none. */
export async function sizeOf(file: string): Promise<number> {
  const parts = await Promise.all(["", "-wal"].map((end) => Deno.stat(file + end).catch(() => null)));
  return parts.reduce((sum, part) => sum + (part?.size ?? 0), 0);
}

/** Size of everything below a folder. */
export async function sizeBelow(folder: string): Promise<number> {
  let sum = 0;
  try {
    for await (const { name, isDirectory, isFile } of Deno.readDir(folder)) {
      const path = join(folder, name);
      if (isDirectory) sum += await sizeBelow(path);
      else if (isFile) sum += (await Deno.stat(path).catch(() => null))?.size ?? 0;
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error; // nothing there, or deleted meanwhile
  }
  return sum;
}

/** Days until a disk is full at today's pace; null where it does not fill. */
export function daysLeft({ freeBytes }: Disk, bytesADay: number | null): number | null {
  return bytesADay !== null && bytesADay > 0 ? Math.floor(freeBytes / bytesADay) : null;
}
