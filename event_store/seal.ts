import { Buffer } from "node:buffer";
import { createPublicKey, hash, verify } from "node:crypto";
import type { EventOf } from "../domain/event_type.ts";
import type { Sealed } from "../domain/seal/events.ts";
import type { RecordedEvent, StreamId } from "./port.ts";

/** A signed statement about a run of facts. */
export type Seal = EventOf<typeof Sealed>["data"];

/** What is hashed of a fact; a fact's position is not: it changes when the log moves, and the fact stays the same. */
export type Sealable = Omit<RecordedEvent, "position">;

/** Whose key signed: what an auditor is given. */
export interface PublicKey {
  keyId: string;
  /** SPKI in PEM. */
  publicKey: string;
}

/** Name under which facts of the installation itself are sealed, beside its studios. */
export const INSTALLATION = "installation";

const SEALS = "seals-";

/** Where a studio's seals stand. */
export function sealStream(studio: string): StreamId {
  return SEALS + studio;
}

/** Whose seals cover a fact; null for seals themselves, which are chained instead. */
export function sealedBy({ stream, metadata }: Sealable): string | null {
  if (stream.startsWith(SEALS)) return null;
  return typeof metadata.studio === "string" ? metadata.studio : INSTALLATION;
}

/** SHA-256 of one fact as it was written, base64. A fact that was moved between stores keeps its original time. */
export function leafOf({ stream, revision, id, type, data, metadata, recordedAt }: Sealable): string {
  const { recordedAt: original, ...written } = metadata;
  return hash("sha256", JSON.stringify([stream, revision, id, type, data, written, original ?? recordedAt]), "base64");
}

/** Root of the binary tree over the leaves; a last one without a neighbour moves up as it is. */
export function merkleRoot(leaves: readonly string[]): string {
  let level: Uint8Array[] = leaves.map((leaf) => Buffer.from(leaf, "base64"));
  while (level.length > 1) {
    const next: Uint8Array[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i]!, level[i + 1]];
      next.push(right ? hash("sha256", Buffer.concat([left, right]), "buffer") : left);
    }
    level = next;
  }
  return Buffer.from(level[0] ?? []).toString("base64");
}

/** What is signed, and what the next seal names as the one before it. */
export function digestOf(seal: Omit<Seal, "signature" | "leaves">): string {
  const { studio, number, firstEventId, lastEventId, count, merkleRoot, previous, keyId } = seal;
  const stated = [studio, number, firstEventId, lastEventId, count, merkleRoot, previous, keyId];
  return hash("sha256", JSON.stringify(stated), "base64");
}

/** Whether a key of ours signed it. */
export function signedBy(seal: Omit<Seal, "leaves">, keys: readonly PublicKey[]): boolean {
  const key = keys.find(({ keyId }) => keyId === seal.keyId);
  if (!key) return false;
  const digest = Buffer.from(digestOf(seal), "base64");
  return verify(null, digest, createPublicKey(key.publicKey), Buffer.from(seal.signature, "base64"));
}

/** What is wrong with a seal as such, after the one before it; null: nothing. */
export function flawOf(seal: Seal, before: Seal | null, studio: string, keys: readonly PublicKey[]): string | null {
  if (seal.studio !== studio) return "it is another studio's";
  if (seal.number !== (before?.number ?? 0) + 1) return `it follows seal ${before?.number ?? 0}`;
  if (seal.previous !== (before ? digestOf(before) : null)) return "it does not continue the seal before it";
  if (seal.count !== seal.leaves.length) return "it counts other facts than it lists";
  if (merkleRoot(seal.leaves) !== seal.merkleRoot) return "its list of facts was changed";
  if (!signedBy(seal, keys)) return "its signature is not ours";
  return null;
}
