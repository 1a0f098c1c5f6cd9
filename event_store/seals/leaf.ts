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
  const { written, original } = asWritten(metadata, recordedAt);
  const text = JSON.stringify([stream, revision, id, type, data, written, original]);
  const most = 1 + text.length * 3;
  if (bytes.length < most) bytes = new Uint8Array(2 * most);
  bytes[0] = LEAF;
  const { written: length } = encoder.encodeInto(text, bytes.subarray(1));
  return hash("sha256", bytes.subarray(0, 1 + length), "base64");
}

function asWritten(metadata: Hashed["metadata"], recordedAt: string) {
  if (metadata.recordedAt === undefined) return { written: metadata, original: recordedAt };
  const { recordedAt: original, ...written } = metadata;
  return { written, original };
}

const encoder = new TextEncoder();
/** Where a text is put to be hashed: a new place for each costs as much as the hash. */
let bytes = new Uint8Array(16_384);

/**
 * Root of the Merkle tree over leaf hashes in their order, base64 (RFC 9162, 2.1.1).
 * @throws {TypeError} without leaves
 */
export function merkleRoot(leaves: readonly string[]): string {
  if (leaves.length === 0) throw new TypeError("a tree needs leaves");
  // one level after another in the same place: two neighbours make a node, one that is left over goes up as it is
  const level = new Uint8Array(leaves.length * HASH);
  for (let i = 0; i < leaves.length; i++) level.subarray(i * HASH).setFromBase64(leaves[i]!);
  for (let count = leaves.length; count > 1; count = Math.ceil(count / 2)) {
    for (let i = 0; i < count; i += 2) {
      const pair = level.subarray(i * HASH, (i + 2) * HASH);
      const place = (i / 2) * HASH;
      if (i + 1 < count) {
        node.set(pair, 1);
        // as text and back: half the time of having a buffer made for each
        level.subarray(place, place + HASH).setFromHex(hash("sha256", node, "hex"));
      } else level.copyWithin(place, i * HASH, (i + 1) * HASH);
    }
  }
  return level.subarray(0, HASH).toBase64();
}

const HASH = 32;
const node = new Uint8Array(1 + 2 * HASH);
node[0] = NODE;
