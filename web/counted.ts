import type { Language } from "../domain/ids.ts";
import { choicesOf, type CountedField, countedFields } from "../domain/virtual_event/counted.ts";
import { languageNames } from "../i18n/locale.ts";
import { translator } from "../i18n/translate.ts";

/** A choice of a counted field in words; what is none of them stays as it is. */
export function countedText(field: CountedField | "language", value: string, language: Language): string {
  if (field === "language") return languageNames[value as Language] ?? value;
  if (!choicesOf(field).includes(value)) return value;
  if (field === "country") return new Intl.DisplayNames(language, { type: "region" }).of(value) ?? value;
  return (translator(language) as (key: string) => string)(`counted.${field}.${value}`);
}

/** What can be chosen where a field is counted, in the reader's words; undefined for fields that are typed. */
export function choicesFor(name: string, language: Language): { value: string; label: string }[] | undefined {
  const field = countedFields.find((counted) => counted === name);
  if (!field) return undefined;
  const choices = choicesOf(field).map((value) => ({ value, label: countedText(field, value, language) }));
  return field === "country" ? choices.sort((a, b) => a.label.localeCompare(b.label, language)) : choices;
}
