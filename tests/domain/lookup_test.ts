import assert from "node:assert/strict";
import fc from "fast-check";
import { Lookup } from "../../domain/lookup.ts";

const key = fc.integer({ min: 0, max: 7 });
const change = fc.oneof(
  fc.record({ do: fc.constant("set" as const), key, value: fc.integer() }),
  fc.record({ do: fc.constant("delete" as const), key }),
);
/** A change, and to which of the versions so far it is made: the newest most of the time. */
const step = fc.record({
  change,
  base: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.double({ min: 0, max: 1, noNaN: true })),
});

Deno.test("every version of a lookup stays what it was, whichever is changed or asked", () =>
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 40 }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }),
      (steps, reads) => {
        const versions = [{ lookup: Lookup.from<number, number>(), model: new Map<number, number>() }];
        const at = (share: number) => versions[Math.min(versions.length - 1, Math.floor(share * versions.length))]!;
        for (const { change, base } of steps) {
          const { lookup, model } = at(base);
          const next = new Map(model);
          if (change.do === "set") next.set(change.key, change.value);
          else next.delete(change.key);
          versions.push({
            lookup: change.do === "set" ? lookup.set(change.key, change.value) : lookup.delete(change.key),
            model: next,
          });
        }
        for (const share of [...reads, 0, 1]) same(at(share));
        for (const version of versions) same(version);
      },
    ),
    { numRuns: 1_000 },
  ));

function same({ lookup, model }: { lookup: Lookup<number, number>; model: Map<number, number> }): void {
  assert.equal(lookup.size, model.size);
  for (let k = 0; k < 8; k++) {
    assert.equal(lookup.get(k), model.get(k));
    assert.equal(lookup.has(k), model.has(k));
  }
  assert.deepEqual(new Map(lookup.entries()), model);
  assert.deepEqual(lookup.values().sort(), [...model.values()].sort());
}

Deno.test("a change to what is there already gives the same version", () => {
  const lookup = Lookup.from<string, number>([["a", 1]]);
  assert.equal(lookup.set("a", 1), lookup);
  assert.equal(lookup.delete("b"), lookup);
});

Deno.test("a lookup tells a key without a value from a missing one", () => {
  const empty = Lookup.from<string, undefined>();
  const one = empty.set("a", undefined);
  assert.equal(one.has("a"), true);
  assert.equal(empty.has("a"), false);
  assert.equal(one.size, 1);
});

Deno.test("a lookup survives JSON", () => {
  const lookup = Lookup.from([["a", 1], ["b", 2]]);
  assert.deepEqual(Lookup.from(JSON.parse(JSON.stringify(lookup))).entries(), lookup.entries());
  assert.deepEqual([...lookup], [["a", 1], ["b", 2]]);
});

Deno.test("going back over a long history does not exhaust the stack", () => {
  const first = Lookup.from<number, number>([[0, 0]]);
  let newest = first;
  for (let i = 1; i <= 200_000; i++) newest = newest.set(i, i);
  assert.equal(first.get(1), undefined);
  assert.equal(newest.get(200_000), 200_000);
  assert.equal(newest.size, 200_001);
});
