import type { Language } from "../domain/ids.ts";
import type { Reason } from "../domain/rejections.ts";
import { reasons } from "./messages/reasons.ts";
import { rejectionText } from "./rejections.ts";

/** A reason code of the log in words: why something was not made, or refused. One that has no words stays as it is. */
export function reasonInWords(code: string, language: Language): string {
  const words = (reasons[language] as Readonly<Record<string, string | undefined>>)[`reason.${code}`];
  return words ?? rejectionText(code as Reason, language)?.happened ?? code;
}
