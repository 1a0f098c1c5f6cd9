import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createProofs, type Task } from "../../../web/registering/proof.ts";

function done({ salt, hash, most, signature }: Task): string {
  const right = (number: number) => createHash("sha256").update(salt + number).digest("hex") === hash;
  const number = Array.from({ length: most }, (_, n) => n).find(right);
  return `${salt}|${number}|${hash}|${signature}`;
}

Deno.test("work that was done counts, once and in time", () => {
  let at = 1_000_000;
  const proofs = createProofs("secret", () => at);
  const proof = done(proofs.task());
  assert.equal(proofs.accepts(proof), true);
  assert.equal(proofs.accepts(proof), false);
  const late = done(proofs.task());
  at += 11 * 60_000;
  assert.equal(proofs.accepts(late), false);
});

Deno.test("work that was not done, or was not ours, counts for nothing", () => {
  const proofs = createProofs("secret");
  const { salt, hash, signature } = proofs.task();
  const others = done(createProofs("another secret").task());
  for (
    const proof of [undefined, "", "|||", `${salt}|0|${hash}|${signature}x`, `${salt}|-1|${hash}|${signature}`, others]
  ) {
    assert.equal(proofs.accepts(proof), false, proof);
  }
});

Deno.test("without script patience is enough", () => {
  let at = 1_000_000;
  const proofs = createProofs("secret", () => at);
  const { salt, hash, signature } = proofs.task();
  const waiting = `${salt}||${hash}|${signature}`;
  assert.equal(proofs.accepts(waiting), false);
  at += 20_000;
  assert.equal(proofs.accepts(waiting), true);
  assert.equal(proofs.accepts(waiting), false);
});
