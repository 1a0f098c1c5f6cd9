import { documentTypes } from "./document_kind.ts";

/** Where files are kept. A name is given once and its content never changes. */
export interface MediaStore {
  /** Keeps a file under a name; a second time it changes nothing. */
  put(name: string, content: Uint8Array): Promise<void>;
  /** Null when there is none of this name. */
  get(name: string): Promise<Uint8Array | null>;
  /** The same, read as it is sent. */
  stream(name: string): Promise<ReadableStream<Uint8Array> | null>;
  /** Takes it away for good; a second time it changes nothing. */
  remove(name: string): Promise<void>;
}

/** A file that was looked at and is ready to be kept. */
export interface PreparedFile {
  mediaId: string;
  /** What it takes where files are kept. */
  bytes: number;
  /** Puts it there; a second time it changes nothing. */
  keep(): Promise<void>;
}

const types: Readonly<Record<string, string>> = { webp: "image/webp", ...documentTypes };

/** Names that stores take: no paths, nothing to be escaped. @throws {TypeError} for any other */
export function checkedName(name: string): string {
  typeOf(name);
  return name;
}

/** What a kept file is, by its name. @throws {TypeError} for a name that stores do not take */
export function typeOf(name: string): string {
  const ending = /^[A-Za-z0-9_-]{1,100}\.([a-z]{3,4})$/.exec(name)?.[1];
  const type = ending !== undefined && Object.hasOwn(types, ending) ? types[ending] : undefined;
  if (type === undefined) throw new TypeError(`not a name of a file: ${name}`);
  return type;
}
