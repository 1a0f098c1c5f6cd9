import { join } from "node:path";
import { openBucket } from "./bucket.ts";
import type { S3Place } from "./s3.ts";

/** Where an installation keeps what was uploaded: a bucket, or else DATA_DIR. */
export interface MediaPlace {
  s3: S3Place | null;
  dataDir: string;
}

/** An uploaded file as it is kept. */
export interface KeptFile {
  /** `media/…` */
  name: string;
  size: number;
  open(): AsyncIterable<Uint8Array>;
}

const FOLDER = "media";

/** Every uploaded file there is. One that is written at the moment has another name until it is whole. */
export async function* keptFiles({ s3, dataDir }: MediaPlace): AsyncGenerator<KeptFile> {
  if (!s3) return yield* filesUnder(dataDir, FOLDER);
  const bucket = openBucket(s3);
  for (const { key, size } of await bucket.list(`${FOLDER}/`)) {
    yield { name: key, size, open: () => bucket.open(key) };
  }
}

/** Copies the uploaded files of a folder (`media/…` in it) to where they are to be kept. Those there already stay. */
export async function keepAll(folder: string, { s3, dataDir }: MediaPlace): Promise<number> {
  const from = { s3: null, dataDir: folder };
  if (!s3) return await copyAll(from, dataDir);
  const bucket = openBucket(s3);
  const there = new Map((await bucket.list(`${FOLDER}/`)).map(({ key, size }) => [key, size]));
  let copied = 0;
  for await (const { name, size } of keptFiles(from)) {
    if (there.get(name) === size) continue;
    await bucket.put(name, join(folder, name));
    copied++;
  }
  return copied;
}

/** Copies uploaded files from where they are kept into a folder, as `media/…`. Those there already stay. */
export async function copyAll(from: MediaPlace, folder: string): Promise<number> {
  let copied = 0;
  for await (const { name, size, open } of keptFiles(from)) {
    const target = join(folder, name);
    if ((await Deno.stat(target).catch(() => null))?.size === size) continue;
    await Deno.mkdir(join(target, ".."), { recursive: true });
    await Deno.writeFile(`${target}.part`, ReadableStream.from(open()));
    await Deno.rename(`${target}.part`, target);
    copied++;
  }
  return copied;
}

async function* filesUnder(root: string, folder: string): AsyncGenerator<KeptFile> {
  if (!await Deno.stat(join(root, folder)).catch(() => null)) return;
  for await (const { name: own, isDirectory, isFile } of Deno.readDir(join(root, folder))) {
    const name = `${folder}/${own}`;
    if (isDirectory) yield* filesUnder(root, name);
    else if (isFile && !own.endsWith(".part")) {
      const path = join(root, name);
      yield { name, size: (await Deno.stat(path)).size, open: () => chunksOf(path) };
    }
  }
}

async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  yield* (await Deno.open(path)).readable;
}
