import { z } from "zod";
import { isTimeZone } from "../../i18n/formats.ts";
import { Email, PersonName } from "../person_fields.ts";

const ticked = z.literal("true", { error: "consent" });
const blankIsAbsent = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value);

/** The public form of an event, as browsers send it. */
export const RegistrationForm = z.object({
  firstName: z.string().default("").pipe(PersonName),
  lastName: z.string().default("").pipe(PersonName),
  email: z.string().default("").pipe(Email),
  company: z.preprocess(blankIsAbsent, z.string().trim().min(2).max(200).optional()),
  termsAccepted: ticked,
  privacyConsent: ticked,
  marketingConsent: z.literal("true").optional().catch(undefined),
  /** The visitor's own, when script told it. */
  timeZone: z.string().optional().transform((zone) => (zone && isTimeZone(zone) ? zone : null)),
  source: z.string().trim().max(100).optional().transform((source) => source || "direct"),
  /** Of the form as it was shown: sent twice, it is one registration. */
  requestId: z.uuid().optional().catch(undefined),
});
export type RegistrationForm = z.output<typeof RegistrationForm>;
