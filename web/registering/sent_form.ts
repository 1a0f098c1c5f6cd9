import type { Context } from "fresh";
import { takesRegistrations } from "../../components/public/event.ts";
import type { RegisterFormState } from "../../components/public/RegisterForm.tsx";
import { translator } from "../../i18n/translate.ts";
import type { EventView } from "../../projections/queries.ts";
import { readForm } from "../body.ts";
import { sendRead } from "../form.ts";
import { countVisit } from "../pages/event_page.ts";
import { formOf } from "../pages/page_design.ts";
import { publicEvent } from "../pages/public_event.ts";
import { registrationForm } from "../pages/registration_form.ts";
import type { State } from "../state.ts";
import { admit, fieldsOfForm, type FormOutcome, registerByForm } from "./by_form.ts";
import { type Device, typedOn } from "./device.ts";
import { deviceFor } from "./remembered.ts";
import { taskFor } from "./suspicion.ts";

/** A form that was sent: what came of it, or the form as it is shown again; and what the device remembers of it. */
export type SentForm =
  & { device: Device }
  & ({ ok: true; answer: FormOutcome } | { ok: false; status: number; form: Partial<RegisterFormState> });

/** The form as it is shown again with work for the browser, where a right one looks like a machine's; else null. */
export function heldBack(
  ctx: Context<State>,
  schema: { safeParse(raw: unknown): { success: boolean } },
  raw: Record<string, string>,
): Partial<RegisterFormState> | null {
  if (!schema.safeParse(raw).success) return null;
  const task = taskFor(ctx, raw);
  if (!task) return null;
  const { homepage: _, ...values } = raw;
  const { requestId } = raw;
  const problem = translator(ctx.state.locale)("registration.proof");
  return { values, errors: {}, problem, ...originIn(raw), task, ...(requestId ? { requestId } : {}) };
}

/** Where somebody came from, as the form has it. */
function originIn({ source = "", medium, campaign }: Readonly<Record<string, string>>) {
  return { source, medium, campaign };
}

/** Takes the registration form of an event, wherever it stands. @throws what is nobody's doing but ours */
export async function sentForm(ctx: Context<State>, view: EventView): Promise<SentForm> {
  const { app, locale } = ctx.state;
  const raw = await readForm(ctx.req);
  const device = typedOn(deviceFor(ctx), raw, app.commands.now());
  // a sensitive event tells everybody the same, so nobody is asked whose address it is once nobody is let in
  const { state } = publicEvent(view, app.commands.now());
  if (view.sensitive && !takesRegistrations(state)) return { ok: false, status: 409, form: {}, device };
  const asked = formOf(view, locale);
  const schema = registrationForm(asked);
  const held = heldBack(ctx, schema, raw);
  if (held) return { ok: false, status: 428, form: held, device };
  const sent = await sendRead(raw, locale, schema, (form) => {
    admit(ctx, view.studioId, form);
    return registerByForm(ctx, view, asked, form);
  }, fieldsOfForm);
  if (sent.ok) return { ok: true, answer: sent.value, device };
  countVisit(ctx, view, "form_refused");
  const { values, errors, problem } = sent.form;
  const form = { values, errors, problem: problem ?? undefined, ...originIn(values) };
  return { ok: false, status: sent.status, form, device };
}
