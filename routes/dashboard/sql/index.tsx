import { page } from "fresh";
import { Head } from "fresh/runtime";
import { rotateAccess, withdrawAccess } from "../../../commands/analyst_access.ts";
import { removeQuery, savedQueries, saveQuery } from "../../../commands/save_query.ts";
import { SqlAccess } from "../../../components/dashboard/analysis/SqlAccess.tsx";
import { SqlAnswer } from "../../../components/dashboard/analysis/SqlAnswer.tsx";
import { SavedQueries, SqlEditor } from "../../../components/dashboard/analysis/SqlEditor.tsx";
import { TableDocs } from "../../../components/dashboard/analysis/TableDocs.tsx";
import { Notice } from "../../../components/Notice.tsx";
import { Tabs } from "../../../components/Tabs.tsx";
import type { SavedQuery } from "../../../domain/analysis/analysis.ts";
import { translator } from "../../../i18n/translate.ts";
import { projections } from "../../../projections/all.ts";
import { LIMITS } from "../../../projections/analysis/studio_console.ts";
import { tableDocs } from "../../../projections/analysis/table_docs.ts";
import { callerOf } from "../../../web/caller.ts";
import { emptyForm, send } from "../../../web/form.ts";
import { analysisTabs } from "../../../web/pages/analysis/places.ts";
import { answered, questionOf, SqlForm } from "../../../web/pages/analysis/sql.ts";
import { define, type State } from "../../../web/state.ts";

const docs = tableDocs(projections);

export const handler = define.handlers({
  async GET({ state, url }) {
    const saved = await savedQueries(state.app.commands, callerOf(state));
    const open = saved.find(({ queryId }) => queryId === url.searchParams.get("query"));
    return page(shown(state, saved, { open }));
  },
  async POST(ctx) {
    const { req, state } = ctx;
    const sent = await send(req, state.locale, SqlForm, (form) => act(state, form), {
      query_name_taken: "name",
    });
    if (sent.ok && sent.value.go) return ctx.redirect(sent.value.go, 303);
    const saved = await savedQueries(state.app.commands, callerOf(state));
    const done = sent.ok ? sent.value : { form: sent.form.values, errors: sent.form };
    return page(shown(state, saved, done), { status: sent.ok ? 200 : sent.status });
  },
});

type Done = Partial<Pick<Awaited<ReturnType<typeof answered>>, "answer" | "failed">> & {
  /** Where to go on instead. */
  go?: string;
  form?: Readonly<Record<string, unknown>>;
  errors?: ReturnType<typeof emptyForm>;
  open?: SavedQuery;
  address?: Awaited<ReturnType<State["app"]["console"]["address"]>>;
};

async function act(state: State, form: SqlForm): Promise<Done> {
  const { commands, console } = state.app;
  const caller = callerOf(state);
  switch (form.do) {
    case "run":
      return { form, ...await answered(state, questionOf(form)) };
    case "cancel":
      await console.cancel(caller.userId!);
      return { form };
    case "save": {
      const queryId = form.queryId ?? commands.newId();
      const { sql, parameters } = questionOf(form);
      await saveQuery(commands, caller, { queryId, name: form.name, sql, parameters });
      return { go: `/dashboard/sql?query=${queryId}` };
    }
    case "remove":
      if (form.queryId) await removeQuery(commands, caller, form.queryId);
      return { go: "/dashboard/sql" };
    case "rotate":
      await rotateAccess(commands, caller);
      return { form, address: await console.address(caller.studioId) };
    case "withdraw":
      await withdrawAccess(commands, caller);
      await console.address(caller.studioId);
      return { go: "/dashboard/sql" };
  }
}

function shown(state: State, saved: readonly SavedQuery[], { open, form = {}, answer, failed, errors, address }: Done) {
  const values = open ? { sql: open.sql, name: open.name, queryId: open.queryId } : form;
  return {
    saved,
    name: String(values.name ?? ""),
    queryId: values.queryId ? String(values.queryId) : null,
    show: form.show === "chart" ? "chart" as const : "table" as const,
    question: questionOf(values, open?.parameters),
    answer: answer ?? null,
    failed: failed ?? null,
    errors: errors ?? emptyForm(),
    address: address ?? null,
    isEmbedded: state.app.config.stores.kind === "embedded",
  };
}

export default define.page<typeof handler>(function SqlPage({ data, state }) {
  const { locale } = state;
  const t = translator(locale);
  const { question, answer, failed, errors, show, saved } = data;
  return (
    <div class="stack loose">
      <Head>
        <title>{t("sql.title")}</title>
      </Head>
      <Tabs label={t("projections.title")} tabs={analysisTabs(state, "/dashboard/sql")} />
      <div>
        <h1>{t("sql.title")}</h1>
        <p class="muted">{t("sql.lead", { seconds: LIMITS.pageMs / 1000, rows: LIMITS.rows })}</p>
      </div>
      {errors.problem ? <Notice tone="negative" alert>{errors.problem}</Notice> : null}
      <SqlEditor {...data} errors={errors.errors} locale={locale} />
      <SqlAnswer answer={answer} failed={failed} show={show} question={question} locale={locale} />
      <SavedQueries saved={saved} locale={locale} />
      <section class="stack">
        <div>
          <h2>{t("sql.tables")}</h2>
          <p class="muted">
            {t("sql.tables.lead", { version: docs.map(({ version }) => version).reduce((a, b) => Math.max(a, b), 1) })}
          </p>
        </div>
        <TableDocs docs={docs} locale={locale} />
      </section>
      <SqlAccess address={data.address} isEmbedded={data.isEmbedded} locale={locale} />
    </div>
  );
});
