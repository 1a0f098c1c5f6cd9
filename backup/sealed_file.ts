import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { Source } from "./archive.ts";

/**
 * An encrypted file, in pieces, so that memory stays flat however large it is:
 *
 *     magic (8) · kind of key (1) · salt (32) · check of the key (16) · pieces
 *
 * Each piece is AES-256-GCM over up to 64 KiB: ciphertext, then its tag (16). The nonce is the piece's number (11 bytes) and
 * whether it is the last (1), so pieces cannot be lost, swapped or cut off unseen. The file's own key is derived from the
 * given one and the salt, so that no nonce is ever used twice under one key.
 */
const MAGIC = new TextEncoder().encode("WVEBAK1\n");
const PIECE = 64 * 1024;
const TAG = 16;
const SALT = 32;
const CHECK = 16;
const [WITH_KEY, WITH_PASSPHRASE] = [0, 1];
/** Fewest characters of a passphrase. */
export const SHORTEST_PASSPHRASE = 12;

/** The file was encrypted with something else. */
export class WrongBackupKey extends TypeError {
  override name = "WrongBackupKey";
}

/** Encrypts a file. `secret`: 32 bytes as 64 hex digits or base64, or any passphrase of 12 characters or more. */
export async function* sealFile(content: AsyncIterable<Uint8Array>, secret: string): AsyncGenerator<Uint8Array> {
  const salt = randomBytes(SALT);
  const { key, check, kind } = await keysOf(secret, salt);
  yield new Uint8Array([...MAGIC, kind, ...salt, ...check]);
  const source = new Source(content, "the file");
  let piece = await source.atMost(PIECE);
  for (let number = 0;; number++) {
    const next = piece.length < PIECE ? new Uint8Array() : await source.atMost(PIECE);
    const cipher = createCipheriv("aes-256-gcm", key, nonce(number, next.length === 0));
    const sealed = [cipher.update(piece), cipher.final(), cipher.getAuthTag()];
    for (const bytes of sealed) if (bytes.length > 0) yield new Uint8Array(bytes);
    if (next.length === 0) return;
    piece = next;
  }
}

/** Whether a file begins as an encrypted one does. */
export function looksSealed(beginning: Uint8Array): boolean {
  return MAGIC.every((byte, i) => beginning[i] === byte);
}

/**
 * Decrypts what {@link sealFile} made. Bytes are handed out piece by piece, each proven; the end is proven with the last.
 * @throws {WrongBackupKey} another key
 * @throws {TypeError} changed or cut off
 */
export async function* openFile(
  content: AsyncIterable<Uint8Array>,
  secret: string | null,
  name: string,
): AsyncGenerator<Uint8Array> {
  if (secret === null) throw new WrongBackupKey(`${name} is encrypted: set BACKUP_KEY`);
  const source = new Source(content, name);
  const start = await source.exactly(MAGIC.length + 1 + SALT + CHECK);
  const salt = start.subarray(MAGIC.length + 1, MAGIC.length + 1 + SALT);
  const { key, check, kind } = await keysOf(secret, salt);
  if (start[MAGIC.length] !== kind || !timingSafeEqual(check, start.subarray(-CHECK))) {
    throw new WrongBackupKey(`${name} was encrypted with another key or passphrase (BACKUP_KEY)`);
  }
  let piece = await source.atMost(PIECE + TAG);
  for (let number = 0;; number++) {
    const next = piece.length < PIECE + TAG ? new Uint8Array() : await source.atMost(PIECE + TAG);
    yield opened(piece, key, nonce(number, next.length === 0), name);
    if (next.length === 0) return;
    piece = next;
  }
}

function opened(piece: Uint8Array, key: Uint8Array, iv: Uint8Array, name: string): Uint8Array {
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, iv);
    decipher.setAuthTag(piece.subarray(-TAG));
    const first = decipher.update(piece.subarray(0, -TAG));
    decipher.final();
    return new Uint8Array(first);
  } catch (error) {
    throw new TypeError(`${name} is damaged: a piece of it is cut off or not what was written`, { cause: error });
  }
}

async function keysOf(secret: string, salt: Uint8Array) {
  const given = keyIn(secret);
  if (!given && [...secret].length < SHORTEST_PASSPHRASE) {
    throw new TypeError(`BACKUP_KEY must be 32 bytes or a passphrase of ${SHORTEST_PASSPHRASE} characters or more`);
  }
  const root = given ?? await stretched(secret, salt);
  const derived = new Uint8Array(hkdfSync("sha256", root, salt, "backup", 32 + CHECK));
  return {
    key: derived.subarray(0, 32),
    check: derived.subarray(32),
    kind: given ? WITH_KEY : WITH_PASSPHRASE,
  };
}

function keyIn(secret: string): Uint8Array | null {
  if (/^[0-9a-f]{64}$/i.test(secret)) return Uint8Array.fromHex(secret);
  if (/^[A-Za-z0-9+/]{43}=$/.test(secret)) return Uint8Array.fromBase64(secret);
  return null;
}

function stretched(passphrase: string, salt: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) =>
    scrypt(
      passphrase.normalize("NFC"),
      salt,
      32,
      { N: 2 ** 16, r: 8, p: 1, maxmem: 2 ** 28 },
      (error, key) => error ? reject(error) : resolve(new Uint8Array(key)),
    )
  );
}

function nonce(number: number, last: boolean): Uint8Array {
  const bytes = new Uint8Array(12);
  new DataView(bytes.buffer).setBigUint64(3, BigInt(number));
  bytes[11] = last ? 1 : 0;
  return bytes;
}
