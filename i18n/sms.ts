import type { Language } from "../domain/ids.ts";

/** Words of text messages: short, since each segment is paid. */
export const smsTexts: Readonly<Record<Language, { reminder: string }>> = {
  en: { reminder: "{studio}: “{title}” starts {when}. {url}" },
  de: { reminder: "{studio}: „{title}“ beginnt {when}. {url}" },
  es: { reminder: "{studio}: «{title}» empieza {when}. {url}" },
};
