import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button, ButtonLink } from "../../../../components/Button.tsx";
import { Card } from "../../../../components/Card.tsx";
import { EventData } from "../../../../components/dashboard/EventData.tsx";
import { query } from "../../../../components/hrefs.ts";
import { translator } from "../../../../i18n/translate.ts";
import { logHead } from "../../../../projections/queries.ts";
import { HistoryQuery } from "../../../../web/pages/history.ts";
import { workplaceOf } from "../../../../web/pages/trainer.ts";
import { define } from "../../../../web/state.ts";

export const handler = define.handlers({
  async GET({ state, url }) {
    const { before: _, event: __, ...filter } = HistoryQuery.parse(Object.fromEntries(url.searchParams));
    const through = await logHead(state.app.db, workplaceOf(state).id);
    return page({ filter: Object.entries(filter).filter(([, value]) => value !== undefined), through });
  },
});

export default define.page<typeof handler>(function ExportPage({ data, state, url }) {
  const t = translator(state.locale);
  const asked = query(url, { through: data.through, before: null, event: null, live: null, nothing: null });
  const file = (name: string) => `/dashboard/history/export/${name}${asked}`;
  return (
    <div class="stack loose">
      <Head>
        <title>{t("audit.export.title")}</title>
      </Head>
      <div>
        <p>
          <a href={`/dashboard/history${url.search}`}>{t("history.back")}</a>
        </p>
        <h1>{t("audit.export.title")}</h1>
        <p class="muted">{t("audit.export.lead")}</p>
      </div>
      <Card>
        <div class="stack">
          <h2>{t("audit.export.filter")}</h2>
          {data.filter.length === 0 ? <p>{t("audit.export.all")}</p> : (
            <EventData
              fields={data.filter.map(([name, value]) => ({ name, value: String(value), missing: false }))}
            />
          )}
          <p>
            <a href={`/dashboard/history${url.search}`}>{t("audit.export.change")}</a>
          </p>
        </div>
      </Card>
      <Card>
        <div class="stack">
          <h2>{t("audit.export.facts")}</h2>
          <p class="row">
            <ButtonLink kind="primary" href={file("facts.ndjson")} icon="download">NDJSON</ButtonLink>
            <ButtonLink href={file("facts.csv")} icon="download">CSV</ButtonLink>
          </p>
          <h3>{t("audit.export.manifest")}</h3>
          <p class="muted small">{t("audit.export.manifest.hint")}</p>
          <p class="row">
            <ButtonLink href={file("manifest.json")} icon="download">NDJSON</ButtonLink>
            <ButtonLink href={file("manifest-csv.json")} icon="download">CSV</ButtonLink>
            <ButtonLink href="/dashboard/history/proof/seals.ndjson" icon="download">
              {t("audit.proof.seals")}
            </ButtonLink>
            <ButtonLink href="/.well-known/seal-keys.json" icon="key-round">{t("audit.proof.key")}</ButtonLink>
          </p>
          <p class="muted small">{t("audit.proof.howto")}</p>
        </div>
      </Card>
      <Card>
        <form method="post" class="stack">
          <h2>{t("audit.export.personal")}</h2>
          <p class="muted">{t("audit.export.personal.hint")}</p>
          <p class="row">
            <Button icon="eye" formaction={file("facts.ndjson")}>
              {`${t("audit.export.personal.take")} · NDJSON`}
            </Button>
            <Button icon="eye" formaction={file("facts.csv")}>{`${t("audit.export.personal.take")} · CSV`}</Button>
          </p>
        </form>
      </Card>
    </div>
  );
});
