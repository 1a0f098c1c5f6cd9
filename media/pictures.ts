import { createHash } from "node:crypto";
import { pictureKindOf } from "./kind.ts";
import { resize, UnreadablePicture } from "./resize.ts";
import type { MediaStore, PreparedFile } from "./store.ts";
import { MOST_BYTES, type Width, WIDTHS } from "./widths.ts";

/** Pictures that studios have uploaded, in the widths that pages use. */
export interface Pictures {
  /**
   * A picture in the widths that pages use, ready to be kept; the same one again has the same id.
   * @throws {UnreadablePicture} for what is no JPEG, PNG, WebP or AVIF by its content, is larger than 10 MB, or cannot be
   * decoded within the limits
   */
  prepare(studioId: string, original: Uint8Array): Promise<PreparedFile>;
  /** One width of a picture as WebP; null when there is none. */
  open(mediaId: string, width: Width): Promise<Uint8Array | null>;
  /** Takes all widths of a picture away for good. */
  remove(mediaId: string): Promise<void>;
}

/** Keeps pictures in a store; nothing of the original is kept but its pixels. */
export function createPictures(store: MediaStore): Pictures {
  return {
    async prepare(studioId, original) {
      if (original.byteLength > MOST_BYTES) throw new UnreadablePicture("too large");
      if (pictureKindOf(original) === null) throw new UnreadablePicture("not a picture");
      const files = await resize(original);
      // of the studio, too: what one studio uploads cannot be found out by another that has the same file
      const mediaId = createHash("sha256").update(studioId).update("\0").update(original).digest("base64url");
      return {
        mediaId,
        bytes: files.reduce((sum, file) => sum + file.byteLength, 0),
        keep: async () => void await Promise.all(files.map((file, i) => store.put(nameOf(mediaId, WIDTHS[i]!), file))),
      };
    },
    open: (mediaId, width) => store.get(nameOf(mediaId, width)),
    remove: async (mediaId) => void await Promise.all(WIDTHS.map((width) => store.remove(nameOf(mediaId, width)))),
  };
}

function nameOf(mediaId: string, width: Width): string {
  return `${mediaId}-${width}.webp`;
}
