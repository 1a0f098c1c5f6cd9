import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { ButtonLink } from "../../../components/Button.tsx";
import { Card } from "../../../components/Card.tsx";
import { CauseTree } from "../../../components/dashboard/CauseTree.tsx";
import { EventData } from "../../../components/dashboard/EventData.tsx";
import { translator } from "../../../i18n/translate.ts";
import { historyEvent } from "../../../web/pages/history.ts";
import { define } from "../../../web/state.ts";

export const handler = define.handlers({
  async GET({ state, params, url }) {
    const { studio, app } = state;
    const id = params.eventId ?? "";
    if (!studio || !/^[0-9a-f-]{36}$/.test(id)) throw new HttpError(404);
    const event = await historyEvent(app, studio.id, id, url.searchParams.has("reveal"));
    if (!event) throw new HttpError(404);
    return page(event);
  },
});

export default define.page<typeof handler>(function HistoryEventPage({ data, state, url }) {
  const t = translator(state.locale);
  const { entry, metadata, chain, revealed, hasPersonal } = data;
  return (
    <div class="stack loose">
      <Head>
        <title>{entry.type}</title>
      </Head>
      <div>
        <p>
          <a href="/dashboard/history">{t("history.back")}</a>
        </p>
        <h1>{entry.type}</h1>
        <p class="muted">
          <a href={`/dashboard/history?stream=${encodeURIComponent(entry.stream)}`}>{entry.stream}</a>
          {` · ${entry.revision} · `}
          <time dateTime={entry.recordedAt}>{entry.recordedAt}</time>
        </p>
      </div>
      <Card>
        <div class="stack">
          <h2>{t("history.data")}</h2>
          {hasPersonal && !revealed
            ? (
              <p class="row">
                <span class="muted">{t("history.personal")}</span>
                <ButtonLink size="small" icon="eye" href={`${url.pathname}?reveal`}>{t("history.reveal")}</ButtonLink>
              </p>
            )
            : null}
          <EventData
            fields={data.data.map(({ name, value }) => ({
              name,
              value: value ?? (revealed ? t("history.erased") : t("history.hidden")),
              missing: value === null,
            }))}
          />
        </div>
      </Card>
      <Card>
        <div class="stack">
          <h2>{t("history.chain")}</h2>
          <p class="muted small">{t("history.chain.lead")}</p>
          <CauseTree nodes={chain} current={entry.eventId} locale={state.locale} />
        </div>
      </Card>
      <Card>
        <div class="stack">
          <h2>{t("history.metadata")}</h2>
          <EventData fields={metadata.map(([name, value]) => ({ name, value, missing: false }))} />
        </div>
      </Card>
    </div>
  );
});
