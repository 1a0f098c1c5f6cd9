import { type Context, HttpError } from "fresh";
import { z } from "zod";
import { updateEvent } from "../../../commands/update_event.ts";
import { eventIn } from "../../../commands/streams.ts";
import { Rejected } from "../../../domain/decider.ts";
import type { EventId } from "../../../domain/ids.ts";
import { uuidv5 } from "../../../domain/uuid.ts";
import type { EventUpdate } from "../../../commands/update_event.ts";
import { bytes } from "../../../i18n/bytes.ts";
import { translator } from "../../../i18n/translate.ts";
import { callerOf } from "../../caller.ts";
import { explain } from "../../explain.ts";
import { MOST_TEXT } from "../../form_files.ts";
import { Problem } from "../../problem.ts";
import type { State } from "../../state.ts";
import { requestIdOf } from "../event_saving.ts";
import { speakersOf } from "../event_speakers.ts";
import { workplaceOf } from "../trainer.ts";
import { type FlatForm, formOf, merge, part } from "./form.ts";
import type { Editable, WizardStep } from "./step.ts";

type Ctx = Context<State>;

/** A step as its page shows it. */
export interface StepPage {
  form: FlatForm;
  /** What the form was made from: sent along, it tells what was touched. */
  base: FlatForm;
  errors: Record<string, string>;
  problem: string | undefined;
  /** Grows with every change of the event. */
  version: number;
  /** Whether something was saved, and when (ISO 8601 UTC). */
  savedAt: string | null;
  status: number;
}

/** The event of a page's address with what its editor needs, as it is this very moment. @throws {HttpError} 404 */
export async function editableOf(ctx: Ctx, eventId: EventId): Promise<Editable> {
  const { app } = ctx.state;
  try {
    const event = await eventIn(app.commands, workplaceOf(ctx.state).id, eventId);
    return { event, speakers: await speakersOf(app, event) };
  } catch (error) {
    if (error instanceof Rejected && error.reason === "event_not_found") throw new HttpError(404);
    throw error;
  }
}

/** A step as the event is now. */
export async function openStep(ctx: Ctx, eventId: EventId, step: WizardStep): Promise<StepPage> {
  const edited = await editableOf(ctx, eventId);
  const form = step.read(edited);
  return {
    form,
    base: form,
    errors: {},
    problem: undefined,
    version: edited.event.version,
    savedAt: null,
    status: 200,
  };
}

/** Null for a form that is larger than any that is read. @throws whatever else went wrong in reading it */
export function nullIfTooLarge(error: unknown): null {
  if (error instanceof Problem && error.code === "body_too_large") return null;
  throw error;
}

/** The step after such a form, of which nothing was read: its page refuses to send one; without script one goes back. */
export async function openAfterTooLarge(ctx: Ctx, eventId: EventId, step: WizardStep): Promise<StepPage> {
  const { locale } = ctx.state;
  const problem = translator(locale)("wizard.too_large", { most: bytes(MOST_TEXT, locale) });
  return { ...await openStep(ctx, eventId, step), problem, status: 413 };
}

/** Times that somebody else may be faster. */
const TRIES = 4;

/**
 * Saves a step. What somebody else has changed in the meantime stays, unless the same was changed here: then theirs is told
 * at the field, mine stays typed, and saving once more puts it in place. The rest is saved. `name`: the step's, so that two
 * steps saved with one form's id are two changes.
 */
export async function saveStep(
  ctx: Ctx,
  eventId: EventId,
  name: string,
  definition: WizardStep,
  raw: FlatForm,
): Promise<StepPage> {
  const { app, locale } = ctx.state;
  const mine = formOf(raw, definition);
  const base = baseOf(raw.base);
  for (let tries = 1;; tries++) {
    const edited = await editableOf(ctx, eventId);
    const theirs = definition.read(edited);
    const { merged, conflicts } = merge(mine, theirs, base ?? theirs);
    const { version } = edited.event;
    const shown = { form: mine, base: base ?? theirs, version, savedAt: null };
    try {
      const update: EventUpdate = { ...definition.update(merged, edited), ifVersion: version };
      const commandId = uuidv5(requestIdOf(raw), JSON.stringify([name, version, merged]));
      const { position } = await updateEvent(app.commands, { ...callerOf(ctx.state), commandId }, eventId, update);
      await app.caughtUp(position, 2_000);
      const now = await editableOf(ctx, eventId);
      const form = definition.read(now);
      const savedAt = app.commands.now();
      if (conflicts.length === 0) {
        return { form, base: form, errors: {}, problem: undefined, version: now.event.version, savedAt, status: 200 };
      }
      const kept = conflicts.map((unit) => part(mine, unit));
      const others = Object.fromEntries(
        Object.entries(form).filter(([name]) => !conflicts.includes(name.split(".")[0]!)),
      );
      return {
        form: Object.assign(others, ...kept),
        base: form,
        errors: Object.fromEntries(conflicts.map((unit) => [unit, clashText(ctx, part(form, unit))])),
        problem: translator(locale)("wizard.clash", { count: conflicts.length }),
        version: now.event.version,
        savedAt,
        status: 409,
      };
    } catch (error) {
      if (error instanceof Rejected && error.reason === "details_changed" && tries < TRIES) continue;
      const { unexpected, status, detail, errors } = explain(error, locale, definition.reasons);
      if (unexpected) throw error;
      const atFields = Object.fromEntries(errors.map(({ field, message }) => [field, message]));
      return { ...shown, errors: atFields, problem: errors.length > 0 ? undefined : detail, status };
    }
  }
}

/** What somebody else has put where the reader wanted something else. */
function clashText(ctx: Ctx, theirs: FlatForm): string {
  const values = Object.entries(theirs).filter(([name, value]) => !name.endsWith(".id") && value !== "");
  const text = values.map(([, value]) => value).join(" · ");
  const t = translator(ctx.state.locale);
  return text === "" ? t("wizard.clash.emptied") : t("wizard.clash.theirs", { text: text.slice(0, 500) });
}

function baseOf(written: string | undefined): FlatForm | null {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(written ?? ""));
  } catch {
    return null;
  }
}
