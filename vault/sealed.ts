import { Buffer } from "node:buffer";
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import type { Key } from "./port.ts";

const IV = 12;
const TAG = 16;

/** AES-256-GCM, as iv | tag | ciphertext. `about` is authenticated with it: a value cannot be moved to another row. */
export function encrypt(key: Key, about: string, plain: Uint8Array): Uint8Array {
  const iv = randomBytes(IV);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  cipher.setAAD(Buffer.from(about));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

/** @throws when the key is another, or anything was changed */
export function decrypt(key: Key, about: string, sealed: Uint8Array): Uint8Array {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, IV));
  decipher.setAAD(Buffer.from(about));
  decipher.setAuthTag(sealed.subarray(IV, IV + TAG));
  return Buffer.concat([decipher.update(sealed.subarray(IV + TAG)), decipher.final()]);
}

export function encryptText(key: Key, about: string, plain: string): Uint8Array {
  return encrypt(key, about, Buffer.from(plain, "utf8"));
}

export function decryptText(key: Key, about: string, sealed: Uint8Array): string {
  return Buffer.from(decrypt(key, about, sealed)).toString("utf8");
}

/** A key, or a MAC, that follows from `key` and `message` alone. */
export function derive(key: Key, message: string): Key {
  return createHmac("sha256", key).update(message).digest();
}
