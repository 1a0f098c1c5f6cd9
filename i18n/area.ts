import type { Language } from "../domain/ids.ts";

/** A message with a form for one and one for any other count; which of them fits is asked of `Intl.PluralRules`. */
export interface Plural {
  one: string;
  other: string;
}
export type Message = string | Plural;

type SameKeys<E> = { [K in keyof E]: E[K] extends string ? string : Plural };

/** Messages of one part of the product, in every language. */
export interface Area<E extends Record<string, Message>> {
  en: E;
  de: SameKeys<E>;
  es: SameKeys<E>;
}

/** Declares the messages of one area. English is the type: a key missing in German or Spanish does not compile. */
export function area<const E extends Record<string, Message>>(
  messages: { en: E; de: NoInfer<SameKeys<E>>; es: NoInfer<SameKeys<E>> },
): Area<E> {
  return messages;
}

/** Values that stand for `{name}` in a message; numbers are written as the language writes them. */
export type Values = Readonly<Record<string, string | number>>;

const numbers: Record<Language, Intl.NumberFormat> = {
  en: new Intl.NumberFormat("en-GB"),
  de: new Intl.NumberFormat("de-DE"),
  es: new Intl.NumberFormat("es-ES", { useGrouping: "always" }),
};
const plurals: Record<Language, Intl.PluralRules> = {
  en: new Intl.PluralRules("en"),
  de: new Intl.PluralRules("de"),
  es: new Intl.PluralRules("es"),
};

/** Fills a message with its values; a plural is chosen by `values.count`. A value that is missing stays visible as `{name}`. */
export function fill(message: Message, values: Values, language: Language): string {
  const text = typeof message === "string" ? message : message[formFor(values.count, language)];
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) return placeholder;
    return typeof value === "number" ? numbers[language].format(value) : value;
  });
}

function formFor(count: string | number | undefined, language: Language): keyof Plural {
  return plurals[language].select(Number(count ?? 0)) === "one" ? "one" : "other";
}
