import assert from "node:assert/strict";
import type { Message } from "../../i18n/area.ts";
import { de } from "../../i18n/messages/de.ts";
import { en } from "../../i18n/messages/en.ts";
import { es } from "../../i18n/messages/es.ts";
import { translator } from "../../i18n/translate.ts";

const languages: Record<string, Record<string, Message>> = { en, de, es };
const keys = Object.keys(en);

Deno.test("every language has the same keys and the same placeholders", () => {
  for (const [language, messages] of Object.entries(languages)) {
    assert.deepEqual(Object.keys(messages).sort(), [...keys].sort(), language);
    for (const key of keys) assert.deepEqual(placeholders(messages[key]!), placeholders(languages.en![key]!), key);
  }
});

Deno.test("no message is empty, shouts, or stands in a language untranslated", () => {
  const untranslated: string[] = [];
  for (const key of keys) {
    for (const [language, messages] of Object.entries(languages)) {
      for (const text of texts(messages[key]!)) {
        assert.ok(text.trim().length > 0, `${language} ${key}`);
        assert.doesNotMatch(text, /[!¡]/, `${language} ${key}`);
        const english = texts(languages.en![key]!);
        if (language !== "en" && /\w+ \w+ \w+/.test(text) && english.includes(text)) {
          untranslated.push(`${language} ${key}`);
        }
      }
    }
  }
  assert.deepEqual(untranslated, []);
});

Deno.test("every key is used somewhere, and every key that is used exists", async () => {
  const used = new Set<string>();
  const prefixes = new Set<string>();
  for (const folder of ["routes", "islands", "components", "web", "api", "i18n"]) {
    for await (const source of sources(new URL(`../../${folder}/`, import.meta.url))) {
      for (const [, key] of source.matchAll(/"([a-z_]+(?:\.[a-z0-9_]+)+)"/g)) used.add(key!);
      for (const [, prefix] of source.matchAll(/`([a-z_]+\.(?:[a-z0-9_]+\.)*)\$\{/g)) prefixes.add(prefix!);
    }
  }
  const unused = keys.filter((key) => !used.has(key) && ![...prefixes].some((prefix) => key.startsWith(prefix)));
  assert.deepEqual(unused, []);
  const unknown = [...prefixes].filter((prefix) =>
    keys.some((key) => key.startsWith(prefix.split(".")[0] + ".")) && !keys.some((key) => key.startsWith(prefix))
  );
  assert.deepEqual(unknown, []);
});

Deno.test("a plural takes its form from the count, and numbers are written as the language writes them", () => {
  assert.equal(translator("en")("public.places_left", { count: 1 }), "1 place left");
  assert.equal(translator("en")("public.places_left", { count: 1200 }), "1,200 places left");
  assert.equal(translator("de")("public.places_left", { count: 1200 }), "noch 1.200 Plätze");
  assert.equal(translator("es")("public.places_left", { count: 1200 }), "quedan 1.200 plazas");
});

Deno.test("a value is put in as it is, braces and all", () => {
  assert.equal(translator("en")("public.by", { studio: "{count} $& <b>" }), "with {count} $& <b>");
});

function texts(message: Message): string[] {
  return typeof message === "string" ? [message] : [message.one, message.other];
}

function placeholders(message: Message): string[] {
  return [...new Set(texts(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)))]
    .sort();
}

async function* sources(folder: URL): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(folder)) {
    const at = new URL(entry.isDirectory ? `${entry.name}/` : entry.name, folder);
    if (entry.isDirectory) {
      if (!at.pathname.endsWith("/i18n/messages/")) yield* sources(at);
    } else if (/\.tsx?$/.test(entry.name)) yield await Deno.readTextFile(at);
  }
}
