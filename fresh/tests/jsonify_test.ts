import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "../src/jsonify/parse.ts";
import { NotSerializable, stringify } from "../src/jsonify/stringify.ts";

const roundTrip = (value: unknown) => parse(stringify(value));

Deno.test("any plain value survives the way to the browser", () => {
  const value = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withSparseArray: true });
  fc.assert(fc.property(value, (given) => assert.deepEqual(roundTrip(given), withPrototypes(given))), { numRuns: 500 });
});

/** Objects come back with the usual prototype, whatever they had; deepEqual compares that. */
function withPrototypes(value: unknown): unknown {
  if (Array.isArray(value)) {
    const copy = new Array(value.length);
    value.forEach((item, i) => copy[i] = withPrototypes(item));
    return copy;
  }
  if (value instanceof Set) return new Set([...value].map(withPrototypes));
  if (value instanceof Map) {
    return new Map([...value].map(([key, item]) => [withPrototypes(key), withPrototypes(item)]));
  }
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withPrototypes(item)]));
}

Deno.test("numbers that JSON has no word for survive alone and inside", () => {
  for (const value of [undefined, NaN, Infinity, -Infinity, -0, -1, 0]) {
    assert.ok(Object.is(roundTrip(value), value));
    assert.ok(Object.is((roundTrip([value]) as unknown[])[0], value));
  }
});

Deno.test("cycles and shared references survive in every container", () => {
  const object: Record<string, unknown> = {};
  Object.assign(object, { self: object, list: [object], map: new Map([[object, object]]), set: new Set([object]) });
  const back = roundTrip(object) as { self: unknown; list: unknown[]; map: Map<unknown, unknown>; set: Set<unknown> };
  assert.equal(back.self, back);
  assert.equal(back.list[0], back);
  assert.equal(back.map.get(back), back);
  assert.ok(back.set.has(back));
});

Deno.test("only the view's own bytes are written", () => {
  const buffer = new TextEncoder().encode("secret|public|secret");
  const text = stringify(buffer.subarray(7, 13));
  assert.equal(new TextDecoder().decode(parse(text) as Uint8Array), "public");
  assert.ok(text.length < 25);
});

Deno.test("a __proto__ key is data", () => {
  const back = roundTrip(JSON.parse('{"__proto__":{"admin":true}}')) as Record<string, unknown>;
  assert.equal(Object.getPrototypeOf(back), Object.prototype);
  assert.equal("admin" in back, false);
});

Deno.test("what cannot be sent is named with its place", () => {
  class Money {}
  const cases: [unknown, RegExp][] = [
    [{ a: [() => {}] }, /^value\.a\[0\] is a function/],
    [{ s: Symbol("x") }, /^value\.s is a symbol/],
    [{ m: new Map([["k", new Money()]]) }, /^value\.m\.get\(k\) is an instance of Money/],
  ];
  for (const [value, message] of cases) {
    assert.throws(() => stringify(value), (error) => error instanceof NotSerializable && message.test(error.message));
  }
});
