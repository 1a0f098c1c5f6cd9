import assert from "node:assert/strict";
import fc from "fast-check";
import { type FlatForm, formOf, merge, rearranged, rowsOf } from "../../../web/pages/wizard/form.ts";

const shape = { fields: ["title", "waitlist"], lists: { dates: ["id", "startsAt"] } };

Deno.test("a form is cut down to what its step knows", () => {
  const form = formOf(
    { title: "a\r\nb", other: "x", "dates.1.startsAt": "later", "dates.0.startsAt": "soon", "dates.0.evil": "x" },
    shape,
  );
  assert.deepEqual(form, {
    title: "a\nb",
    waitlist: "",
    "dates.0.id": "",
    "dates.0.startsAt": "soon",
    "dates.1.id": "",
    "dates.1.startsAt": "later",
  });
  assert.equal(rowsOf(formOf({ "dates.999.startsAt": "x" }, shape), "dates").length, 60);
  assert.deepEqual(formOf({ "dates.__proto__.startsAt": "x", "dates.-1.startsAt": "x" }, shape), {
    title: "",
    waitlist: "",
  });
});

Deno.test("rows are added with an id of their own and taken away, nothing else moves", () => {
  const form = formOf({ title: "t", "dates.0.id": "a", "dates.1.id": "b" }, shape);
  const more = rearranged(form, "add.dates", shape)!;
  assert.deepEqual(rowsOf(more, "dates").map(({ id }) => id).slice(0, 2), ["a", "b"]);
  assert.match(rowsOf(more, "dates")[2]!.id!, /^[0-9a-f-]{36}$/);
  assert.deepEqual(rowsOf(rearranged(more, "remove.dates.0", shape)!, "dates")[0]!.id, "b");
  for (const pressed of [undefined, "save", "add.unknown", "remove.title.0"]) {
    assert.equal(rearranged(form, pressed, shape), null);
  }
});

Deno.test("what only one of two touched is taken from that one; what both changed is theirs, and named", () => {
  const base = { title: "a", tags: "x", "dates.0.id": "1", "dates.0.startsAt": "mon" };
  const mine = { ...base, title: "mine", "dates.0.startsAt": "tue" };
  assert.deepEqual(merge(mine, { ...base, tags: "theirs" }, base), {
    merged: { ...mine, tags: "theirs" },
    conflicts: [],
  });
  const theirs = { ...base, "dates.1.id": "2", "dates.1.startsAt": "sun" };
  assert.deepEqual(merge(mine, theirs, base), { merged: { ...theirs, title: "mine" }, conflicts: ["dates"] });
  assert.deepEqual(merge(mine, mine, base), { merged: mine, conflicts: [] });
});

Deno.test("merging loses nothing: every field is mine, theirs or both", () => {
  const form = fc.record({ a: fc.string(), b: fc.string(), "l.0.x": fc.string() }, {
    noNullPrototype: true,
  }) as fc.Arbitrary<FlatForm>;
  fc.assert(fc.property(form, form, form, (mine, theirs, base) => {
    const { merged, conflicts } = merge(mine, theirs, base);
    for (const [name, value] of Object.entries(merged)) {
      const unit = name.split(".")[0]!;
      const untouched = mine[name] === base[name];
      assert.equal(value, conflicts.includes(unit) || untouched ? theirs[name] : mine[name]);
    }
    assert.deepEqual(merge(mine, base, base).merged, mine);
    assert.deepEqual(merge(base, theirs, base), { merged: theirs, conflicts: [] });
  }));
});
