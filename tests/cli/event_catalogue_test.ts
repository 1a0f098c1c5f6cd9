import assert from "node:assert/strict";
import { eventCatalogue } from "../../cli/event_catalogue.ts";
import { catalogue } from "../../domain/catalogue.ts";
import { meanings } from "../../domain/meanings.ts";

Deno.test("docs/events.md is what the catalogue says", async () => {
  const kept = await Deno.readTextFile(new URL("../../docs/events.md", import.meta.url));
  assert.equal(kept, eventCatalogue(), "run: deno run --allow-read --allow-write=docs cli/event_catalogue.ts");
});

Deno.test("every type stands in it once, with its personal fields marked", () => {
  const text = eventCatalogue();
  for (const { type, personal } of catalogue) {
    assert.equal(text.split(`\n### ${type}\n`).length, 2, type);
    const section = text.split(`\n### ${type}\n`)[1]!.split("\n### ")[0]!;
    for (const [field, of] of Object.entries(personal)) {
      assert.match(section, new RegExp(`\\| \`${field}\` \\|.*🔒 \`${of}\``), `${type}.${field}`);
    }
  }
});

Deno.test("nothing has a meaning that is not in the catalogue", () =>
  assert.deepEqual(Object.keys(meanings).sort(), catalogue.map(({ type }) => type).sort()));
