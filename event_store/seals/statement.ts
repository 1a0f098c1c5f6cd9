import { createPublicKey, hash, verify } from "node:crypto";
import type { EventOf } from "../../domain/event_type.ts";
import type { Sealed } from "../../domain/seal/events.ts";

/** The data of one `Sealed` fact. */
export type Seal = EventOf<typeof Sealed>["data"];

/** What a signature covers. The leaves are covered by their root. */
export type Statement = Omit<Seal, "leaves" | "signature">;

const encoder = new TextEncoder();

/** The bytes that are signed: SHA-256 of the JSON array of the statement's fields, in the order written here. */
export function signedBytes(statement: Statement): Uint8Array {
  const { studio, number, firstEventId, lastEventId, count, merkleRoot, previous, keyId } = statement;
  const text = JSON.stringify([studio, number, firstEventId, lastEventId, count, merkleRoot, previous, keyId]);
  return new Uint8Array(hash("sha256", encoder.encode(text), "buffer"));
}

/** What the next seal names as `previous`, base64: a hash of the statement and its signature. */
export function sealHash(seal: Seal): string {
  const statement = signedBytes(seal);
  const signature = Uint8Array.fromBase64(seal.signature);
  const both = new Uint8Array(statement.length + signature.length);
  both.set(statement);
  both.set(signature, statement.length);
  return hash("sha256", both, "base64");
}

/** Whether the seal was signed with this key (PEM, SPKI, Ed25519) and not changed since. */
export function isSignedBy(seal: Seal, publicKey: string): boolean {
  return verify(null, signedBytes(seal), createPublicKey(publicKey), Uint8Array.fromBase64(seal.signature));
}
