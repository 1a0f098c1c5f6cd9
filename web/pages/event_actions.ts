import type { Context } from "fresh";
import type { Caller } from "../../commands/deps.ts";
import { uuidv5 } from "../../domain/uuid.ts";
import type { Position } from "../../event_store/port.ts";
import { readForm } from "../body.ts";
import { callerOf } from "../caller.ts";
import { explain, type FieldsOfReasons } from "../explain.ts";
import type { State } from "../state.ts";
import { requestIdOf } from "./event_saving.ts";

/** What came of a button: done, or why not, in the reader's language. */
export type Acted<T> =
  | { ok: true; value: T }
  | { ok: false; status: number; problem: string | undefined; errors: Record<string, string> };

/**
 * Does what a form with one button is for. The command's id is the form's, so that sending it twice is doing it once; then
 * waits until the pages show it.
 * @throws whatever the reader can do nothing about
 */
export async function eventAction<T extends { position: Position }>(
  ctx: Context<State>,
  act: (caller: Caller, form: Readonly<Record<string, string>>) => Promise<T>,
  fields: FieldsOfReasons = {},
): Promise<Acted<T>> {
  const { app, locale } = ctx.state;
  const form = await readForm(ctx.req);
  const commandId = uuidv5(requestIdOf(form), JSON.stringify([ctx.url.pathname, form]));
  try {
    const value = await act({ ...callerOf(ctx.state), commandId }, form);
    await app.caughtUp(value.position, 2_000);
    return { ok: true, value };
  } catch (error) {
    const { unexpected, status, detail, errors } = explain(error, locale, fields);
    if (unexpected) throw error;
    const atFields = Object.fromEntries(errors.map(({ field, message }) => [field, message]));
    return { ok: false, status, problem: detail, errors: atFields };
  }
}
