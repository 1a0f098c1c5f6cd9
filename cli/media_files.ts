import { join } from "node:path";
import type { Config } from "../config.ts";
import { openBucket } from "../media/bucket.ts";

/** Copies the uploaded files of a folder (`media/…` in it) to where the configuration keeps them. Those there already stay. */
export async function copyMedia(folder: string, { s3, dataDir }: Pick<Config, "s3" | "dataDir">): Promise<number> {
  const bucket = s3 && openBucket(s3);
  const there = new Map((await bucket?.list("media/") ?? []).map(({ key, size }) => [key, size]));
  let copied = 0;
  for await (const name of filesUnder(join(folder, "media"), "media")) {
    const path = join(folder, name);
    const { size } = await Deno.stat(path);
    if (bucket) {
      if (there.get(name) === size) continue;
      await bucket.put(name, path);
    } else {
      const target = join(dataDir, name);
      if ((await Deno.stat(target).catch(() => null))?.size === size) continue;
      await Deno.mkdir(join(target, ".."), { recursive: true });
      await Deno.copyFile(path, `${target}.part`);
      await Deno.rename(`${target}.part`, target);
    }
    copied++;
  }
  return copied;
}

async function* filesUnder(path: string, name: string): AsyncGenerator<string> {
  if (!await Deno.stat(path).catch(() => null)) return;
  for await (const entry of Deno.readDir(path)) {
    if (entry.isDirectory) yield* filesUnder(join(path, entry.name), `${name}/${entry.name}`);
    else if (entry.isFile && !entry.name.endsWith(".part")) yield `${name}/${entry.name}`;
  }
}
