import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Badge } from "../../components/Badge.tsx";
import { Notice } from "../../components/Notice.tsx";
import { Outbox, Processes, Studios } from "../../components/operator/OperatorTables.tsx";
import { Stats } from "../../components/Stat.tsx";
import LiveFigures from "../../islands/LiveFigures.tsx";
import { translator } from "../../i18n/translate.ts";
import { usageOf } from "../../projections/studio_usage.ts";
import { connectionsOf } from "../../web/pages/operator/connections.ts";
import { statsOf } from "../../web/pages/operator/figures.ts";
import { define } from "../../web/state.ts";

export const handler = define.handlers({
  async GET({ state: { app } }) {
    const [figures, usage, names] = await Promise.all([
      app.figures(),
      usageOf(app.db, app.commands.now().slice(0, 10)),
      app.db.selectFrom("studios").select(["studio_id", "name"]).execute(),
    ]);
    const nameOf = new Map(names.map(({ studio_id, name }) => [studio_id, name]));
    const studios = usage.map((one) => ({ ...one, name: nameOf.get(one.studioId) ?? one.studioId }));
    return page({ figures, studios, connections: connectionsOf(app.config) });
  },
});

export default define.page<typeof handler>(function OperatorPage({ data, state: { locale } }) {
  const t = translator(locale);
  const { figures, studios, connections } = data;
  return (
    <div class="stack loose">
      <Head>
        <title>{t("operator.title")}</title>
      </Head>
      <div>
        <h1>{t("operator.title")}</h1>
        <p class="muted">{t("operator.lead")}</p>
      </div>
      {figures.alerts.length === 0
        ? <Notice tone="positive">{t("operator.alerts.none")}</Notice>
        : figures.alerts.map(({ kind, subject, detail }) => (
          <Notice key={kind + subject} tone="warning" title={t(`operator.alert.${kind}`, { subject })}>{detail}</Notice>
        ))}
      {figures.backup.failed && !figures.alerts.some(({ kind }) => kind === "backup")
        ? <Notice tone="negative">{t("operator.backup.failed", { reason: figures.backup.failed.reason })}</Notice>
        : null}
      <Stats stats={statsOf(figures, locale)} />
      <section class="stack">
        <h2>{t("operator.processes")}</h2>
        <Processes processes={figures.processes} locale={locale} />
      </section>
      <section class="stack">
        <h2>{t("operator.outbox")}</h2>
        <Outbox outbox={figures.outbox} locale={locale} />
      </section>
      <section class="stack">
        <h2>{t("operator.studios")}</h2>
        <Studios studios={studios} locale={locale} />
      </section>
      <section class="stack">
        <h2>{t("operator.connections")}</h2>
        <p class="row">
          {connections.map(({ name, on }) => (
            <Badge key={name} tone={on ? "positive" : undefined}>
              {`${name}: ${t(on ? "operator.on" : "operator.off")}`}
            </Badge>
          ))}
        </p>
      </section>
      <LiveFigures address="/operator/live" />
    </div>
  );
});
