import assert from "node:assert/strict";
import { sharing } from "../../web/shared_work.ts";

Deno.test("those who ask for the same at the same moment share one piece of work", async () => {
  const shared = sharing<number>();
  let begun = 0;
  const work = () => Promise.resolve(++begun);
  assert.deepEqual(await Promise.all([shared("a", work), shared("a", work), shared("b", work)]), [1, 1, 2]);
});

Deno.test("what was answered is not kept for those who come later", async () => {
  const shared = sharing<number>();
  let begun = 0;
  const work = () => Promise.resolve(++begun);
  assert.equal(await shared("a", work), 1);
  assert.equal(await shared("a", work), 2);
});

Deno.test("a failure goes to all who waited, and the next one tries again", async () => {
  const shared = sharing<string>();
  const broken = () => Promise.reject(new Error("gone"));
  const both = await Promise.allSettled([shared("a", broken), shared("a", broken)]);
  assert.deepEqual(both.map(({ status }) => status), ["rejected", "rejected"]);
  assert.equal(await shared("a", () => Promise.resolve("back")), "back");
});
