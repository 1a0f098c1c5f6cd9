import assert from "node:assert/strict";
import { type Reason, rejections } from "../../domain/rejections.ts";
import { languages } from "../../i18n/locale.ts";
import { rejectionMessage, rejectionText } from "../../i18n/rejections.ts";

Deno.test("every refusal says what happened and what to do, in each language its own way", () => {
  for (const reason of Object.keys(rejections) as Reason[]) {
    const said = languages.map((language) => rejectionMessage(reason, language));
    assert.equal(new Set(said).size, languages.length, reason);
    for (const language of languages) {
      const { happened, todo } = rejectionText(reason, language);
      for (const sentence of [happened, todo]) assert.match(sentence, /^[\p{Lu}¿].+[.]$/u, `${language} ${reason}`);
      assert.ok(!`${happened} ${todo}`.includes(reason), `${language} ${reason}`);
    }
  }
});
