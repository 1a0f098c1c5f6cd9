import { page } from "fresh";
import { Head } from "fresh/runtime";
import { createEvent } from "../../../../commands/create_event.ts";
import { hrefOf } from "../../../../components/dashboard/event.ts";
import { NewEventForm } from "../../../../components/dashboard/NewEventForm.tsx";
import { uuidv5 } from "../../../../domain/uuid.ts";
import { translator } from "../../../../i18n/translate.ts";
import { readForm } from "../../../../web/body.ts";
import { callerOf } from "../../../../web/caller.ts";
import { attempt, requestIdOf } from "../../../../web/pages/event_saving.ts";
import { newEventOf, newEventReasons, valuesOf, valuesOfNew } from "../../../../web/pages/new_event.ts";
import { workplaceOf } from "../../../../web/pages/trainer.ts";
import { define } from "../../../../web/state.ts";

export const handler = define.handlers({
  GET(ctx) {
    const values = valuesOfNew(workplaceOf(ctx.state), ctx.state.app.commands.now());
    return page({ values, errors: {}, problem: undefined as string | undefined, requestId: crypto.randomUUID() });
  },

  async POST(ctx) {
    const { app, locale } = ctx.state;
    const raw = await readForm(ctx.req);
    const requestId = requestIdOf(raw);
    const values = valuesOf(raw);
    // sent twice, it is one event; gone back to and changed, it is another one
    const caller = { ...callerOf(ctx.state), commandId: uuidv5(requestId, JSON.stringify(values)) };
    const saved = await attempt(locale, newEventReasons, () => createEvent(app.commands, caller, newEventOf(values)));
    if (!saved.ok) return page({ values, requestId, ...saved.wrong }, { status: saved.status });
    await app.caughtUp(saved.value.position, 2_000);
    return ctx.redirect(hrefOf(saved.value.eventId, "/edit/details"), 303);
  },
});

export default define.page<typeof handler>(function NewEventPage({ data, state }) {
  const t = translator(state.locale);
  return (
    <div class="stack loose">
      <Head>
        <title>{t("events.form.new")}</title>
      </Head>
      <h1>{t("events.form.new")}</h1>
      <NewEventForm {...data} locale={state.locale} />
    </div>
  );
});
