import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { canBeTakenBack } from "../../../../../../components/dashboard/CapacityUndo.tsx";
import { hrefOf } from "../../../../../../components/dashboard/event.ts";
import { COVER_FORM } from "../../../../../../components/dashboard/wizard/PageStep.tsx";
import { StepFields } from "../../../../../../components/dashboard/wizard/StepFields.tsx";
import { stepNames } from "../../../../../../components/dashboard/wizard/steps.ts";
import { Wizard } from "../../../../../../components/dashboard/wizard/Wizard.tsx";
import type { EventId, Language } from "../../../../../../domain/ids.ts";
import { translator } from "../../../../../../i18n/translate.ts";
import type { EventView } from "../../../../../../projections/queries.ts";
import { explain } from "../../../../../../web/explain.ts";
import { callerOf } from "../../../../../../web/caller.ts";
import { readFormWithFiles, type RefusedFiles } from "../../../../../../web/form_files.ts";
import { requestIdOf } from "../../../../../../web/pages/event_saving.ts";
import { eventOf } from "../../../../../../web/pages/trainer.ts";
import { autosaveAnswer, wantsAnswer } from "../../../../../../web/pages/wizard/autosave.ts";
import { repeatedWeekly } from "../../../../../../web/pages/wizard/details.ts";
import { type FlatForm, formOf, rearranged } from "../../../../../../web/pages/wizard/form.ts";
import { wizardPage } from "../../../../../../web/pages/wizard/page_data.ts";
import {
  nullIfTooLarge,
  openAfterTooLarge,
  openStep,
  saveStep,
  type StepPage,
} from "../../../../../../web/pages/wizard/saving.ts";
import { steps } from "../../../../../../web/pages/wizard/steps.ts";
import { define } from "../../../../../../web/state.ts";

/** The step of an address. @throws {HttpError} 404 */
function stepOf(params: Record<string, string | undefined>) {
  const step = stepNames.find((name) => name === params.step);
  if (!step) throw new HttpError(404);
  return step;
}

/** A step of which everything was saved but for some files, which are named at their fields. */
function withRefused(saved: StepPage, refused: RefusedFiles, locale: Language): StepPage {
  const files = Object.entries(refused);
  if (files.length === 0) return saved;
  const errors = Object.fromEntries(files.map(([field, problem]) => [field, explain(problem, locale).detail]));
  return { ...saved, errors: { ...saved.errors, ...errors }, status: saved.status === 200 ? 400 : saved.status };
}

/** Places as the page was opened with, where they are others now that can be taken back. */
function formerPlaces({ counts }: EventView, raw: FlatForm, { form }: StepPage): string | undefined {
  if (form.capacity === undefined) return undefined;
  const change = { was: raw.was, capacity: form.capacity === "" ? null : Number(form.capacity), ...counts };
  return canBeTakenBack(change) ? change.was : undefined;
}

export const handler = define.handlers({
  async GET(ctx) {
    const step = stepOf(ctx.params);
    const view = await eventOf(ctx, "event.change");
    const opened = await openStep(ctx, view.id as EventId, steps[step]);
    return page(await wizardPage(ctx, step, opened, crypto.randomUUID()));
  },

  async POST(ctx) {
    const step = stepOf(ctx.params);
    const view = await eventOf(ctx, "event.change");
    const eventId = view.id as EventId;
    const read = await readFormWithFiles(ctx.state.app, callerOf(ctx.state), ctx.req).catch(nullIfTooLarge);
    if (read === null) {
      const opened = await openAfterTooLarge(ctx, eventId, steps[step]);
      if (wantsAnswer(ctx.req)) return autosaveAnswer(ctx, opened, view.timeZone);
      return page(await wizardPage(ctx, step, opened, crypto.randomUUID()), { status: opened.status });
    }
    const { raw, refused } = read;
    const form = formOf(raw, steps[step]);
    const changed = raw.then === "repeat"
      ? repeatedWeekly(form, raw.repeatTimes)
      : rearranged(form, raw.then, steps[step]);
    if (changed) {
      const opened = await openStep(ctx, eventId, steps[step]);
      const base = JSON.parse(raw.base ?? "null") ?? opened.base;
      return page(await wizardPage(ctx, step, { ...opened, form: changed, base }, requestIdOf(raw)));
    }
    const saved = withRefused(await saveStep(ctx, eventId, step, steps[step], raw), refused, ctx.state.locale);
    const was = formerPlaces(view, raw, saved);
    if (wantsAnswer(ctx.req)) return autosaveAnswer(ctx, saved, view.timeZone, was);
    if (saved.status !== 200) {
      return page(await wizardPage(ctx, step, saved, requestIdOf(raw)), { status: saved.status });
    }
    const next = stepNames[stepNames.indexOf(step) + 1];
    const to = raw.then !== "next" ? `/edit/${step}?saved=1` : next ? `/edit/${next}` : "/publish";
    const undo = was === undefined ? "" : `${to.includes("?") ? "&" : "?"}was=${was}`;
    return ctx.redirect(hrefOf(view.id, to + undo), 303);
  },
});

export default define.page<typeof handler>(function WizardStepPage({ data, state }) {
  const { locale } = state;
  return (
    <Wizard
      {...data.wizard}
      locale={locale}
      beside={data.step.name === "page"
        ? (
          <form id={COVER_FORM} method="post" encType="multipart/form-data" action={`${data.wizard.href}/edit/cover`}>
            <input type="hidden" name="requestId" value={crypto.randomUUID()} />
          </form>
        )
        : null}
    >
      <Head>
        <title>{`${translator(locale)(`wizard.step.${data.step.name}`)} · ${data.wizard.event.title}`}</title>
      </Head>
      <StepFields {...data.step} locale={locale} />
    </Wizard>
  );
});
