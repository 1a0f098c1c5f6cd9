import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { hrefOf } from "../../../../../../../components/dashboard/event.ts";
import { TextsStep } from "../../../../../../../components/dashboard/wizard/TextsStep.tsx";
import { Wizard } from "../../../../../../../components/dashboard/wizard/Wizard.tsx";
import { type EventId, Language } from "../../../../../../../domain/ids.ts";
import { languageNames } from "../../../../../../../i18n/locale.ts";
import { readForm } from "../../../../../../../web/body.ts";
import { MOST_TEXT } from "../../../../../../../web/form_files.ts";
import { eventOf } from "../../../../../../../web/pages/trainer.ts";
import { autosaveAnswer, wantsAnswer } from "../../../../../../../web/pages/wizard/autosave.ts";
import { requestIdOf } from "../../../../../../../web/pages/event_saving.ts";
import { textsPage } from "../../../../../../../web/pages/wizard/page_data.ts";
import { nullIfTooLarge, openAfterTooLarge, openStep, saveStep } from "../../../../../../../web/pages/wizard/saving.ts";
import { textsStep } from "../../../../../../../web/pages/wizard/texts.ts";
import type { EventView } from "../../../../../../../projections/queries.ts";
import { define } from "../../../../../../../web/state.ts";

/** The language of an address. @throws {HttpError} 404 for the event's own, and what is none */
function languageOf({ language }: Record<string, string | undefined>, view: EventView): Language {
  const found = Language.safeParse(language).data;
  if (!found || found === view.language) throw new HttpError(404);
  return found;
}

export const handler = define.handlers({
  async GET(ctx) {
    const view = await eventOf(ctx, "event.change");
    const language = languageOf(ctx.params, view);
    const opened = await openStep(ctx, view.id as EventId, textsStep(language));
    return page(await textsPage(ctx, language, opened, crypto.randomUUID()));
  },

  async POST(ctx) {
    const view = await eventOf(ctx, "event.change");
    const language = languageOf(ctx.params, view);
    const raw = await readForm(ctx.req, MOST_TEXT).catch(nullIfTooLarge);
    const saved = raw === null
      ? await openAfterTooLarge(ctx, view.id as EventId, textsStep(language))
      : await saveStep(ctx, view.id as EventId, `texts ${language}`, textsStep(language), raw);
    if (wantsAnswer(ctx.req)) return autosaveAnswer(ctx, saved, view.timeZone);
    if (raw === null || saved.status !== 200) {
      return page(await textsPage(ctx, language, saved, requestIdOf(raw ?? {})), { status: saved.status });
    }
    return ctx.redirect(hrefOf(view.id, raw.then === "next" ? "/edit/page" : `/edit/texts/${language}?saved=1`), 303);
  },
});

export default define.page<typeof handler>(function TextsPage({ data, state }) {
  const { locale } = state;
  return (
    <Wizard {...data.wizard} locale={locale}>
      <Head>
        <title>{`${languageNames[data.texts.language]} · ${data.wizard.event.title}`}</title>
      </Head>
      <TextsStep {...data.texts} locale={locale} />
    </Wizard>
  );
});
