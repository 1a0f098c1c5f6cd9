import { createHash } from "node:crypto";
import { Rejected } from "../domain/decider.ts";
import { uuidv5 } from "../domain/uuid.ts";
import { Problem } from "../web/problem.ts";
import type { Requests } from "../vault/port.ts";

/** An answer as it goes over the wire; kept as it is, so that a repetition gets the same bytes. */
export interface Written {
  status: number;
  body: string;
}

/**
 * The id of the command that this key stands for: the same for the same caller and key, in any process.
 * @throws {Problem} `invalid_input` for a key that is empty, longer than 255 characters, or not printable ASCII
 */
export function commandIdOf(actor: string, key: string): string {
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new Problem("invalid_input", {}, [{ field: "Idempotency-Key", message: "1–255 printable ASCII characters" }]);
  }
  return uuidv5("idempotency-key", actor, key);
}

/** What answers a request that cannot be used as it stands: nothing was decided, so the key is free for the corrected one. */
const UNUSABLE = [400, 415];

/**
 * Decides a request once: the same body gets the same answer again, refusals by rules included, for 24 hours. When a kill
 * swallowed the answer, `work` runs again under the same command id and makes it from the facts. What cannot be used does
 * not bind the key, nor do answers of 500 and above: whatever is sent next under it is tried anew.
 * @throws {Rejected} `request_in_flight`, `idempotency_key_reused`
 */
export async function once(
  requests: Requests,
  commandId: string,
  request: { method: string; path: string; body: string | Uint8Array },
  work: () => Promise<Written>,
): Promise<Written & { repeated: boolean }> {
  const { method, path, body } = request;
  const bodyHash = createHash("sha256").update(`${method} ${path}\n`).update(body).digest("hex");
  const claim = await requests.begin(commandId, bodyHash);
  if (claim.state === "in_flight") throw new Rejected("request_in_flight", { retryAfter: 1 });
  if (claim.state === "reused") throw new Rejected("idempotency_key_reused");
  if (claim.state === "done") return { ...claim.answer, repeated: true };
  let answer: Written;
  try {
    answer = await work();
  } catch (error) {
    await claim.release();
    throw error;
  }
  const binds = answer.status < 500 && !UNUSABLE.includes(answer.status);
  await (binds ? claim.finish(answer) : claim.release());
  return { ...answer, repeated: false };
}
