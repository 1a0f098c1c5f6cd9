import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { saveSegment } from "../../../commands/crm.ts";
import { LeadList } from "../../../components/dashboard/leads/LeadList.tsx";
import { Notice } from "../../../components/Notice.tsx";
import { translator } from "../../../i18n/translate.ts";
import { countPeople, listPeople, segmentsOf } from "../../../projections/queries.ts";
import { readForm } from "../../../web/body.ts";
import { sendRead } from "../../../web/form.ts";
import {
  commandOf,
  narrows,
  PEOPLE_PAGE,
  peopleFilter,
  peopleQuery,
  segmentFilter,
  segmentHref,
} from "../../../web/pages/leads.ts";
import { eventTitlesOf, membersToChoose } from "../../../web/pages/lead_choices.ts";
import { allowsAny, workplaceOf } from "../../../web/pages/trainer.ts";
import { define, type State } from "../../../web/state.ts";

const Named = z.object({ name: z.string().trim().min(1).max(100) });

export const handler = define.handlers({
  async GET(ctx) {
    return page(await dataOf(ctx.state, ctx.url, null));
  },

  /** Keeps the address's filter as a segment. */
  async POST(ctx) {
    const { app, locale } = ctx.state;
    const filter = segmentFilter(peopleFilter(ctx.url.searchParams));
    const raw = await readForm(ctx.req);
    const caller = commandOf(ctx.state, ctx.url.pathname + ctx.url.search, raw);
    const sent = await sendRead(raw, locale, Named, ({ name }) => saveSegment(app.commands, caller, { name, filter }));
    if (!sent.ok) {
      const problem = sent.form.problem ?? Object.values(sent.form.errors)[0] ?? null;
      return page(await dataOf(ctx.state, ctx.url, problem), { status: sent.status });
    }
    await app.caughtUp(sent.value.position, 2_000);
    return ctx.redirect(segmentHref(filter), 303);
  },
});

async function dataOf(state: State, url: URL, problem: string | null) {
  const { app } = state;
  const { id: studioId, timeZone } = workplaceOf(state);
  const now = app.commands.now();
  const filter = peopleFilter(url.searchParams);
  const number = Math.min(Math.max(Number(url.searchParams.get("page")) || 1, 1), 100_000);
  const asked = { ...peopleQuery(studioId, filter, now), page: number, limit: PEOPLE_PAGE };
  const [{ rows, total }, saved, events, members] = await Promise.all([
    listPeople(app.db, asked),
    segmentsOf(app.db, studioId),
    eventTitlesOf(app.db, studioId, now),
    membersToChoose(app, studioId),
  ]);
  const segments = await Promise.all(
    saved.slice(0, 20).map(async (segment) => ({
      id: segment.id,
      name: segment.name,
      href: segmentHref(segment.filter),
      count: await countPeople(app.db, { studioId, filter: segment.filter, now }),
    })),
  );
  return {
    rows,
    total,
    page: number,
    pageSize: PEOPLE_PAGE,
    filter,
    filtered: narrows(filter),
    segments,
    events,
    members,
    timeZone,
    may: {
      change: allowsAny(state, "lead.change"),
      export: allowsAny(state, "lead.export"),
      sort: allowsAny(state, "crm.change"),
    },
    requestId: crypto.randomUUID(),
    problem,
  };
}

export default define.page<typeof handler>(function PeoplePage({ data, state, url }) {
  return (
    <>
      <Head>
        <title>{translator(state.locale)("leads.title")}</title>
      </Head>
      {data.problem ? <Notice tone="negative" alert>{data.problem}</Notice> : null}
      <LeadList {...data} url={url} locale={state.locale} />
    </>
  );
});
