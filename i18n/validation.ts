import type { z } from "zod";
import type { Language } from "../domain/ids.ts";
import { type Translate, translator } from "./translate.ts";

type Issue = z.core.$ZodIssue;

/** Messages by field, `dates.0.startsAtLocal` for a nested one; the empty name is for the whole. */
export type FieldErrors = Readonly<Record<string, string>>;

/** A schema's own rule may name one of ours: `.refine(…, { error: "consent" })`. */
const namedRules = [
  "required",
  "email",
  "url",
  "date",
  "choice",
  "slug",
  "consent",
  "number",
  "name",
  "as_many",
  "currency",
] as const;

/** What to say at each field, in a language: the first problem of each, in the order of the schema. */
export function fieldErrors(error: { issues: readonly Issue[] }, language: Language): FieldErrors {
  const t = translator(language);
  const errors: Record<string, string> = {};
  for (const issue of error.issues) {
    for (const field of fieldsOf(issue)) errors[field] ??= say(issue, t);
  }
  return errors;
}

function fieldsOf(issue: Issue): string[] {
  const path = issue.path.map(String);
  return issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...path, key].join(".")) : [path.join(".")];
}

function say(issue: Issue, t: Translate): string {
  const named = namedRules.find((name) => name === issue.message);
  if (named) return t(`validation.${named}`);
  switch (issue.code) {
    case "too_small":
      return tooSmall(issue.origin, Number(issue.minimum) + (issue.inclusive === false ? 1 : 0), t);
    case "too_big":
      return tooBig(issue.origin, Number(issue.maximum), t);
    case "invalid_format":
      return badFormat(issue.format, t);
    case "invalid_type":
      return badType(issue, t);
    case "invalid_value":
      return issue.values.length === 1 && issue.values[0] === true ? t("validation.consent") : t("validation.choice");
    case "unrecognized_keys":
      return t("validation.unknown_field");
    default:
      return t("validation.format");
  }
}

function tooSmall(origin: string, limit: number, t: Translate): string {
  if (origin === "string") return limit === 1 ? t("validation.required") : t("validation.too_short", { count: limit });
  if (origin === "array" || origin === "set") return t("validation.too_few", { count: limit });
  return t("validation.too_small", { limit });
}

function tooBig(origin: string, limit: number, t: Translate): string {
  if (origin === "string") return t("validation.too_long", { count: limit });
  if (origin === "array" || origin === "set") return t("validation.too_many", { count: limit });
  return t("validation.too_big", { limit });
}

function badFormat(format: string, t: Translate): string {
  if (format === "email") return t("validation.email");
  if (format === "url") return t("validation.url");
  if (format === "datetime" || format === "date") return t("validation.date");
  return t("validation.format");
}

function badType(issue: Extract<Issue, { code: "invalid_type" }>, t: Translate): string {
  // zod leaves the input out of its issues; only its own words say that nothing came
  if (/received (undefined|null)$/.test(issue.message)) return t("validation.required");
  if (issue.expected === "int") return t("validation.whole_number");
  if (issue.expected === "number" || issue.expected === "nan") return t("validation.number");
  if (issue.expected === "date") return t("validation.date");
  return t("validation.format");
}
