import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Card } from "../../../../../components/Card.tsx";
import { entryHref, utc } from "../../../../../components/dashboard/LogTable.tsx";
import { DecideAgain } from "../../../../../components/dashboard/why/DecideAgain.tsx";
import { MessageCounts } from "../../../../../components/dashboard/why/MessageCounts.tsx";
import { PagesOf } from "../../../../../components/PagesOf.tsx";
import { Messages } from "../../../../../components/dashboard/why/Messages.tsx";
import { Moments, Planned } from "../../../../../components/dashboard/why/Planned.tsx";
import { translator } from "../../../../../i18n/translate.ts";
import { deliveryCounts, eventById, listDeliveries } from "../../../../../projections/queries.ts";
import { inWords } from "../../../../../web/pages/fact_words.ts";
import { momentAsked } from "../../../../../web/pages/moment.ts";
import { workplaceOf } from "../../../../../web/pages/trainer.ts";
import { decideAgain } from "../../../../../web/pages/why/decide_again.ts";
import { explainMessages, MESSAGES_LISTED, MessagesQuery } from "../../../../../web/pages/why/messages.ts";
import { explainMoments, explainPlans, factsOfEvent } from "../../../../../web/pages/why/plans.ts";
import { define } from "../../../../../web/state.ts";

export const handler = define.handlers({
  async GET({ state, params, url }) {
    const { app, locale } = state;
    const { id: studioId } = workplaceOf(state);
    const eventId = params.id ?? "";
    if (!/^[0-9a-f-]{36}$/.test(eventId)) throw new HttpError(404);
    const at = momentAsked(url, app.commands.now());
    const view = await eventById(app.db, { eventId, studioId, now: at });
    if (!view) throw new HttpError(404);
    const asked = MessagesQuery.parse(Object.fromEntries(url.searchParams));
    const [facts, answers, counts, { rows, total }, plans] = await Promise.all([
      factsOfEvent(app, eventId, at),
      decideAgain(app, { eventId, at, locale }),
      deliveryCounts(app.db, { studioId, eventId }),
      listDeliveries(app.db, { studioId, eventId, ...asked, limit: MESSAGES_LISTED }),
      explainPlans(app, { eventId }, studioId, locale),
    ]);
    return page({
      eventId,
      title: view.title,
      at,
      plan: facts.map(({ id, type, data, recordedAt, meta }) => ({
        id,
        time: recordedAt,
        words: inWords({ type, data: data as Record<string, unknown> }, locale),
        command: meta.command,
        actor: meta.actor,
      })),
      answers,
      moments: await explainMoments(app, { eventId, facts, at, locale }),
      plans,
      counts,
      total,
      page: asked.page,
      messages: await explainMessages(app, studioId, rows, locale),
    });
  },
});

export default define.page<typeof handler>(function WhyEventPage({ data, state, url }) {
  const { locale } = state;
  const t = translator(locale);
  const { eventId, title, at, plan, answers, messages, moments, plans, counts, total } = data;
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
      <Moments moments={moments} locale={locale} />
      <Planned plans={plans} locale={locale} />
      <Messages
        messages={messages}
        head={<MessageCounts counts={counts} url={url} locale={locale} />}
        foot={<PagesOf url={url} page={data.page} total={total} pageSize={MESSAGES_LISTED} locale={locale} />}
        locale={locale}
      />
    </div>
  );
});
