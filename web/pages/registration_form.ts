import { z } from "zod";
import { type AskedForm, optionField, questionField } from "../../components/public/design.ts";
import { choicesOf, type CountedField } from "../../domain/virtual_event/counted.ts";
import { PHONE } from "../../components/public/field_rules.ts";
import type { Answers } from "../../domain/virtual_event/design.ts";
import { isTimeZone } from "../../i18n/formats.ts";
import { Email, PersonName } from "../person_fields.ts";

const ticked = z.literal("true", { error: "consent" });
const blankIsAbsent = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value);
const optional = <S extends z.ZodType>(schema: S) => z.preprocess(blankIsAbsent, schema.optional());
const needed = (schema: z.ZodType<unknown, string>) =>
  z.preprocess((value) => blankIsAbsent(value) ?? "", z.string().min(1, { error: "required" }).pipe(schema));

/** What a link says of itself; nobody is turned away for it. */
const toldOf = z.string().optional().transform((told) => told?.trim().slice(0, 100) || null);

/** The public form of an event, as browsers send it. */
export const RegistrationForm = z.object({
  firstName: z.string().default("").pipe(PersonName),
  lastName: z.string().default("").pipe(PersonName),
  email: z.string().default("").pipe(Email),
  company: optional(z.string().trim().min(2).max(200)),
  termsAccepted: ticked,
  privacyConsent: ticked,
  marketingConsent: z.literal("true").optional().catch(undefined),
  /** Lets in where only chosen people may register. */
  code: optional(z.string().trim().max(200)),
  /** The visitor's own, when script told it. */
  timeZone: z.string().optional().transform((zone) => (zone && isTimeZone(zone) ? zone : null)),
  source: z.string().trim().max(100).optional().transform((source) => source || "direct"),
  medium: toldOf,
  campaign: toldOf,
  /** Of the form as it was shown: sent twice, it is one registration. */
  requestId: z.uuid().optional().catch(undefined),
  /** Nobody sees it, so nobody fills it in; machines do. */
  homepage: z.string().optional(),
});
export type RegistrationForm = z.output<typeof RegistrationForm>;

const chosen = (field: CountedField) =>
  z.string().refine((value) => choicesOf(field).includes(value), { error: "choice" });

const standard = {
  phone: z.string().trim().regex(PHONE, { error: "format" }),
  company: z.string().trim().min(2).max(200),
  position: z.string().trim().max(200),
  website: z.string().trim().max(500).pipe(z.url({ protocol: /^https?$/ })),
  specialRequirements: z.string().trim().max(500),
  accessibilityNeeds: z.string().trim().max(500),
  industry: chosen("industry"),
  companySize: chosen("companySize"),
  country: chosen("country"),
  experience: chosen("experience"),
} as const;

/** The public form of an event that asks for more: each field judged as the event will judge it, and told of at its place. */
export function registrationForm(asked: AskedForm) {
  const fields: Record<string, z.ZodType<unknown>> = {};
  for (const { name, required } of asked.standard) fields[name] = (required ? needed : optional)(standard[name]);
  for (const { id, kind, required, options } of asked.questions) {
    const field = questionField(id);
    if (kind === "consent") fields[field] = required ? ticked : z.literal("true").optional().catch(undefined);
    else if (kind !== "many") {
      const text = kind === "text"
        ? z.string().trim().max(300)
        : kind === "long"
        ? z.string().trim().max(2_000)
        : kind === "one"
        ? z.string().refine((value) => options.includes(value), { error: "choice" })
        : z.enum(["true", "false"], { error: "choice" });
      fields[field] = (required ? needed : optional)(text);
    } else {
      options.forEach((_, n) => fields[optionField(id, n)] = z.literal("true").optional().catch(undefined));
    }
  }
  const many = asked.questions.filter(({ kind, required }) => kind === "many" && required);
  return RegistrationForm.extend(fields).superRefine((form, context) => {
    const given = form as Record<string, unknown>;
    for (const { id, options } of many) {
      if (options.some((_, n) => given[optionField(id, n)])) continue;
      context.addIssue({ code: "custom", message: "required", path: [questionField(id)] });
    }
  }) as unknown as z.ZodType<RegistrationForm & Partial<Record<string, string>>>;
}

type Sent = Partial<Record<string, unknown>>;

/** What was told beside name and address, in the names of the command. */
export function registrantDetails(form: Sent) {
  const text = (name: string) => (typeof form[name] === "string" ? form[name] as string : undefined);
  return {
    phone: text("phone"),
    company: text("company"),
    position: text("position"),
    website: text("website"),
    specialRequirements: text("specialRequirements"),
  };
}

/** The answers to what an event asks; undefined where there are none. */
export function answersOf(form: Sent, asked: AskedForm): Answers | undefined {
  const answers: Answers = {};
  for (const { name } of asked.standard) {
    const value = form[name];
    if (!(name in registrantDetails({})) && typeof value === "string") answers[name] = value;
  }
  for (const { id, kind, options } of asked.questions) {
    const value = form[questionField(id)];
    if (kind === "many") {
      const chosen = options.filter((_, n) => form[optionField(id, n)] === "true");
      if (chosen.length > 0) answers[id] = chosen;
    } else if (kind === "consent") answers[id] = value === "true";
    else if (typeof value === "string") answers[id] = kind === "yes_no" ? value === "true" : value;
  }
  return Object.keys(answers).length > 0 ? answers : undefined;
}
