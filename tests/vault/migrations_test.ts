import assert from "node:assert/strict";
import { migrations, stepsFrom } from "../../vault/migrations.ts";

const words = { bytes: "blob", counter: "integer primary key autoincrement" };

Deno.test("a vault is brought forward only, and one of a newer version is refused", () => {
  assert.ok(stepsFrom(0, words).length > 0);
  assert.deepEqual(stepsFrom(migrations.length, words), []);
  assert.throws(() => stepsFrom(migrations.length + 1, words), /newer version/);
});
