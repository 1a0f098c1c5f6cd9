import type { Language } from "../../domain/ids.ts";
import { registrationReference } from "../../domain/registration_reference.ts";
import { factInWords } from "../../i18n/facts.ts";
import { moment } from "../../i18n/formats.ts";

/** As much of a fact as its words need; personal fields are null where they are masked or erased. */
export interface Told {
  type: string;
  data: Readonly<Record<string, unknown>>;
}

/** A domain event as a sentence. Whoever is masked is called by their reference. Instants are told in UTC. */
export function inWords({ type, data }: Told, language: Language): string {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(data)) values[name] = told(value, language);
  return factInWords(type, { ...values, who: whoOf(data) }, language);
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
const LONGEST = 160;

function told(value: unknown, language: Language): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return INSTANT.test(value) ? `${moment(value, "UTC", language)} UTC` : value;
  if (Array.isArray(value)) return toldList(value, language);
  if (typeof value === "object") {
    const parts = Object.entries(value).map(([name, part]) => `${name}: ${told(part, language)}`);
    return shortened(parts.join(", "));
  }
  return String(value);
}

/** Dates by their starts, plain values one by one; of what is richer only how many there are. */
function toldList(values: readonly unknown[], language: Language): string {
  if (values.length === 0) return "–";
  const starts = values.map((value) => (value as { startsAt?: unknown } | null)?.startsAt);
  if (starts.every((start) => typeof start === "string")) {
    return shortened(starts.map((start) => told(start, language)).join(", "));
  }
  const plain = values.every((value) => typeof value === "string" && !/^[0-9a-f-]{36}$/.test(value));
  return plain ? shortened(values.join(", ")) : String(values.length);
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
