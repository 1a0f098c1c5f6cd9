import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { importPeople } from "../../../../../../commands/import_people.ts";
import { EventHead } from "../../../../../../components/dashboard/EventHead.tsx";
import { ImportPeople, type ImportView } from "../../../../../../components/dashboard/desk/ImportPeople.tsx";
import type { EventId, Language } from "../../../../../../domain/ids.ts";
import { translator } from "../../../../../../i18n/translate.ts";
import type { EventView } from "../../../../../../projections/queries.ts";
import { readUpload } from "../../../../../../web/body.ts";
import { callerOf } from "../../../../../../web/caller.ts";
import {
  decoded,
  importFields,
  type Mapping,
  MOST_BYTES,
  peopleIn,
  readCsv,
  suggested,
} from "../../../../../../web/imports/people_csv.ts";
import { reasonText } from "../../../../../../web/pages/desk.ts";
import { eventOf, shown, workplaceOf } from "../../../../../../web/pages/trainer.ts";
import { define, type State } from "../../../../../../web/state.ts";

const place = z.string().regex(/^\d{1,3}$/).transform(Number).optional().catch(undefined);
const Columns = z.object(Object.fromEntries(importFields.map((field) => [field, place])));

export const handler = define.handlers({
  async GET(ctx) {
    const view = await eventOf(ctx, "registration.create");
    return page(dataOf(ctx.state, view, { step: "choose", problem: null }));
  },

  async POST(ctx) {
    const view = await eventOf(ctx, "registration.create");
    const form = await readUpload(ctx.req, 3 * MOST_BYTES); // the text comes back with the second step, encoded
    const file = form.get("file");
    const csv = file instanceof File && file.size > 0
      ? decoded(new Uint8Array(await file.arrayBuffer()))
      : String(form.get("csv") ?? "");
    const read = readCsv(csv);
    if (!read.ok) return page(dataOf(ctx.state, view, { step: "choose", problem: read.problem }), { status: 400 });
    const chosen = form.has("do") ? Columns.parse(Object.fromEntries(form)) as Mapping : suggested(read.columns);
    const { people, problems } = peopleIn(read, chosen);
    const preview: ImportView = {
      step: "preview",
      csv: csv ?? "",
      columns: read.columns,
      sample: read.rows.slice(0, 5),
      mapping: chosen,
      ready: people.length,
      problems: problems.slice(0, 100),
      noEmail: chosen.email === undefined,
      importId: z.uuid().catch(crypto.randomUUID()).parse(form.get("importId")),
    };
    const wanted = form.get("do") === "import" && form.get("consent") === "true" && problems.length === 0;
    if (!wanted) return page(dataOf(ctx.state, view, preview), { status: problems.length > 0 ? 400 : 200 });
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
    return page(dataOf(ctx.state, view, { step: "done", imported, failed: named }));
  },
});

function dataOf(state: State, view: EventView, shownStep: ImportView) {
  const now = state.app.commands.now();
  return { event: shown(view, workplaceOf(state).address, state.app, now), view: shownStep, now };
}

export default define.page<typeof handler>(function ImportPage({ data, state }) {
  return (
    <div class="stack">
      <Head>
        <title>{`${translator(state.locale)("desk.import")} · ${data.event.title}`}</title>
      </Head>
      <EventHead event={data.event} locale={state.locale} now={new Date(data.now)} tab="registrations" seesPeople />
      <ImportPeople view={data.view} eventId={data.event.id} locale={state.locale} />
    </div>
  );
});
