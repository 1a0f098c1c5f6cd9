import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { removeSegment, removeTagRule, saveTagRule } from "../../../commands/crm.ts";
import { Sorting } from "../../../components/dashboard/leads/Sorting.tsx";
import { EventId } from "../../../domain/ids.ts";
import { Tag } from "../../../domain/lead/events.ts";
import { translator } from "../../../i18n/translate.ts";
import { countPeople, segmentsOf, tagRulesOf } from "../../../projections/queries.ts";
import { readForm } from "../../../web/body.ts";
import { sendRead } from "../../../web/form.ts";
import { eventTitlesOf } from "../../../web/pages/lead_choices.ts";
import { commandOf, segmentHref } from "../../../web/pages/leads.ts";
import { workplaceOf } from "../../../web/pages/trainer.ts";
import { define, type State } from "../../../web/state.ts";

const emptyIsNull = (text: string) => text === "" ? null : text;
const Action = z.discriminatedUnion("do", [
  z.object({
    do: z.literal("rule"),
    moment: z.enum(["registered", "attended", "no_show", "cancelled"]),
    eventId: z.string().transform(emptyIsNull).pipe(EventId.nullable()),
    category: z.string().trim().max(60).transform(emptyIsNull),
    tag: Tag,
  }),
  z.object({ do: z.literal("remove_rule"), id: z.uuid() }),
  z.object({ do: z.literal("remove_segment"), id: z.uuid() }),
]);

export const handler = define.handlers({
  async GET(ctx) {
    return page(await dataOf(ctx.state, null));
  },

  async POST(ctx) {
    const { app, locale } = ctx.state;
    const raw = await readForm(ctx.req);
    const caller = commandOf(ctx.state, ctx.url.pathname, raw);
    const sent = await sendRead(raw, locale, Action, async (input) => {
      switch (input.do) {
        case "rule": {
          const { do: _, ...rule } = input;
          return await saveTagRule(app.commands, caller, rule);
        }
        case "remove_rule":
          return await removeTagRule(app.commands, caller, input.id);
        case "remove_segment":
          return await removeSegment(app.commands, caller, input.id);
      }
    });
    if (!sent.ok) {
      const problem = sent.form.problem ?? Object.values(sent.form.errors)[0] ?? null;
      return page(await dataOf(ctx.state, problem), { status: sent.status });
    }
    await app.caughtUp(sent.value.position, 2_000);
    return ctx.redirect(ctx.url.pathname, 303);
  },
});

async function dataOf(state: State, problem: string | null) {
  const { app } = state;
  const { id: studioId } = workplaceOf(state);
  const now = app.commands.now();
  const [segments, rules, events] = await Promise.all([
    segmentsOf(app.db, studioId),
    tagRulesOf(app.db, studioId),
    eventTitlesOf(app.db, studioId, now),
  ]);
  const counted = await Promise.all(segments.map(async ({ id, name, filter }) => ({
    id,
    name,
    href: segmentHref(filter),
    count: await countPeople(app.db, { studioId, filter, now }),
  })));
  return { segments: counted, rules, events, requestId: crypto.randomUUID(), problem };
}

export default define.page<typeof handler>(function SortingPage({ data, state }) {
  return (
    <>
      <Head>
        <title>{translator(state.locale)("leads.sorting")}</title>
      </Head>
      <Sorting {...data} locale={state.locale} />
    </>
  );
});
