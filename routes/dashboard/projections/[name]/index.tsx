import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { mayDecide } from "../../../../commands/decide_on_projection.ts";
import { reachOf } from "../../../../commands/authorise.ts";
import { Completeness } from "../../../../components/dashboard/analysis/Completeness.tsx";
import { Generations } from "../../../../components/dashboard/analysis/Generations.tsx";
import { Poison } from "../../../../components/dashboard/analysis/Poison.tsx";
import { TableDocs } from "../../../../components/dashboard/analysis/TableDocs.tsx";
import { Notice } from "../../../../components/Notice.tsx";
import { Stats } from "../../../../components/Stat.tsx";
import { Tabs } from "../../../../components/Tabs.tsx";
import LiveFigures from "../../../../islands/LiveFigures.tsx";
import { aboutInWords } from "../../../../i18n/abouts.ts";
import { bytes } from "../../../../i18n/bytes.ts";
import { translator } from "../../../../i18n/translate.ts";
import { tableDocs } from "../../../../projections/analysis/table_docs.ts";
import { projections } from "../../../../projections/all.ts";
import { send } from "../../../../web/form.ts";
import {
  decide,
  deciderOf,
  decisions,
  poisonEvent,
  statusOf,
  stoppedAt,
} from "../../../../web/pages/analysis/decide.ts";
import { analysisTabs } from "../../../../web/pages/analysis/places.ts";
import { figuresOf } from "../../../../web/pages/projection_figures.ts";
import { define, type State } from "../../../../web/state.ts";

const Decision = z.object({ do: z.enum(decisions), reason: z.string().trim().max(500).default("") })
  .refine(({ do: what, reason }) => what !== "skip" || reason !== "", { path: ["reason"], message: "required" });

export const handler = define.handlers({
  async GET({ state, params }) {
    return page(await dataOf(state, params.name!, null));
  },
  async POST(ctx) {
    const { state } = ctx;
    const name = ctx.params.name!;
    const sent = await send(
      ctx.req,
      state.locale,
      Decision,
      ({ do: what, reason }) => decide(state, name, what, reason),
    );
    if (!sent.ok) {
      const problem = sent.form.problem ?? Object.values(sent.form.errors).join(" ");
      return page(await dataOf(state, name, problem), { status: sent.status });
    }
    return ctx.redirect(`/dashboard/projections/${name}`, 303);
  },
});

async function dataOf(state: State, name: string, problem: string | null) {
  const status = await statusOf(state, name);
  const decider = deciderOf(state);
  const stopped = stoppedAt(status);
  const event = stopped ? await poisonEvent(state, stopped.event) : null;
  return {
    status,
    problem,
    stopped: stopped && {
      ...stopped,
      json: event && JSON.stringify({ ...event, position: String(event.position) }, null, 2),
    },
    figures: figuresOf(status, state.locale),
    mayRebuild: reachOf(decider, "projection.rebuild") !== null,
    mayDecide: await mayDecide(state.app.commands, decider),
    docs: tableDocs(projections.filter((spec) => spec.name === name)),
  };
}

export default define.page<typeof handler>(function ProjectionPage({ data, state }) {
  const t = translator(state.locale);
  const { status, stopped, figures, mayRebuild, mayDecide, docs, problem } = data;
  const { name } = status;
  const live = (figure: string) => ({ value: figures[`${name}.${figure}`] ?? "", live: `${name}.${figure}` });
  return (
    <div class="stack loose">
      <Head>
        <title>{name}</title>
      </Head>
      <Tabs label={t("projections.title")} tabs={analysisTabs(state, "/dashboard/projections")} />
      <div>
        <h1>{name}</h1>
        <p class="muted">{aboutInWords(status.about, state.locale)}</p>
      </div>
      {problem ? <Notice tone="negative" alert>{problem}</Notice> : null}
      <Stats
        stats={[
          { label: t("projections.state"), ...live("state") },
          { label: t("projections.version"), ...live("version") },
          { label: t("projections.position"), ...live("position") },
          { label: t("projections.lag"), ...live("lag") },
          { label: t("projections.rate"), ...live("rate") },
          { label: t("projections.size"), value: bytes(status.bytes, state.locale) },
        ]}
      />
      <p class="muted figures" data-live={`${name}.progress`}>{figures[`${name}.progress`]}</p>
      {stopped ? <Poison {...stopped} mayDecide={mayDecide} locale={state.locale} /> : null}
      <Generations status={status} mayRebuild={mayRebuild} mayDecide={mayDecide} locale={state.locale} />
      <Completeness found={status.checked} locale={state.locale} />
      {docs.length > 0
        ? (
          <section class="stack">
            <h2>{t("projections.tables")}</h2>
            <TableDocs docs={docs} locale={state.locale} />
          </section>
        )
        : null}
      <LiveFigures address="/dashboard/projections/live" />
    </div>
  );
});
