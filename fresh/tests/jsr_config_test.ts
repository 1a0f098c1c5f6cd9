import assert from "node:assert/strict";
import { jsrConfig } from "../write_jsr_config.ts";

Deno.test("deno.jsr.json is deno.json with upstream Fresh", async () => {
  const written = await Deno.readTextFile(new URL("../../deno.jsr.json", import.meta.url));
  const config = JSON.parse(written);
  assert.equal(config.imports["fresh/runtime"], "jsr:@fresh/core@^2.3/runtime");
  assert.deepEqual(config, JSON.parse(await jsrConfig()), "run: deno run -RW fresh/write_jsr_config.ts");
});
