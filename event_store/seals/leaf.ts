import { hash } from "node:crypto";
import type { RecordedEvent } from "../port.ts";

/** What of an event is hashed: everything but its place in the log, which a move changes. */
export type Hashed = Pick<RecordedEvent, "stream" | "revision" | "id" | "type" | "data" | "metadata" | "recordedAt">;

const LEAF = 0;
const NODE = 1;

/**
 * Hash of one fact, base64: SHA-256 over a zero byte and the JSON of `[stream, revision, id, type, data, metadata, recorded
 * time]`. A moved fact keeps its original time in `metadata.recordedAt`, which is taken as the time and not as metadata.
 * The leading byte keeps leaves and nodes apart (RFC 9162, 2.1.1).
 */
export function leafHash({ stream, revision, id, type, data, metadata, recordedAt }: Hashed): string {
  const { recordedAt: original = recordedAt, ...written } = metadata;
  const text = JSON.stringify([stream, revision, id, type, data, written, original]);
  const bytes = new Uint8Array(1 + text.length * 3);
  bytes[0] = LEAF;
  const { written: length } = encoder.encodeInto(text, bytes.subarray(1));
  return hash("sha256", bytes.subarray(0, 1 + length), "base64");
}

const encoder = new TextEncoder();

/**
 * Root of the Merkle tree over leaf hashes in their order, base64 (RFC 9162, 2.1.1).
 * @throws {TypeError} without leaves
 */
export function merkleRoot(leaves: readonly string[]): string {
  if (leaves.length === 0) throw new TypeError("a tree needs leaves");
  return rootOf(leaves.map((leaf) => Uint8Array.fromBase64(leaf))).toBase64();
}

function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 1) return leaves[0]!;
  const left = 2 ** Math.floor(Math.log2(leaves.length - 1));
  const node = new Uint8Array(65);
  node[0] = NODE;
  node.set(rootOf(leaves.slice(0, left)), 1);
  node.set(rootOf(leaves.slice(left)), 33);
  return new Uint8Array(hash("sha256", node, "buffer"));
}
