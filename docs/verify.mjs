// Checks an export of the log with nothing but Node (20 or newer) or Deno: `node verify.mjs manifest.json facts.ndjson
// seals.ndjson seal-keys.json`. What it checks, and how to do the same by hand, is written in verify.md.
import { Buffer } from "node:buffer";
import process from "node:process";
import { createHash, createPublicKey, verify as verifySignature } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const sha256 = (bytes) => createHash("sha256").update(bytes).digest();

/** SHA-256 over a zero byte and the JSON of what was written. */
export function leafHash({ stream, revision, id, type, data, metadata, recordedAt }) {
  const { recordedAt: original = recordedAt, ...written } = metadata;
  const text = JSON.stringify([stream, revision, id, type, data, written, original]);
  return sha256(Buffer.concat([Buffer.from([0]), Buffer.from(text)])).toString("base64");
}

/** RFC 9162, 2.1.1. */
export function merkleRoot(leaves) {
  const rootOf = (nodes) => {
    if (nodes.length === 1) return nodes[0];
    const left = 2 ** Math.floor(Math.log2(nodes.length - 1));
    return sha256(Buffer.concat([Buffer.from([1]), rootOf(nodes.slice(0, left)), rootOf(nodes.slice(left))]));
  };
  return rootOf(leaves.map((leaf) => Buffer.from(leaf, "base64"))).toString("base64");
}

const signedBytes = ({ studio, number, firstEventId, lastEventId, count, merkleRoot, previous, keyId }) =>
  sha256(JSON.stringify([studio, number, firstEventId, lastEventId, count, merkleRoot, previous, keyId]));

const sealHash = (seal) =>
  sha256(Buffer.concat([signedBytes(seal), Buffer.from(seal.signature, "base64")])).toString("base64");

class Broken extends Error {}
const insist = (holds, message) => {
  if (!holds) throw new Broken(message);
};

/** The seals hang together, are signed, and have the hashes that they were made over. Gives all hashes in order. */
function checkSeals(manifest, lines, keyOf) {
  const leaves = [];
  let previous = null;
  for (const line of lines.slice(0, manifest.seals.count)) {
    const seal = JSON.parse(line);
    const named = `seal ${(previous?.number ?? 0) + 1}`;
    insist(seal.studio === manifest.studio, `${named} is not of this studio`);
    insist(seal.number === (previous?.number ?? 0) + 1, `${named} is missing`);
    insist(seal.previous === (previous && sealHash(previous)), `${named} does not follow the one before`);
    insist(seal.leaves.length === seal.count, `${named} does not have as many hashes as it says`);
    insist(merkleRoot(seal.leaves) === seal.merkleRoot, `the hashes in ${named} are not those it was made over`);
    const signature = Buffer.from(seal.signature, "base64");
    insist(verifySignature(null, signedBytes(seal), keyOf(seal.keyId), signature), `${named} is not signed by the key`);
    leaves.push(...seal.leaves);
    previous = seal;
  }
  insist((previous?.number ?? 0) === manifest.seals.count, `seal ${(previous?.number ?? 0) + 1} is missing`);
  insist((previous && sealHash(previous)) === manifest.seals.last, "the last seal is not the one in the manifest");
  return leaves;
}

/**
 * Checks an export. `facts`: lines of facts.ndjson, in any iterable; `bytes` of the file are hashed by the caller's `file`.
 * Gives `{ facts, sealed, unsealed }`, the ids of what no seal covers yet.
 * @param {{ manifest: any, facts: any, seals: string[], keys: any, file?: () => string }} given
 * @throws when something is not as it was sealed, naming the first such thing
 */
export async function verify({ manifest, facts, seals, keys, file }) {
  const keyOf = (keyId) => {
    const key = keys.keys.find((known) => known.keyId === keyId);
    insist(key, `there is no public key ${keyId}`);
    return createPublicKey(key.publicKey);
  };
  const { signature, ...signed } = manifest;
  const holds = verifySignature(
    null,
    Buffer.from(JSON.stringify(signed)),
    keyOf(manifest.key.keyId),
    Buffer.from(signature, "base64"),
  );
  insist(holds, "the manifest is not signed by the key");
  const leaves = checkSeals(manifest, seals, keyOf);
  const places = new Map(leaves.map((leaf, place) => [leaf, place]));
  const hashes = createHash("sha256");
  const unsealed = [];
  let count = 0, sealable = 0, last = -1;
  let first, newest;
  for await (const line of facts) {
    const fact = JSON.parse(line);
    first ??= fact;
    newest = fact;
    count++;
    if (fact.type === "Sealed") continue;
    sealable++;
    const hash = leafHash(fact);
    hashes.update(`${hash}\n`);
    const place = places.get(hash);
    const named = `${fact.id} in ${fact.stream}`;
    if (manifest.complete) {
      const due = sealable - 1;
      if (due >= leaves.length) unsealed.push(fact.id);
      else insist(place === due, `${named} is not what was sealed at place ${due}`);
    } else if (place === undefined) {
      unsealed.push(fact.id);
    } else {
      insist(unsealed.length === 0, `${unsealed[0]} is not what was sealed`);
      insist(place > last, `${named} was sealed before the fact that stands before it`);
      last = place;
    }
  }
  if (manifest.complete) insist(sealable >= leaves.length, `a sealed fact is missing at the end, place ${sealable}`);
  insist(count === manifest.facts.count, `there are ${count} facts, the manifest says ${manifest.facts.count}`);
  insist(first?.id === manifest.facts.first?.id, "the first fact is not the one in the manifest");
  insist(newest?.id === manifest.facts.last?.id, "the last fact is not the one in the manifest");
  insist(hashes.digest("hex") === manifest.facts.leaves, "the facts are not those of the manifest");
  if (file) insist(file() === manifest.file.sha256, "the file is not the one of the manifest");
  return { facts: count, sealed: sealable - unsealed.length, unsealed };
}

/** Lines of a file, hashing its bytes on the way. */
async function* linesOf(path, hash) {
  let rest = "";
  const decoder = new TextDecoder();
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk);
    const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = parts.pop();
    yield* parts.filter(Boolean);
  }
  if (rest) yield rest;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [manifestFile, factsFile, sealsFile, keysFile] = process.argv.slice(2);
  if (!sealsFile) {
    console.error("node verify.mjs manifest.json facts.ndjson seals.ndjson [seal-keys.json]");
    process.exit(2);
  }
  const manifest = JSON.parse(readFileSync(manifestFile, "utf8"));
  if (!keysFile) console.error("No seal-keys.json: the key in the manifest is taken, which proves less.");
  const keys = keysFile ? JSON.parse(readFileSync(keysFile, "utf8")) : { keys: [manifest.key] };
  const seals = readFileSync(sealsFile, "utf8").split("\n").filter(Boolean);
  const hash = createHash("sha256");
  try {
    const facts = linesOf(factsFile, hash);
    const found = await verify({ manifest, facts, seals, keys, file: () => hash.digest("hex") });
    console.log(`intact: ${found.facts} facts, ${found.sealed} of them sealed`);
    if (found.unsealed.length > 0) {
      console.log(`${found.unsealed.length} in no seal yet: ${found.unsealed.slice(0, 5).join(", ")}`);
    }
  } catch (error) {
    console.log(`BROKEN: ${error.message}`);
    process.exit(1);
  }
}
