import { createCipheriv, createDecipheriv, randomFillSync } from "node:crypto";
import type { Key } from "../vault/port.ts";
import type { Json } from "./port.ts";

const IV = 12;
const TAG = 16;

/** Random bytes are cheap by the kilobyte, not by the dozen. */
const randomness = new Uint8Array(IV * 1_000);
let used = randomness.length;

function freshIv(): Uint8Array {
  if (used === randomness.length) {
    randomFillSync(randomness);
    used = 0;
  }
  return randomness.slice(used, used += IV);
}

/**
 * All personal fields of one event and person as one AES-256-GCM ciphertext: base64 of iv | tag | ciphertext. It is bound to
 * its event: what is moved to another one does not open.
 */
export function sealFields(key: Key, eventId: string, type: string, fields: Json): string {
  const iv = freshIv();
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  cipher.setAAD(bytesOf(`${eventId} ${type}`));
  const body = cipher.update(bytesOf(JSON.stringify(fields)));
  cipher.final(); // gives nothing more in this mode, but the tag afterwards
  const sealed = new Uint8Array(IV + TAG + body.length);
  sealed.set(iv);
  sealed.set(cipher.getAuthTag(), IV);
  sealed.set(body, IV + TAG);
  return sealed.toBase64();
}

/** @throws when the ciphertext, the event or the key is another than it was sealed with */
export function openFields(key: Key, eventId: string, type: string, sealed: string): Json {
  const bytes = Uint8Array.fromBase64(sealed);
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, IV));
  decipher.setAAD(bytesOf(`${eventId} ${type}`));
  decipher.setAuthTag(bytes.subarray(IV, IV + TAG));
  const body = decipher.update(bytes.subarray(IV + TAG));
  decipher.final(); // throws unless everything is as it was sealed
  return JSON.parse(text.decode(body)) as Json;
}

const utf8 = new TextEncoder();
const text = new TextDecoder();
const scratch = new Uint8Array(2 ** 14);

/** In UTF-8, until the next call: a buffer for each would be the larger part of the work. */
function bytesOf(written: string): Uint8Array {
  if (written.length * 3 > scratch.length) return utf8.encode(written);
  return scratch.subarray(0, utf8.encodeInto(written, scratch).written);
}
