import type { Language } from "../domain/ids.ts";
import { fill } from "./area.ts";

/** What a text message is about. */
export type TextKind = "reminder" | "rescheduled" | "event_cancelled";

/** Words of text messages: short, since each segment is paid. */
const texts: Readonly<Record<Language, Readonly<Record<TextKind, string>>>> = {
  en: {
    reminder: '{studio}: "{title}" starts {when}. {url}',
    rescheduled: '{studio}: "{title}" has a new date: {when}. {url}',
    event_cancelled: '{studio}: "{title}" on {when} is cancelled.',
  },
  de: {
    reminder: '{studio}: "{title}" beginnt {when}. {url}',
    rescheduled: '{studio}: "{title}" hat einen neuen Termin: {when}. {url}',
    event_cancelled: '{studio}: "{title}" am {when} ist abgesagt.',
  },
  es: {
    reminder: '{studio}: "{title}" empieza {when}. {url}',
    rescheduled: '{studio}: "{title}" tiene nueva fecha: {when}. {url}',
    event_cancelled: '{studio}: "{title}", el {when}, se ha cancelado.',
  },
};

/** Signs that would make a text twice as long (in UCS-2) for looks alone, and what says the same in the GSM alphabet. */
const plain: readonly (readonly [RegExp, string])[] = [
  [/[“”„‟«»]/g, '"'],
  [/[‘’‚‛‹›]/g, "'"],
  [/[–—·•]/g, "-"],
  [/…/g, "..."],
  [/[\u00a0\u2007\u2009\u202f]/g, " "],
];

/** What stands on the phone. Letters stay as they are written. */
export function textMessage(kind: TextKind, values: Record<"studio" | "title" | "when" | "url", string>, to: Language) {
  return plain.reduce((text, [sign, by]) => text.replace(sign, by), fill(texts[to][kind], values, to));
}
