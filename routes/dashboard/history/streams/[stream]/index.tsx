import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { recordLook } from "../../../../../commands/record_look.ts";
import { Button, ButtonLink } from "../../../../../components/Button.tsx";
import { Card } from "../../../../../components/Card.tsx";
import { utc } from "../../../../../components/dashboard/LogTable.tsx";
import { TextField } from "../../../../../components/inputs.tsx";
import { translator } from "../../../../../i18n/translate.ts";
import StreamPlayer from "../../../../../islands/StreamPlayer.tsx";
import { callerOf } from "../../../../../web/caller.ts";
import { extentOf, factsBefore, personsIn, stepOf } from "../../../../../web/pages/stream_page.ts";
import { momentOf } from "../../../../../web/pages/moment.ts";
import { workplaceOf } from "../../../../../web/pages/trainer.ts";
import { define, type State } from "../../../../../web/state.ts";

async function streamAt(state: State, params: Record<string, string>, url: URL, reveal: boolean) {
  const { app, locale } = state;
  const stream = params.stream ?? "";
  const { id: studioId } = workplaceOf(state);
  const extent = await extentOf(app, stream);
  if (!extent) throw new HttpError(404);
  const { last } = extent;
  const asked = Number(url.searchParams.get("revision") ?? last);
  const at = momentOf(url.searchParams.get("at"));
  const until = at ? { at } : { revision: Number.isInteger(asked) ? Math.min(Math.max(asked, 0), last) : last };
  const step = await stepOf(app, studioId, stream, until, locale, reveal);
  if (!step) throw new HttpError(404);
  const facts = await factsBefore(app, stream, step.revision, locale, reveal);
  const personIds = await personsIn(app, stream, step.revision);
  return { stream, step, ...extent, facts, personIds, revealed: reveal };
}

export const handler = define.handlers({
  async GET({ state, params, url }) {
    return page(await streamAt(state, params, url, false));
  },

  /** Shows what is personal, once it stands in the log that it is shown. */
  async POST({ state, params, url }) {
    const { stream, personIds } = await streamAt(state, params, url, false);
    if (personIds.length > 0) {
      await recordLook(state.app.commands, callerOf(state), { page: "stream", subject: stream, personIds });
    }
    return page(await streamAt(state, params, url, true));
  },
});

export default define.page<typeof handler>(function StreamPage({ data, state, url }) {
  const t = translator(state.locale);
  const { stream, step, last, from, until, facts, personIds, revealed } = data;
  const eventId = /^event-([0-9a-f-]{36})$/.exec(stream)?.[1];
  return (
    <div class="stack loose">
      <Head>
        <title>{stream}</title>
      </Head>
      <div>
        <p>
          <a href={`/dashboard/history?stream=${encodeURIComponent(stream)}`}>{t("history.back")}</a>
        </p>
        <h1 class="breaking">{stream}</h1>
        <p class="row">
          <ButtonLink
            size="small"
            icon="circle-check"
            href={`/dashboard/history/proof?stream=${encodeURIComponent(stream)}`}
          >
            {t("audit.proof")}
          </ButtonLink>
          {eventId
            ? (
              <>
                <ButtonLink size="small" href={`/dashboard/history/events/${eventId}?at=${step.time.slice(0, 16)}`}>
                  {t("audit.as_of.event")}
                </ButtonLink>
                <ButtonLink size="small" href={`/dashboard/history/why/events/${eventId}`}>
                  {t("audit.why.event")}
                </ButtonLink>
              </>
            )
            : null}
        </p>
      </div>
      <div class="columns">
        <Card>
          {personIds.length > 0 && !revealed
            ? (
              <form method="post" action={`?revision=${step.revision}`} class="row">
                <span class="muted">{`${t("history.personal")} ${t("audit.shown")}`}</span>
                <Button size="small" icon="eye">{t("history.reveal")}</Button>
              </form>
            )
            : null}
          <StreamPlayer
            address={url.pathname}
            first={step}
            last={last}
            from={from}
            until={until}
            texts={{
              revision: t("audit.revision"),
              time: t("audit.time"),
              moved: t("audit.step.moved"),
              go: t("audit.find.go"),
              play: t("audit.play"),
              pause: t("audit.pause"),
              state: t("audit.state"),
              before: t("audit.state.before"),
              now: t("audit.state.now"),
              value: t("audit.state.value"),
              noState: t("audit.state.none"),
              data: t("history.data"),
              metadata: t("history.metadata"),
            }}
          />
        </Card>
        <Card>
          <div class="stack">
            <form method="get" class="jump">
              <TextField
                name="at"
                type="datetime-local"
                label={t("audit.as_of.time")}
                hint={t("history.utc")}
                value={step.time.slice(0, 16)}
              />
              <Button>{t("audit.find.go")}</Button>
            </form>
            <h2>{t("audit.in_words")}</h2>
            <ol class="words">
              {facts.map((fact) => (
                <li key={fact.revision}>
                  <a
                    href={`?revision=${fact.revision}`}
                    aria-current={fact.revision === step.revision ? "true" : undefined}
                  >
                    {fact.words}
                  </a>
                  <span class="muted small figures">{`${fact.revision} · ${utc(fact.time)}`}</span>
                </li>
              ))}
            </ol>
            {facts.at(-1)?.revision
              ? <a href={`?revision=${facts.at(-1)!.revision - 1}`}>{t("history.older")}</a>
              : null}
          </div>
        </Card>
      </div>
    </div>
  );
});
