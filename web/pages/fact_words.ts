import type { Language } from "../../domain/ids.ts";
import type { Money } from "../../domain/ids.ts";
import { registrationReference } from "../../domain/registration_reference.ts";
import { codeInWords, factInWords } from "../../i18n/facts.ts";
import { moment, money, number, span } from "../../i18n/formats.ts";
import { reasonInWords } from "../../i18n/reasons.ts";

/** As much of a fact as its words need; personal fields are null where they are masked or erased. */
export interface Told {
  type: string;
  data: Readonly<Record<string, unknown>>;
}

/** A domain event as a sentence. Whoever is masked is called by their reference. Instants are told in UTC. */
export function inWords({ type, data }: Told, language: Language): string {
  const codes: Record<string, string> = {};
  const words: Record<string, string> = { who: whoOf(data) };
  for (const [name, value] of Object.entries(data)) {
    codes[name] = typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
    words[name] = told(value, name, language);
  }
  return factInWords(type, codes, words, language);
}

/** What somebody is called where they may not be named, or are not known any more. */
export function whoOf(data: Told["data"]): string {
  const { firstName, lastName, name, email, registrationId, personId } = data;
  const full = [firstName, lastName].filter(Boolean).join(" ");
  if (full) return full;
  if (personId !== undefined && typeof name === "string") return name;
  if (typeof email === "string") return email;
  if (typeof registrationId === "string") return registrationReference(registrationId);
  return typeof personId === "string" ? `${personId.slice(0, 8)}…` : "–";
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const DURATION = /^P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?)?$/;
const LONGEST = 160;

function told(value: unknown, field: string, language: Language): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "boolean") return codeInWords("answer", value ? "yes" : "no", language)!;
  if (typeof value === "string") return textTold(value, field, language);
  if (typeof value === "number") return number(value, language);
  if (Array.isArray(value)) return toldList(value, field, language);
  if (typeof value === "object") {
    if ("amount" in value && "currency" in value) return money(value as Money, language);
    const parts = Object.entries(value).map(([name, part]) => `${name}: ${told(part, name, language)}`);
    return shortened(parts.join(", "));
  }
  return String(value);
}

function textTold(text: string, field: string, language: Language): string {
  if (INSTANT.test(text)) return `${moment(text, "UTC", language)} UTC`;
  if (DURATION.test(text)) return span(text, language);
  if (field === "reason") return reasonInWords(text, language);
  return codeInWords(field, text, language) ?? text;
}

/** Dates by their starts, plain values one by one; of what is richer only how many there are. */
function toldList(values: readonly unknown[], field: string, language: Language): string {
  if (values.length === 0) return "–";
  const starts = values.map((value) => (value as { startsAt?: unknown } | null)?.startsAt);
  if (starts.every((start) => typeof start === "string")) {
    return shortened(starts.map((start) => told(start, field, language)).join(", "));
  }
  const plain = values.every((value) => typeof value === "string" && !/^[0-9a-f-]{36}$/.test(value));
  return plain
    ? shortened(values.map((value) => told(value, field, language)).join(", "))
    : number(values.length, language);
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
