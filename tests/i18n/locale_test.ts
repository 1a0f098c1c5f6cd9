import assert from "node:assert/strict";
import { acceptedLanguage, languageOf, negotiateLanguage, rememberLanguage } from "../../i18n/locale.ts";

const nothing = { query: null, cookie: null, acceptLanguage: null };

Deno.test("the visitor's switch wins over the cookie, the cookie over the header, the header over the studio", () => {
  const all = { query: "de", cookie: "es", acceptLanguage: "en" };
  assert.deepEqual(negotiateLanguage(all, "es"), { language: "de", from: "query" });
  assert.deepEqual(negotiateLanguage({ ...all, query: null }, "es"), { language: "es", from: "cookie" });
  assert.deepEqual(negotiateLanguage({ ...nothing, acceptLanguage: "en" }, "es"), { language: "en", from: "header" });
  assert.deepEqual(negotiateLanguage(nothing, "es"), { language: "es", from: "studio" });
});

Deno.test("a switch or cookie that names no language of ours does not count", () => {
  const request = { query: "xx", cookie: "<script>", acceptLanguage: "fr, de;q=0.4" };
  assert.deepEqual(negotiateLanguage(request), { language: "de", from: "header" });
});

Deno.test("Accept-Language is read by quality, then by order; q=0 means never", () => {
  assert.equal(acceptedLanguage("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5"), "en");
  assert.equal(acceptedLanguage("en;q=0.5, es;q=0.9"), "es");
  assert.equal(acceptedLanguage("de-AT,en"), "de");
  assert.equal(acceptedLanguage("de;q=0, es;q=0.1"), "es");
  assert.equal(acceptedLanguage("fr, it"), null);
  assert.equal(acceptedLanguage(";;;q=,,"), null);
  assert.equal(acceptedLanguage(null), null);
});

Deno.test("a language is recognised with its region and in any case", () => {
  assert.equal(languageOf("ES-mx"), "es");
  assert.equal(languageOf("de_CH"), "de");
  assert.equal(languageOf("english"), null);
});

Deno.test("the cookie is for the whole site, and only sent safely where there is TLS", () => {
  assert.match(rememberLanguage("de", true), /^lang=de; Path=\/; Max-Age=\d+; SameSite=Lax; Secure$/);
  assert.doesNotMatch(rememberLanguage("de", false), /Secure/);
});
