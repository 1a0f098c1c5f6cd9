import type { Language } from "../../domain/ids.ts";
import { messageTemplates } from "../../i18n/messages/message_templates.ts";
import { timeline } from "../../i18n/messages/timeline.ts";
import { translator } from "../../i18n/translate.ts";

/** What a kind of message is called; one that this process does not know is called by its name. */
export function messageName(kind: string, locale: Language): string {
  const key = `messages.kind.${kind}`;
  if (Object.hasOwn(messageTemplates.en, key)) return (translator(locale) as (key: string) => string)(key);
  const other = `timeline.kind.${kind}`;
  return Object.hasOwn(timeline.en, other) ? (translator(locale) as (key: string) => string)(other) : kind;
}

/** Why a message was not made, in words; a reason that this process does not know stays a code. */
export function skipReason(reason: string, locale: Language): string {
  const key = `timeline.reason.${reason}`;
  return Object.hasOwn(timeline.en, key) ? (translator(locale) as (key: string) => string)(key) : reason;
}
