import assert from "node:assert/strict";
import { Rejected } from "../../domain/decider.ts";
import type { Reason } from "../../domain/rejections.ts";

/** What is asked for must be refused for this reason. */
export async function refused(asked: Promise<unknown>, reason: Reason, details?: Record<string, unknown>) {
  await assert.rejects(asked, (error) => {
    assert.ok(error instanceof Rejected, String(error));
    assert.equal(error.reason, reason);
    if (details) assert.deepEqual(error.details, details);
    return true;
  });
}
