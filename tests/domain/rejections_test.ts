import assert from "node:assert/strict";
import { Rejected } from "../../domain/decider.ts";
import { isReason, rejections } from "../../domain/rejections.ts";

Deno.test("a refusal for a reason that nobody named does not compile", () => {
  // @ts-expect-error: not in domain/rejections.ts
  const refusal = new Rejected("because_i_say_so");
  assert.equal(isReason(refusal.reason), false);
});

Deno.test("every reason answers a status that says whose fault it is", () => {
  for (const [reason, status] of Object.entries(rejections)) {
    assert.ok(isReason(reason));
    assert.ok([400, 401, 403, 404, 409, 410, 412, 422, 429, 503].includes(status), reason);
  }
});

Deno.test("a refusal carries its reason and what belongs to it", () => {
  const refusal = new Rejected("capacity_below_taken", { taken: 3 });
  assert.equal(refusal.message, "capacity_below_taken");
  assert.deepEqual(refusal.details, { taken: 3 });
});

Deno.test("what an object has by birth is no reason", () => assert.equal(isReason("constructor"), false));
