import { z } from "zod";
import { Language } from "../ids.ts";

const absentWhenEmpty = (value: unknown) => typeof value === "string" && value.trim() === "" ? undefined : value;
const optional = <S extends z.ZodType>(schema: S) => z.preprocess(absentWhenEmpty, schema.optional());
const accepted = z.literal(true);

/** 2–50 characters; a single one where names have one, outside Latin, Greek and Cyrillic. */
const name = z.string().trim().min(1).max(50).refine((text) => [...text].length >= 2 || !isShortScript(text), {
  error: "name_too_short",
  params: { minimum: 2 },
});

function isShortScript(text: string): boolean {
  return /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}\p{P}\p{S}]$/u.test(text);
}

/**
 * What somebody fills in to register, in the API's names. Whether the company is asked for is the event's own rule
 * (`company_required`). Unknown fields are ignored: the specification's form has more than are asked for today.
 */
export const RegistrationForm = z.object({
  firstName: name,
  lastName: name,
  email: z.string().trim().max(254).pipe(z.email()),
  phone: optional(z.string().trim().max(40)),
  company: optional(z.string().trim().min(2).max(200)),
  position: optional(z.string().trim().max(200)),
  website: optional(z.string().trim().max(500).pipe(z.url({ protocol: /^https?$/ }))),
  specialRequirements: optional(z.string().trim().max(500)),
  termsAccepted: accepted,
  privacyConsent: accepted,
  marketingConsent: z.boolean().default(false),
  language: Language.optional(),
  timeZone: optional(z.string().max(60)),
  /** Equal to the event's id in the path, where it is given. */
  sessionId: optional(z.string().max(60)),
});
export type RegistrationForm = z.infer<typeof RegistrationForm>;
