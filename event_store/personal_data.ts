import { Buffer } from "node:buffer";
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
  cipher.setAAD(Buffer.from(`${eventId} ${type}`));
  const body = cipher.update(JSON.stringify(fields), "utf8");
  cipher.final(); // gives nothing more in this mode, but the tag afterwards
  const sealed = Buffer.allocUnsafe(IV + TAG + body.length);
  sealed.set(iv);
  sealed.set(cipher.getAuthTag(), IV);
  sealed.set(body, IV + TAG);
  return sealed.toString("base64");
}

/** @throws when the ciphertext, the event or the key is another than it was sealed with */
export function openFields(key: Key, eventId: string, type: string, sealed: string): Json {
  const bytes = Buffer.from(sealed, "base64");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, IV));
  decipher.setAAD(Buffer.from(`${eventId} ${type}`));
  decipher.setAuthTag(bytes.subarray(IV, IV + TAG));
  const text = decipher.update(bytes.subarray(IV + TAG), undefined, "utf8");
  return JSON.parse(text + decipher.final("utf8")) as Json;
}
