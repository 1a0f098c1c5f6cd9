import type { z } from "zod";
import type { Language } from "../domain/ids.ts";
import { readForm } from "./body.ts";
import { explain, type FieldsOfReasons } from "./explain.ts";

/** A form as it is shown again after something was wrong: what was typed, what is wrong at a field, and with the whole. */
export interface FormState {
  values: Readonly<Record<string, string>>;
  errors: Readonly<Record<string, string>>;
  problem: string | null;
}

/** A form that nobody has sent yet. */
export function emptyForm(values: Readonly<Record<string, string>> = {}): FormState {
  return { values, errors: {}, problem: null };
}

export type Sent<T> = { ok: true; value: T } | { ok: false; status: number; form: FormState };

/**
 * Reads and checks a form, then does what it is for. What was wrong is given back to be shown at the fields, in the reader's
 * language; passwords are not. Errors that are not the reader's are thrown on.
 * @throws what `explain` calls unexpected, and `body_too_large`
 */
export async function send<S extends z.ZodType, T>(
  request: Request,
  language: Language,
  schema: S,
  act: (input: z.output<S>) => Promise<T>,
  fields: FieldsOfReasons = {},
): Promise<Sent<T>> {
  return await sendRead(await readForm(request), language, schema, act, fields);
}

/** The same for a form that has been read. @throws what `explain` calls unexpected */
export async function sendRead<S extends z.ZodType, T>(
  raw: Record<string, string>,
  language: Language,
  schema: S,
  act: (input: z.output<S>) => Promise<T>,
  fields: FieldsOfReasons = {},
): Promise<Sent<T>> {
  try {
    return { ok: true, value: await act(schema.parse(raw)) };
  } catch (error) {
    const { unexpected, status, detail, errors } = explain(error, language, fields);
    if (unexpected) throw error;
    const { password: _, ...values } = raw;
    const atFields = Object.fromEntries(errors.map(({ field, message }) => [field, message]));
    return { ok: false, status, form: { values, errors: atFields, problem: errors.length > 0 ? null : detail } };
  }
}
