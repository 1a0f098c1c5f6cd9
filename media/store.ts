/** Where files are kept. A name is given once and its content never changes. */
export interface MediaStore {
  /** Keeps a file under a name; a second time it changes nothing. */
  put(name: string, content: Uint8Array): Promise<void>;
  /** Null when there is none of this name. */
  get(name: string): Promise<Uint8Array | null>;
}

/** Names that stores take: no paths, nothing to be escaped. @throws {TypeError} for any other */
export function checkedName(name: string): string {
  if (!/^[A-Za-z0-9_-]{1,100}\.webp$/.test(name)) throw new TypeError(`not a name of a file: ${name}`);
  return name;
}
