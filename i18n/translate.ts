import type { Language } from "../domain/ids.ts";
import { fill, type Message, type Values } from "./area.ts";
import { de } from "./messages/de.ts";
import { en } from "./messages/en.ts";
import { es } from "./messages/es.ts";

export type MessageKey = keyof typeof en;

type Placeholders<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest>
  : never;
type NamesIn<M> = M extends string ? Placeholders<M>
  : M extends { one: infer O extends string; other: infer P extends string }
    ? Placeholders<O> | Placeholders<P> | "count"
  : never;
type ValuesOf<K extends MessageKey> = { [N in NamesIn<(typeof en)[K]>]: string | number };

/** Says a message in one language. A message with placeholders does not compile without its values. */
export type Translate = <K extends MessageKey>(
  key: K,
  ...values: keyof ValuesOf<K> extends never ? [] : [ValuesOf<K>]
) => string;

const languages: Record<Language, Readonly<Record<MessageKey, Message>>> = { en, de, es };

const translators = Object.fromEntries(
  (Object.keys(languages) as Language[]).map((language) => [language, speaking(language)]),
) as Record<Language, Translate>;

/** The translator of a language; always the same function, so it can be compared. */
export function translator(language: Language): Translate {
  return translators[language];
}

function speaking(language: Language): Translate {
  const messages = languages[language];
  return ((key: MessageKey, values: Values = {}) => fill(messages[key], values, language)) as Translate;
}
