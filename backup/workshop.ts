import { join } from "node:path";

const kinds = ["backup", "restore", "verify", "folded"] as const;
/** Milliseconds after which what is left is of a program that was killed: none works for so long. */
const ABANDONED = 24 * 3_600_000;

/** A new folder in a workshop, for as long as something is made. What killed programs have left there goes: it is large. */
export async function folderFor(what: typeof kinds[number], workshop: string): Promise<string> {
  await Deno.mkdir(workshop, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(workshop)) {
    if (!isDirectory || !kinds.some((kind) => name.startsWith(`.${kind}-`))) continue;
    const path = join(workshop, name);
    const { mtime } = await Deno.stat(path).catch(() => ({ mtime: null })); // whose it is may be through just now
    const isAbandoned = mtime && Date.now() - mtime.getTime() > ABANDONED;
    if (isAbandoned) await Deno.remove(path, { recursive: true }).catch(() => {}); // another may be at it, too
  }
  return await Deno.makeTempDir({ dir: workshop, prefix: `.${what}-` });
}
