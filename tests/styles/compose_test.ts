import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { stop } from "esbuild";
import { compose, sheets } from "../../styles/compose.ts";

const MOST = 15_000;

Deno.test({
  name: "the committed sheets are what their sources make, at most 15 kB gzipped each",
  sanitizeResources: false, // esbuild's process lives until stop()
  sanitizeOps: false,
  async fn() {
    try {
      for (const sheet of Object.keys(sheets)) {
        const committed = await Deno.readTextFile(new URL(`../../static/${sheet}.css`, import.meta.url));
        assert.equal(committed, await compose(sheet), `${sheet}.css is stale: deno task styles`);
        assert.ok(gzipSync(committed).length <= MOST, sheet);
      }
    } finally {
      await stop();
    }
  },
});

Deno.test("colours stand in tokens.css alone", async () => {
  const strays: string[] = [];
  for (const name of new Set(Object.values(sheets).flat())) {
    if (name === "tokens") continue;
    const source = await Deno.readTextFile(new URL(`../../styles/${name}.css`, import.meta.url));
    if (/#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch|lab)a?\(/i.test(source)) strays.push(name);
  }
  assert.deepEqual(strays, []);
});
