import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Card } from "../../../../../components/Card.tsx";
import { entryHref, utc } from "../../../../../components/dashboard/LogTable.tsx";
import { DecideAgain } from "../../../../../components/dashboard/why/DecideAgain.tsx";
import { Messages } from "../../../../../components/dashboard/why/Messages.tsx";
import { translator } from "../../../../../i18n/translate.ts";
import { eventById, listDeliveries } from "../../../../../projections/queries.ts";
import { factsUntil } from "../../../../../web/pages/folded_stream.ts";
import { inWords } from "../../../../../web/pages/fact_words.ts";
import { momentAsked } from "../../../../../web/pages/moment.ts";
import { workplaceOf } from "../../../../../web/pages/trainer.ts";
import { decideAgain } from "../../../../../web/pages/why/decide_again.ts";
import { explainMessages } from "../../../../../web/pages/why/messages.ts";
import { define } from "../../../../../web/state.ts";

const LISTED = 50;
/** Facts about people have pages of their own. */
const ABOUT_PEOPLE = /^(Registration(?!Window|Page)|WaitlistSeat|Transfer|Attendance|LinkRenewed)/;

export const handler = define.handlers({
  async GET({ state, params, url }) {
    const { app, locale } = state;
    const { id: studioId } = workplaceOf(state);
    const eventId = params.id ?? "";
    if (!/^[0-9a-f-]{36}$/.test(eventId)) throw new HttpError(404);
    const at = momentAsked(url, app.commands.now());
    const view = await eventById(app.db, { eventId, studioId, now: at });
    if (!view) throw new HttpError(404);
    const plan: { id: string; time: string; words: string; command: string; actor: string }[] = [];
    for await (const facts of factsUntil(app.store, `event-${eventId}`, { at })) {
      for (const { id, type, data, recordedAt, meta } of app.codec.decodeBlank(facts)) {
        if (ABOUT_PEOPLE.test(type)) continue;
        const words = inWords({ type, data: data as Record<string, unknown> }, locale);
        plan.push({ id, time: recordedAt, words, command: meta.command, actor: meta.actor });
      }
    }
    const { rows } = await listDeliveries(app.db, { studioId, eventId, limit: LISTED });
    return page({
      eventId,
      title: view.title,
      at,
      plan,
      answers: await decideAgain(app, { eventId, at, locale }),
      messages: await explainMessages(app, studioId, rows, locale),
    });
  },
});

export default define.page<typeof handler>(function WhyEventPage({ data, state }) {
  const { locale } = state;
  const t = translator(locale);
  const { eventId, title, at, plan, answers, messages } = data;
  return (
    <div class="stack loose">
      <Head>
        <title>{title}</title>
      </Head>
      <div>
        <p class="row">
          <a href={`/dashboard/history?stream=event-${eventId}`}>{t("history.back")}</a>
          <a href={`/dashboard/history/events/${eventId}?at=${encodeURIComponent(at)}`}>{t("audit.as_of.event")}</a>
        </p>
        <h1>{title}</h1>
        <p class="muted">{t("audit.why.event")}</p>
      </div>
      <DecideAgain answers={answers} at={at} locale={locale} />
      <Card>
        <div class="stack">
          <h2>{t("audit.decisions")}</h2>
          <ol class="words">
            {plan.map((fact) => (
              <li key={fact.id}>
                <a href={entryHref(fact.id)}>{fact.words}</a>
                <span class="muted small">{`${fact.command} · ${fact.actor} · ${utc(fact.time)}`}</span>
              </li>
            ))}
          </ol>
        </div>
      </Card>
      <Messages messages={messages} locale={locale} />
    </div>
  );
});
