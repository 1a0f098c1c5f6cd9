import type { Language } from "../domain/ids.ts";
import { abouts } from "./messages/abouts.ts";

/** What a fold or a table answers, in the reader's language; one that was built by another version stays in English. */
export function aboutInWords(about: string, language: Language): string {
  return language === "en" ? about : abouts[about]?.[language] ?? about;
}
