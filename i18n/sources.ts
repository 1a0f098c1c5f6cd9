import type { Language } from "../domain/ids.ts";
import { translator } from "./translate.ts";

const own = ["direct", "trainer", "import", "api"] as const;

/** Where somebody came from, in words where the word is ours; what a link says of itself is told as it is. */
export function sourceText(source: string, language: Language): string {
  const known = own.find((name) => name === source);
  return known ? translator(language)(`people.source.${known}`) : source;
}
