import assert from "node:assert/strict";
import { mailTexts } from "../../i18n/mails/texts.ts";

/** Every text under its path, e.g. `kinds.link.body.0`. */
function texts(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  return Object.entries(value as object).flatMap(([key, inner]) => texts(inner, path ? `${path}.${key}` : key));
}

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort().join();
const english = new Map(texts(mailTexts.en));

for (const language of ["de", "es"] as const) {
  const own = new Map(texts(mailTexts[language]));
  Deno.test(`mails in ${language} have exactly the keys of the English ones`, () =>
    assert.deepEqual([...own.keys()].sort(), [...english.keys()].sort()));
  Deno.test(`mails in ${language} use the placeholders that their English twin uses`, () => {
    for (const [path, text] of own) assert.equal(placeholders(text), placeholders(english.get(path)!), path);
  });
  Deno.test(`mails in ${language} are translated`, () => {
    const same = [...own].filter(([path, text]) => text === english.get(path) && text.length > 12).map(([path]) =>
      path
    );
    assert.deepEqual(same, []);
  });
}

Deno.test("no text of a mail is empty or shouts", () => {
  for (const language of ["en", "de", "es"] as const) {
    for (const [path, text] of texts(mailTexts[language])) {
      assert.ok(text.trim() !== "" && !text.includes("!"), `${language} ${path}`);
    }
  }
});
