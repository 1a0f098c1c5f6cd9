import assert from "node:assert/strict";
import { normalise } from "../../../gateways/conversions/user_data/user_data.ts";

interface Case {
  platform: "meta" | "google" | "tiktok";
  field: string;
  input: string;
  expect: "value" | "drop" | "passthrough";
  normalized: string | null;
  sha256: string | null;
}

/** Inputs with what the platforms' own libraries make of them; another, larger set is read from the file named so. */
const file = Deno.env.get("USER_DATA_CASES") ?? new URL("user_data.jsonl", import.meta.url);

Deno.test("user data is normalised and hashed as the platforms' own libraries do", async () => {
  const cases = (await Deno.readTextFile(file)).trim().split("\n").map((line) => JSON.parse(line) as Case);
  const wrong = cases.flatMap((one) => {
    const { expect, normalized, sha256 } = normalise(one.platform, one.field, one.input);
    const same = expect === one.expect && (one.normalized === null || normalized === one.normalized) &&
      (one.sha256 === null || sha256 === one.sha256);
    return same ? [] : [{ ...one, got: { expect, normalized, sha256 } }];
  });
  assert.ok(cases.length > 0);
  assert.deepEqual(wrong, []);
});
