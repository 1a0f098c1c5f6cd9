import type { Context } from "fresh";
import { type AskedForm, type AskedQuestion, optionField, questionField } from "../../components/public/design.ts";
import { type PublicEvent, takesRegistrations } from "../../components/public/event.ts";
import { Rejected } from "../../domain/decider.ts";
import { eventBySlug, type EventView } from "../../projections/queries.ts";
import { formOf, titleOf } from "../pages/page_design.ts";
import { publicEvent } from "../pages/public_event.ts";
import type { RegistrationForm } from "../pages/registration_form.ts";
import type { State } from "../state.ts";
import { type FormOutcome, registerByForm } from "./by_form.ts";
import type { Result } from "./device.ts";

type Form = RegistrationForm & Partial<Record<string, string>>;

/** Events that one form registers for at most. */
export const MOST_CHOSEN = 10;

/** An event that was chosen, with what it asks for by itself. */
export interface Chosen {
  slug: string;
  view: EventView;
  event: PublicEvent;
  asked: AskedForm;
}

/** The chosen events of a studio that take a form without anything else: whoever needs a code has one form each. */
export async function chosenEvents(
  { state: { app, locale } }: Context<State>,
  studioAddress: string,
  slugs: readonly string[],
): Promise<Chosen[]> {
  const now = app.commands.now();
  const wanted = [...new Set(slugs)].slice(0, MOST_CHOSEN);
  const views = await Promise.all(wanted.map((slug) => eventBySlug(app.db, { slug, studioAddress, now })));
  const known = new Map(views.flatMap((view) => view ? [[view.id, view] as const] : []));
  return [...known.values()].flatMap((view) => {
    const title = titleOf(view, locale);
    const event = { ...publicEvent(view, now), title: title.value, titleLanguage: title.language };
    const fits = takesRegistrations(event.state) && view.audience.who !== "chosen";
    return fits ? [{ slug: view.slug, view, event, asked: formOf(view, locale) }] : [];
  });
}

/** One form for all of them: what any asks for, and each one's questions under names of their own. */
export function commonForm(chosen: readonly Chosen[]): AskedForm {
  const standard = new Map<AskedForm["standard"][number]["name"], boolean>();
  for (const { asked } of chosen) {
    for (const { name, required } of asked.standard) standard.set(name, required || standard.get(name) === true);
  }
  return {
    standard: [...standard].map(([name, required]) => ({ name, required })),
    questions: chosen.flatMap((one) => ownQuestions(one)),
  };
}

/** The questions of one of them, under the names that the common form has for them. */
export function ownQuestions({ view, asked }: Pick<Chosen, "view" | "asked">): AskedQuestion[] {
  return asked.questions.map((question) => ({ ...question, id: commonId(view, question.id) }));
}

const commonId = (view: Pick<EventView, "id">, questionId: string) => `${view.id}-${questionId}`;

/** Registers somebody for each of them, one after the other; what one refuses does not hold up the next. */
export async function registerForSeveral(
  ctx: Context<State>,
  chosen: readonly Chosen[],
  form: Form,
): Promise<{ view: EventView; result: Result; outcome: FormOutcome | null }[]> {
  const all = [];
  for (const one of chosen) {
    const outcome = await registerByForm(ctx, one.view, one.asked, ownForm(one, form)).catch(refused);
    all.push({ view: one.view, outcome: "reason" in outcome ? null : outcome, result: resultOf(one.view, outcome) });
  }
  return all;
}

function refused(error: unknown): { reason: string } {
  if (error instanceof Rejected) return { reason: error.reason };
  throw error;
}

function resultOf({ id: eventId }: EventView, outcome: FormOutcome | { reason: string }): Result {
  if ("reason" in outcome) return { eventId, outcome: "refused", reason: outcome.reason };
  const position = "position" in outcome ? outcome.position : undefined;
  return { eventId, outcome: outcome.outcome, ...(position === undefined ? {} : { position }) };
}

/** What one event asks for and nothing else, by its own names. */
function ownForm({ view, asked }: Chosen, form: Form): Form {
  const { firstName, lastName, email, marketingConsent, timeZone, source, requestId } = form;
  const own: Record<string, unknown> = {
    firstName,
    lastName,
    email,
    termsAccepted: "true",
    privacyConsent: "true",
    marketingConsent,
    timeZone,
    source,
    requestId,
  };
  for (const { name } of asked.standard) own[name] = form[name];
  for (const { id, options } of asked.questions) {
    own[questionField(id)] = form[questionField(commonId(view, id))];
    options.forEach((_, n) => own[optionField(id, n)] = form[optionField(commonId(view, id), n)]);
  }
  return own as Form;
}
