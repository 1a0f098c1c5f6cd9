import assert from "node:assert/strict";
import { catalogue } from "../../domain/catalogue.ts";
import type { EventType } from "../../domain/event_type.ts";
import { isKnown } from "../../event_store/codec.ts";
import { checksums, codec, directory, fileOf, type Golden, hashOf, write } from "../support/golden.ts";

const types: readonly EventType[] = catalogue;
const kept = new Map(
  (await Deno.readTextFile(checksums)).trim().split("\n").map((line) => [line.slice(65), line.slice(0, 64)]),
);
const read = (name: string) => Deno.readTextFile(new URL(name, directory));
const place = { stream: "golden-1", revision: 0, position: 1n, recordedAt: "2026-11-01T10:00:00.000Z" };

for (const type of types) {
  for (let version = 1; version <= type.version; version++) {
    const name = fileOf(type.type, version);

    Deno.test(`${name} is what was written once`, async () =>
      assert.equal(hashOf(await read(name)), kept.get(name), `${name} was edited, or is not in checksums.txt`));

    Deno.test(`${name} still reads`, async () => {
      const { written, data } = JSON.parse(await read(name)) as Golden;
      const [fact] = await codec.decodePage([{ ...written, ...place }]);
      assert.ok(fact && isKnown(fact));
      assert.equal(fact.type, type.type);
      assert.equal(fact.meta.schemaVersion, version);
      const upcast = type.upcasters.slice(version - 1).reduce((older, up) => up(older), data);
      assert.deepEqual(fact.data, upcast);
      assert.deepEqual(type.schema.parse(fact.data), fact.data, "the newest schema takes it as it is");
    });
  }

  Deno.test(`${type.type} is written today as its golden file says`, async () => {
    const golden = JSON.parse(await read(fileOf(type.type, type.version))) as Golden;
    const today = await write(type);
    assert.deepEqual(JSON.parse(JSON.stringify(today.data)), golden.data, "a changed shape is a new version");
    assert.deepEqual(shapeOf(today.written.data), shapeOf(golden.written.data));
  });
}

Deno.test("no golden file stands for a type or version that is no more", () => {
  const named = types.flatMap((type) => Array.from({ length: type.version }, (_, i) => fileOf(type.type, i + 1)));
  assert.deepEqual([...kept.keys()].sort(), named.sort());
});

Deno.test("a golden event with personal data holds none of it in the clear", async () => {
  for (const type of types.filter((type) => Object.keys(type.personal).length > 0)) {
    const { written, data } = JSON.parse(await read(fileOf(type.type, type.version))) as Golden;
    for (const field of Object.keys(type.personal)) {
      assert.ok(!JSON.stringify(written).includes(JSON.stringify(data[field])), `${type.type}.${field}`);
    }
  }
});

/** Ciphertexts differ each time; where they stand does not. */
function shapeOf(data: Record<string, unknown>): unknown {
  return JSON.parse(JSON.stringify(data), (name, value) => isCiphertext(name, value) ? "ciphertext" : value);
}

function isCiphertext(name: string, value: unknown): boolean {
  return typeof value === "string" && /^[0-9a-f-]{36}$/.test(name);
}
