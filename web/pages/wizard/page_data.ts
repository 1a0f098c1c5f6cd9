import type { Context } from "fresh";
import type { OwnTexts } from "../../../components/dashboard/wizard/TextsStep.tsx";
import type { StepName } from "../../../components/dashboard/wizard/steps.ts";
import type { EventId, Language } from "../../../domain/ids.ts";
import { formOf } from "../../../domain/virtual_event/plan_design.ts";
import type { Existing } from "../../../domain/virtual_event/state.ts";
import { hrefOf } from "../../../components/dashboard/event.ts";
import { languages } from "../../../i18n/locale.ts";
import { lifecycleAt } from "../../../projections/queries.ts";
import { MOST_TEXT } from "../../form_files.ts";
import type { State } from "../../state.ts";
import { stepsDone } from "./checklist.ts";
import { rowsOf } from "./form.ts";
import { editableOf, type StepPage } from "./saving.ts";
import type { Editable } from "./step.ts";
import { steps } from "./steps.ts";

/** What the page of a step shows, but for the reader's language. */
export async function wizardPage(
  ctx: Context<State>,
  step: StepName,
  opened: StepPage,
  requestId: string,
  coverError?: string,
) {
  const edited = await editableOf(ctx, ctx.params.id as EventId);
  const { event } = edited;
  const { audience } = event;
  const { form, errors } = opened;
  const href = hrefOf(event.eventId);
  return {
    wizard: { ...frameOf(ctx, edited, opened, requestId), step, action: `${href}/edit/${step}` },
    step: {
      name: step,
      form,
      errors,
      href,
      lists: Object.fromEntries(Object.keys(steps[step].lists).map((list) => [list, rowsOf(form, list)])),
      told: event.seats.byPerson.size,
      published: event.lifecycle === "published",
      invited: audience.who === "chosen"
        ? { code: audience.codeHash !== null, people: audience.personIds.length }
        : { code: false, people: 0 },
      categories: ctx.state.app.directory.settings(event.studioId)?.categories ?? [],
      cover: event.page.cover,
      coverError,
    },
  };
}

/** What the page of the texts in another language shows. */
export async function textsPage(ctx: Context<State>, language: Language, opened: StepPage, requestId: string) {
  const edited = await editableOf(ctx, ctx.params.id as EventId);
  const { event } = edited;
  const href = hrefOf(event.eventId);
  return {
    wizard: {
      ...frameOf(ctx, edited, opened, requestId),
      step: null,
      action: `${href}/edit/texts/${language}`,
      writing: language,
    },
    texts: {
      form: opened.form,
      errors: opened.errors,
      href,
      own: ownTexts(event),
      from: event.details.language,
      language,
    },
  };
}

/** What stands around every step. */
function frameOf({ state, url }: Context<State>, edited: Editable, opened: StepPage, requestId: string) {
  const { event } = edited;
  const { title, language } = event.details;
  const { base, problem, errors } = opened;
  const now = state.app.commands.now();
  const href = hrefOf(event.eventId);
  return {
    href,
    event: {
      id: event.eventId,
      title,
      language,
      lifecycle: lifecycleAt(event.lifecycle, event.dates, now),
      timeZone: event.timeZone,
    },
    done: stepsDone(edited, now),
    texts: languages.filter((name) => name !== language).map((name) => ({
      language: name,
      href: `${href}/edit/texts/${name}`,
      written: event.translations[name] !== undefined,
    })),
    base,
    requestId,
    problem,
    errors,
    savedAt: url.searchParams.has("saved") ? now : null,
    places: { capacity: event.capacity, confirmed: event.seats.taken, was: url.searchParams.get("was") ?? undefined },
    most: MOST_TEXT,
  };
}

function ownTexts(event: Existing): OwnTexts {
  const { details, page } = event;
  const joined = (entries: readonly string[]) => entries.join("\n");
  return {
    title: details.title,
    description: details.description,
    keyPoints: joined(page.keyPoints),
    objectives: joined(page.objectives),
    whoFor: joined(page.audience),
    prerequisites: joined(page.prerequisites),
    thankYouText: page.thankYouText,
    seoTitle: page.seo.title,
    seoDescription: page.seo.description,
    agenda: page.agenda.map(({ title, text }) => ({ title, text })),
    questions: formOf(event).questions.map(({ id, label, help, options }) => ({
      id,
      label,
      help,
      options: joined(options),
    })),
  };
}
