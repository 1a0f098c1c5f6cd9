import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { recordLook } from "../../../commands/record_look.ts";
import { Button, ButtonLink } from "../../../components/Button.tsx";
import { Card } from "../../../components/Card.tsx";
import { CauseTree } from "../../../components/dashboard/CauseTree.tsx";
import { EventData } from "../../../components/dashboard/EventData.tsx";
import { SealStanding } from "../../../components/dashboard/SealStanding.tsx";
import { streamHref } from "../../../components/dashboard/LogTable.tsx";
import { translator } from "../../../i18n/translate.ts";
import { callerOf } from "../../../web/caller.ts";
import { inWords } from "../../../web/pages/fact_words.ts";
import { historyEvent } from "../../../web/pages/history_event.ts";
import { whyHrefs } from "../../../web/pages/why/links.ts";
import { define, type State } from "../../../web/state.ts";

async function eventAt({ app, studio }: State, id = "", reveal: boolean) {
  if (!studio || !/^[0-9a-f-]{36}$/.test(id)) throw new HttpError(404);
  const event = await historyEvent(app, studio.id, id, reveal);
  if (!event) throw new HttpError(404);
  return event;
}

export const handler = define.handlers({
  async GET({ state, params }) {
    return page(await eventAt(state, params.eventId, false));
  },

  /** Shows what is personal, once it stands in the log that it is shown. */
  async POST({ state, params }) {
    const { entry, personIds } = await eventAt(state, params.eventId, false);
    if (personIds.length > 0) {
      await recordLook(state.app.commands, callerOf(state), { page: "fact", subject: entry.eventId, personIds });
    }
    return page(await eventAt(state, params.eventId, true));
  },
});

export default define.page<typeof handler>(function HistoryEventPage({ data, state }) {
  const t = translator(state.locale);
  const { entry, metadata, chain, revealed, personIds } = data;
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
        <p>{inWords({ type: entry.type, data: data.data }, state.locale)}</p>
        <p class="muted">
          <a href={streamHref(entry.stream, entry.revision)}>{entry.stream}</a>
          {` · ${entry.revision} · `}
          <time dateTime={entry.recordedAt}>{entry.recordedAt}</time>
        </p>
        <p class="row">
          {whyHrefs(entry).map(({ href, key }) => (
            <ButtonLink key={href} size="small" href={href}>{t(key)}</ButtonLink>
          ))}
        </p>
      </div>
      <Card>
        <div class="stack">
          <h2>{t("history.data")}</h2>
          {personIds.length > 0 && !revealed
            ? (
              <form method="post" class="row">
                <span class="muted">{`${t("history.personal")} ${t("audit.shown")}`}</span>
                <Button size="small" icon="eye">{t("history.reveal")}</Button>
              </form>
            )
            : null}
          <EventData
            fields={data.fields.map(({ name, value }) => ({
              name,
              value: value ?? (revealed ? t("history.erased") : t("history.hidden")),
              missing: value === null,
            }))}
          />
        </div>
      </Card>
      <Card>
        <div class="stack">
          <h2>{t("audit.effects")}</h2>
          <p class="muted small">{t("audit.effects.lead")}</p>
          <CauseTree nodes={chain} current={entry.eventId} locale={state.locale} />
        </div>
      </Card>
      <Card>
        <SealStanding seal={data.seal} locale={state.locale} />
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
