import type { Context } from "fresh";
import { hrefOf } from "../../../components/dashboard/event.ts";
import type { StepName } from "../../../components/dashboard/wizard/steps.ts";
import type { EventId } from "../../../domain/ids.ts";
import { lifecycleAt } from "../../../projections/queries.ts";
import type { State } from "../../state.ts";
import { stepsDone } from "./checklist.ts";
import { rowsOf } from "./form.ts";
import { editableOf, type StepPage } from "./saving.ts";
import { steps } from "./steps.ts";

/** What the page of a step shows, but for the reader's language. */
export async function wizardPage(
  ctx: Context<State>,
  step: StepName,
  { form, base, errors, problem }: StepPage,
  requestId: string,
  coverError?: string,
) {
  const now = ctx.state.app.commands.now();
  const edited = await editableOf(ctx, ctx.params.id as EventId);
  const { event } = edited;
  const { title, language } = event.details;
  const { audience } = event;
  const href = hrefOf(event.eventId);
  return {
    wizard: {
      href,
      event: { title, language, lifecycle: lifecycleAt(event.lifecycle, event.dates, now), timeZone: event.timeZone },
      step,
      done: stepsDone(edited, now),
      base,
      requestId,
      problem,
      errors,
      savedAt: ctx.url.searchParams.has("saved") ? now : null,
    },
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
      cover: event.page.cover,
      coverError,
    },
  };
}
