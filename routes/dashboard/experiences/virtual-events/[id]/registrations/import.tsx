import { page } from "fresh";
import { Head } from "fresh/runtime";
import { importPeople } from "../../../../../../commands/import_people.ts";
import { ButtonLink } from "../../../../../../components/Button.tsx";
import { hrefOf } from "../../../../../../components/dashboard/event.ts";
import { Checkbox } from "../../../../../../components/inputs.tsx";
import { EventHead } from "../../../../../../components/dashboard/EventHead.tsx";
import { ImportPeople, type ImportView } from "../../../../../../components/dashboard/desk/ImportPeople.tsx";
import type { EventId, Language } from "../../../../../../domain/ids.ts";
import { translator } from "../../../../../../i18n/translate.ts";
import type { EventView } from "../../../../../../projections/queries.ts";
import { readUpload } from "../../../../../../web/body.ts";
import { callerOf } from "../../../../../../web/caller.ts";
import { broughtIn } from "../../../../../../web/imports/brought.ts";
import { MOST_BYTES } from "../../../../../../web/imports/people_csv.ts";
import { reasonText } from "../../../../../../web/pages/desk.ts";
import { eventOf, shown, workplaceOf } from "../../../../../../web/pages/trainer.ts";
import { define, type State } from "../../../../../../web/state.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const view = await eventOf(ctx, "registration.create");
    return page(dataOf(ctx.state, view, { step: "choose", problem: null }));
  },

  async POST(ctx) {
    const view = await eventOf(ctx, "registration.create");
    const form = await readUpload(ctx.req, 3 * MOST_BYTES); // the text comes back with the second step, encoded
    const brought = await broughtIn(form);
    if (!brought.ok) return page(dataOf(ctx.state, view, { step: "choose", ...brought }), { status: 400 });
    const { preview, people } = brought;
    if (!brought.wanted || form.get("consent") !== "true") {
      return page(dataOf(ctx.state, view, preview), { status: preview.problems.length > 0 ? 400 : 200 });
    }
    const { app, locale } = ctx.state;
    const caller = { ...callerOf(ctx.state), commandId: preview.importId };
    const { imported, failed, position } = await importPeople(app.commands, caller, {
      eventId: view.id as EventId,
      people,
      language: view.language as Language,
    });
    if (position !== null) await app.caughtUp(position, 2_000);
    const named = failed.map(({ index, reason }) => ({
      row: index + 2,
      name: people[index]!.email,
      reason: reasonText(reason, locale),
    }));
    return page(dataOf(ctx.state, view, { step: "done", said: done(locale, imported, failed.length), failed: named }));
  },
});

const done = (locale: State["locale"], count: number, failed: number) =>
  translator(locale)("desk.import.done", { count, failed });

function dataOf(state: State, view: EventView, shownStep: ImportView) {
  const now = state.app.commands.now();
  return { event: shown(view, workplaceOf(state).address, state.app, now), view: shownStep, now };
}

export default define.page<typeof handler>(function ImportPage({ data, state }) {
  const t = translator(state.locale);
  return (
    <div class="stack">
      <Head>
        <title>{`${t("desk.import")} · ${data.event.title}`}</title>
      </Head>
      <EventHead event={data.event} locale={state.locale} now={new Date(data.now)} tab="registrations" seesPeople />
      <h2>{t("desk.import")}</h2>
      <ImportPeople
        view={data.view}
        lead={t("desk.import.lead")}
        back={<ButtonLink href={hrefOf(data.event.id, "/registrations")}>{t("desk.back")}</ButtonLink>}
        more={<Checkbox name="consent" label={t("desk.import.consent")} required />}
        locale={state.locale}
      />
    </div>
  );
});
