import { createHash } from "node:crypto";
import { type DocumentKind, documentKindOf, documentTypes } from "./document_kind.ts";
import type { MediaStore, PreparedFile } from "./store.ts";

/** Largest file that is taken, in bytes. */
export const MOST_DOCUMENT_BYTES = 25 * 1024 * 1024;

/** A file that is of no kind that is taken. */
export class UnknownDocument extends Error {
  override name = "UnknownDocument";
}

/** A kept file, read as it is sent. */
export interface KeptDocument {
  kind: DocumentKind;
  content: ReadableStream<Uint8Array>;
}

/** Slides and papers that studios have uploaded. They are handed out as they came, and never opened here. */
export interface Documents {
  /**
   * A file ready to be kept; its id tells its kind, and the same one again has the same id.
   * @throws {UnknownDocument} for what is of no kind that is taken, or larger than {@link MOST_DOCUMENT_BYTES}
   */
  prepare(studioId: string, original: Uint8Array): PreparedFile;
  /** Null when there is none of this id. */
  open(mediaId: string): Promise<KeptDocument | null>;
}

/** Keeps files in a store. */
export function createDocuments(store: MediaStore): Documents {
  return {
    prepare(studioId, original) {
      if (original.byteLength > MOST_DOCUMENT_BYTES) throw new UnknownDocument("too large");
      const kind = documentKindOf(original);
      if (kind === null) throw new UnknownDocument("of no kind that is taken");
      // of the studio, too: what one studio uploads cannot be found out by another that has the same file
      const hash = createHash("sha256").update(studioId).update("\0").update(original).digest("base64url");
      return {
        mediaId: `${hash}-${kind}`,
        bytes: original.byteLength,
        keep: () => store.put(`${hash}.${kind}`, original),
      };
    },
    async open(mediaId) {
      const [hash, kind] = partsOf(mediaId);
      const content = kind ? await store.stream(`${hash}.${kind}`) : null;
      return content && kind ? { kind, content } : null;
    },
  };
}

/** Of which kind a file is, by its id; null for a picture's. */
export function kindOfId(mediaId: string): DocumentKind | null {
  return partsOf(mediaId)[1];
}

/** A hash in base64url has 43 characters. */
function partsOf(mediaId: string): [string, DocumentKind | null] {
  const [, hash = "", kind = ""] = /^([A-Za-z0-9_-]{43})-([a-z]+)$/.exec(mediaId) ?? [];
  return [hash, Object.hasOwn(documentTypes, kind) ? kind as DocumentKind : null];
}
