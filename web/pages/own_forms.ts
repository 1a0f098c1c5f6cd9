import { z } from "zod";
import type { AskedForm } from "../../components/public/design.ts";
import { Email, PersonName } from "../person_fields.ts";
import { registrationForm } from "./registration_form.ts";

const text = (most: number) => z.string().trim().max(most).optional();
const name = z.string().default("").pipe(PersonName);

/** A button without anything to fill in. */
export const NothingForm = z.object({});

/** Asks for all of one's data to be erased; the box says that it is meant. */
export const EraseForm = z.object({ sure: z.literal("true", { error: "consent" }) });

/** What somebody told of themselves, told anew; an empty text takes it back. */
export const DetailsForm = z.object({
  firstName: name,
  lastName: name,
  phone: text(40),
  company: text(200),
  position: text(200),
  website: z.union([z.literal(""), z.string().trim().max(500).pipe(z.url({ protocol: /^https?$/ }))]).optional(),
  specialRequirements: text(500),
});

/** Whom a place is offered to. */
export const HandOverForm = z.object({
  toFirstName: name,
  toLastName: name,
  toEmail: z.string().default("").pipe(Email),
});

/** The registration form without its address, which is the one that was invited. */
export function takeOverForm(asked: AskedForm) {
  return z.preprocess(
    (sent) => ({ ...(sent as Record<string, string>), email: "invited@example.com" }),
    registrationForm(asked),
  );
}
