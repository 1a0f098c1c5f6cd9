import { join, resolve } from "node:path";
import { type Bucket, openBucket } from "../media/bucket.ts";
import type { S3Place } from "../media/s3.ts";
import { bytesOf } from "./archive.ts";

/** Where backups are kept. */
export interface BackupPlace {
  /** As people write it. */
  readonly words: string;
  /** A folder on a disk with room for one more while it is made. */
  readonly workshop: string;
  /** Takes a finished file, whole or not at all. @throws {TypeError} when there is one of this name */
  put(name: string, path: string): Promise<void>;
  /** @throws when there is none */
  open(name: string): AsyncIterable<Uint8Array>;
  /** Names of the backups there, the oldest first. */
  list(): Promise<{ name: string; size: number }[]>;
  remove(name: string): Promise<void>;
}

const NAME = /^backup-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.tar(\.sealed)?$/;

/** What a backup of this moment is called; names sort by their time. */
export function backupName(at: Date, encrypted: boolean): string {
  return `backup-${at.toISOString().slice(0, 19).replaceAll(":", "-")}.tar${encrypted ? ".sealed" : ""}`;
}

/** A folder, which is made when it is not there. */
export function folderPlace(folder: string): BackupPlace {
  const path = resolve(folder);
  return {
    words: folder,
    workshop: path,
    async put(name, file) {
      await Deno.mkdir(path, { recursive: true });
      // unlike a rename it never replaces a file
      await Deno.link(file, join(path, name)).catch((error) => {
        if (error instanceof Deno.errors.AlreadyExists) throw new TypeError(`${join(folder, name)} exists already`);
        throw error;
      });
      await Deno.remove(file);
    },
    open: (name) => bytesOf(join(path, name)),
    async list() {
      const found: { name: string; size: number }[] = [];
      for (const { name, isFile } of await entriesOf(path)) {
        if (isFile && NAME.test(name)) found.push({ name, size: (await Deno.stat(join(path, name))).size });
      }
      return found.sort(byName);
    },
    remove: (name) => Deno.remove(join(path, name)),
  };
}

/** A bucket, under a prefix. `workshop`: a folder of this machine. */
export function bucketPlace(place: S3Place, prefix: string, workshop: string): BackupPlace {
  const bucket: Bucket = openBucket(place);
  const keyOf = (name: string) => prefix + name;
  return {
    words: `s3://${place.bucket}/${prefix}`,
    workshop: resolve(workshop),
    async put(name, file) {
      if ((await bucket.list(keyOf(name))).some(({ key }) => key === keyOf(name))) {
        throw new TypeError(`${keyOf(name)} exists already`);
      }
      await bucket.put(keyOf(name), file);
      await Deno.remove(file);
    },
    open: (name) => bucket.open(keyOf(name)),
    async list() {
      const found = (await bucket.list(prefix)).map(({ key, size }) => ({ name: key.slice(prefix.length), size }));
      return found.filter(({ name }) => NAME.test(name)).sort(byName);
    },
    remove: (name) => bucket.remove(keyOf(name)),
  };
}

/**
 * The place that `to` names: `s3://bucket/prefix`, or a folder.
 * @throws {TypeError} S3 without what reaches it
 */
export function placeAt(to: string, { s3, dataDir }: { s3: S3Place | null; dataDir: string }): BackupPlace {
  const inBucket = to.match(/^s3:\/\/([a-z0-9.-]+)\/?(.*)$/);
  if (!inBucket) return folderPlace(to);
  if (!s3) throw new TypeError(`${to} needs S3_REGION, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY`);
  const [, bucket = "", prefix = ""] = inBucket;
  const ended = prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
  return bucketPlace({ ...s3, bucket }, ended, join(dataDir, "backup"));
}

/** Removes the oldest, so that `keep` are left. Answers what went. */
export async function thinOut(place: BackupPlace, keep: number): Promise<string[]> {
  const names = (await place.list()).map(({ name }) => name);
  const old = names.slice(0, Math.max(0, names.length - keep));
  for (const name of old) await place.remove(name);
  return old;
}

async function entriesOf(path: string): Promise<Deno.DirEntry[]> {
  try {
    return await Array.fromAsync(Deno.readDir(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1;
}
