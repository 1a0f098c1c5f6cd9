import type { Language } from "../../domain/ids.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";

/** The words of the mails in one language; English is the type. */
export type MailTexts = typeof en;
export type MailKind = keyof MailTexts["kinds"];

/** The words of the mails, by language. */
export const mailTexts: Readonly<Record<Language, MailTexts>> = { en, de, es };

export const mailKinds = Object.keys(en.kinds) as MailKind[];
