import { z } from "zod";
import { noLimits, type StudioLimits } from "../../../domain/studio/settings.ts";

/** As pages write sizes. */
const MEGABYTE = 1_000_000;

const limit = z.preprocess(
  (typed) => typeof typed === "string" && typed.trim() === "" ? null : typed,
  z.coerce.number().int().min(0).max(1_000_000_000).nullable(),
);

/** The operator's form for a studio's limits; empty is none. `storage`: in megabytes. */
export const LimitsForm = z.object({
  events: limit,
  registrations: limit,
  mailsADay: limit,
  smsADay: limit,
  storage: limit,
});

/** Names of the form's fields, in their order. */
export const limitNames = Object.keys(LimitsForm.shape) as (keyof z.infer<typeof LimitsForm>)[];

/** What was typed, as limits; what the form does not ask for stays as it was. */
export function limitsOf(typed: z.infer<typeof LimitsForm>, former: StudioLimits = noLimits): StudioLimits {
  const { storage, ...others } = typed;
  return { ...former, ...others, storageBytes: storage === null ? null : storage * MEGABYTE };
}

/** Limits as they are typed. */
export function typedLimits(limits: StudioLimits): Record<string, string> {
  const typed = { ...limits, storage: limits.storageBytes === null ? null : limits.storageBytes / MEGABYTE };
  return Object.fromEntries(limitNames.map((name) => [name, String(typed[name] ?? "")]));
}
