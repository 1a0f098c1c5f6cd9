import { z } from "zod";
import type { Language } from "../../domain/ids.ts";
import { explain, type FieldsOfReasons } from "../explain.ts";

/** What is wrong with a form, to be shown at its fields, or over it when no field is to blame. */
export interface Wrong {
  errors: Record<string, string>;
  problem: string | undefined;
}

/**
 * Does what a form is for; what the person can put right comes back in their language.
 * @throws whatever else goes wrong
 */
export async function attempt<T>(
  locale: Language,
  reasons: FieldsOfReasons,
  act: () => Promise<T>,
): Promise<{ ok: true; value: T } | { ok: false; status: number; wrong: Wrong }> {
  try {
    return { ok: true, value: await act() };
  } catch (error) {
    const { unexpected, status, detail, errors } = explain(error, locale, reasons);
    if (unexpected) throw error;
    const wrong = {
      errors: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
      problem: errors.length > 0 ? undefined : detail,
    };
    return { ok: false, status, wrong };
  }
}

/** The id that a form was shown with; a new one when it is none. */
export function requestIdOf(raw: Readonly<Record<string, string>>): string {
  return z.uuid().safeParse(raw.requestId).data ?? crypto.randomUUID();
}
