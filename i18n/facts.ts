import type { EventName } from "../domain/catalogue.ts";
import type { Language } from "../domain/ids.ts";
import { fill, type Values } from "./area.ts";
import { factValues } from "./messages/fact_values.ts";
import { factsDe } from "./messages/facts_de.ts";
import { factsEn } from "./messages/facts_en.ts";
import { factsEs } from "./messages/facts_es.ts";

/** What a domain event says, or what it says by the value of one of its fields. */
export type FactText = string | { by: string; is: Readonly<Record<string, string>>; else: string };

/** A text for each type of domain event; a test finds those that miss one. */
export type FactTexts = Readonly<Partial<Record<EventName, FactText>>>;

const texts: Readonly<Record<Language, FactTexts>> = { en: factsEn, de: factsDe, es: factsEs };

/**
 * A domain event in words. A type that has none (a newer program wrote it) is called by its name. `codes`: the values by which
 * a text is chosen; `words`: what they are in the text.
 */
export function factInWords(type: string, codes: Values, words: Values, language: Language): string {
  const text = texts[language][type as EventName];
  if (text === undefined) return type;
  if (typeof text === "string") return fill(text, words, language);
  return fill(text.is[String(codes[text.by])] ?? text.else, words, language);
}

/** What a code in a field of a domain event means, where it has words. */
export function codeInWords(field: string, code: string, language: Language): string | undefined {
  return factValues[language][field]?.[code];
}

/** Types of domain events that have no words in a language, of those given. */
export function withoutWords(types: readonly string[], language: Language): string[] {
  return types.filter((type) => texts[language][type as EventName] === undefined);
}
