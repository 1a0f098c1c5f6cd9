import { z } from "zod";
import { noLimits, type StudioLimits } from "../../../domain/studio/settings.ts";

const limit = z.preprocess(
  (typed) => typeof typed === "string" && typed.trim() === "" ? null : typed,
  z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullable(),
);

/** The operator's form for a studio's limits; empty is none. */
export const LimitsForm = z.object({
  events: limit,
  registrations: limit,
  mailsADay: limit,
  smsADay: limit,
});

/** Names of the form's fields, in their order. */
export const limitNames = Object.keys(LimitsForm.shape) as (keyof z.infer<typeof LimitsForm>)[];

/** What was typed, as limits; what the form does not ask for stays as it was. */
export function limitsOf(typed: z.infer<typeof LimitsForm>, former: StudioLimits = noLimits): StudioLimits {
  return { ...former, ...typed };
}

/** Limits as they are typed. */
export function typedLimits(limits: StudioLimits): Record<string, string> {
  return Object.fromEntries(limitNames.map((name) => [name, limits[name] === null ? "" : String(limits[name])]));
}
