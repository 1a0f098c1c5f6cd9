import type { Language } from "../domain/ids.ts";
import type { Reason } from "../domain/rejections.ts";
import { rejectionsDe } from "./messages/rejections_de.ts";
import { rejectionsEn } from "./messages/rejections_en.ts";
import { rejectionsEs } from "./messages/rejections_es.ts";

/** What a refusal says: what happened (with what it means) and what to do about it. */
export interface RejectionText {
  happened: string;
  todo: string;
}
/** One text for every reason code; a missing one does not compile. */
export type RejectionTexts = Readonly<Record<Reason, RejectionText>>;

const texts: Readonly<Record<Language, RejectionTexts>> = { en: rejectionsEn, de: rejectionsDe, es: rejectionsEs };

/** What a refusal says in a language, in its two parts: a title and what to do. */
export function rejectionText(reason: Reason, language: Language): RejectionText {
  return texts[language][reason];
}

/** What a refusal says in a language, as one line of text. */
export function rejectionMessage(reason: Reason, language: Language): string {
  const { happened, todo } = texts[language][reason];
  return `${happened} ${todo}`;
}
