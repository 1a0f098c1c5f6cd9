import { page } from "fresh";
import { Head } from "fresh/runtime";
import { updateEvent } from "../../../../../commands/update_event.ts";
import { hrefOf } from "../../../../../components/dashboard/event.ts";
import { EventForm } from "../../../../../components/dashboard/EventForm.tsx";
import type { EventId, Language } from "../../../../../domain/ids.ts";
import { translator } from "../../../../../i18n/translate.ts";
import type { EventView } from "../../../../../projections/queries.ts";
import { readForm } from "../../../../../web/body.ts";
import { callerOf } from "../../../../../web/caller.ts";
import { inputOf, rearranged, valuesOf, valuesOfEvent } from "../../../../../web/pages/event_form.ts";
import { attempt, requestIdOf } from "../../../../../web/pages/event_saving.ts";
import { eventOf } from "../../../../../web/pages/trainer.ts";
import { define } from "../../../../../web/state.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const view = await eventOf(ctx, "event.change");
    const form = {
      errors: missing(ctx.url, ctx.state.locale),
      problem: undefined as string | undefined,
      requestId: crypto.randomUUID(),
    };
    return page({ ...form, values: valuesOfEvent(view), editing: editingOf(view), title: view.title });
  },

  async POST(ctx) {
    const { app, locale } = ctx.state;
    const view = await eventOf(ctx, "event.change");
    const raw = await readForm(ctx.req);
    const values = valuesOf(raw);
    const shown = { editing: editingOf(view), title: view.title, requestId: requestIdOf(raw) };
    const changed = rearranged(values, raw.then);
    if (changed) return page({ ...shown, values: changed, errors: {}, problem: undefined });
    const saved = await attempt(
      values,
      locale,
      () => updateEvent(app.commands, callerOf(ctx.state), view.id as EventId, inputOf(values)),
    );
    if (!saved.ok) return page({ ...shown, values, ...saved.wrong }, { status: saved.status });
    await app.caughtUp(saved.value.position, 2_000);
    return ctx.redirect(hrefOf(view.id, "?done=saved"), 303);
  },
});

/** Fields that publishing asks for, named in the address that leads here from a refusal. */
function missing(url: URL, locale: Language): Record<string, string> {
  const names = (url.searchParams.get("missing") ?? "").split(",");
  const required = translator(locale)("validation.required");
  return Object.fromEntries(["title", "description"].filter((name) => names.includes(name)).map((n) => [n, required]));
}

function editingOf(view: EventView) {
  return {
    href: hrefOf(view.id),
    registered: view.counts.confirmed + view.counts.waitlisted,
    published: view.lifecycle !== "draft" && view.lifecycle !== "scheduled",
  };
}

export default define.page<typeof handler>(function EditEventPage({ data, state }) {
  const t = translator(state.locale);
  return (
    <div class="stack loose">
      <Head>
        <title>{`${t("events.form.edit")} · ${data.title}`}</title>
      </Head>
      <h1>{t("events.form.edit")}</h1>
      <EventForm {...data} locale={state.locale} />
    </div>
  );
});
