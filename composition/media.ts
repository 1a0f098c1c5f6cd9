import { join } from "node:path";
import type { Config } from "../config.ts";
import { folderStore } from "../media/folder.ts";
import { s3Store } from "../media/s3.ts";
import type { MediaStore } from "../media/store.ts";

/** Where this installation keeps uploaded files. */
export function openMedia({ s3, dataDir }: Pick<Config, "s3" | "dataDir">): MediaStore {
  return s3 ? s3Store(s3) : folderStore(join(dataDir, "media"));
}
