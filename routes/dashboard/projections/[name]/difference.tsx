import { page } from "fresh";
import { Head } from "fresh/runtime";
import { TableDifferences } from "../../../../components/dashboard/analysis/TableDifferences.tsx";
import { EmptyState } from "../../../../components/EmptyState.tsx";
import { translator } from "../../../../i18n/translate.ts";
import { ownRows, statusOf } from "../../../../web/pages/analysis/decide.ts";
import { define } from "../../../../web/state.ts";

export const handler = define.handlers({
  async GET({ state, params }) {
    const { name } = await statusOf(state, params.name!);
    const studioId = await ownRows(state) ?? undefined;
    return page({ name, difference: await state.app.projections.difference(name, { studioId }) });
  },
});

export default define.page<typeof handler>(function DifferencePage({ data: { name, difference }, state }) {
  const t = translator(state.locale);
  const title = t("difference.title", { name });
  return (
    <div class="stack loose">
      <Head>
        <title>{title}</title>
      </Head>
      <div>
        <a href={`/dashboard/projections/${name}`}>{name}</a>
        <h1>{title}</h1>
        {difference
          ? (
            <p class="muted">
              {t("difference.lead", {
                before: difference.before.generation,
                beforeAt: difference.before.position,
                after: difference.after.generation,
                afterAt: difference.after.position,
              })} {difference.before.position === difference.after.position ? null : t("difference.moved")}
            </p>
          )
          : null}
      </div>
      {difference
        ? <TableDifferences tables={difference.tables} locale={state.locale} />
        : <EmptyState text={t("difference.none")} />}
    </div>
  );
});
