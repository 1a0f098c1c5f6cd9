import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Card } from "../../../../../components/Card.tsx";
import { DecideAgain } from "../../../../../components/dashboard/why/DecideAgain.tsx";
import { Decisions } from "../../../../../components/dashboard/why/Decisions.tsx";
import { Price } from "../../../../../components/dashboard/why/Price.tsx";
import { Moments, Planned } from "../../../../../components/dashboard/why/Planned.tsx";
import { standing } from "../../../../../components/dashboard/why/Standing.tsx";
import { Messages } from "../../../../../components/dashboard/why/Messages.tsx";
import { Stats } from "../../../../../components/Stat.tsx";
import { registrationReference } from "../../../../../domain/registration_reference.ts";
import { money, number } from "../../../../../i18n/formats.ts";
import { translator } from "../../../../../i18n/translate.ts";
import { deliveriesOfRegistration, listLog, walkLog } from "../../../../../projections/queries.ts";
import { inWords } from "../../../../../web/pages/fact_words.ts";
import { workplaceOf } from "../../../../../web/pages/trainer.ts";
import { decideAgain } from "../../../../../web/pages/why/decide_again.ts";
import { decisionsOn, rules } from "../../../../../web/pages/why/decisions.ts";
import { explainMessages } from "../../../../../web/pages/why/messages.ts";
import { explainMoments, explainPlans, factsOfEvent } from "../../../../../web/pages/why/plans.ts";
import { setBy } from "../../../../../web/pages/why/price.ts";
import { momentAsked } from "../../../../../web/pages/moment.ts";
import { define } from "../../../../../web/state.ts";

export const handler = define.handlers({
  async GET({ state, params, url }) {
    const { app, locale } = state;
    const { id: studioId } = workplaceOf(state);
    const registrationId = params.registrationId ?? "";
    if (!/^[0-9a-f-]{36}$/.test(registrationId)) throw new HttpError(404);
    const about = { studioId, registrationId, category: "event", limit: 1 } as const;
    const [[first], [last]] = await Promise.all([walkLog(app.db, about), listLog(app.db, about)]);
    if (!first || !last) throw new HttpError(404);
    const eventId = first.stream.slice("event-".length);
    const at = momentAsked(url, app.commands.now());
    const [history, answers, messages, plans, facts] = await Promise.all([
      decisionsOn(app, { eventId, registrationId, at, first: first.revision, last: last.revision }),
      decideAgain(app, { eventId, registrationId, at, locale }),
      deliveriesOfRegistration(app.db, registrationId).then((found) => explainMessages(app, studioId, found, locale)),
      explainPlans(app, { registrationIds: [registrationId] }, studioId, locale),
      factsOfEvent(app, eventId, at),
    ]);
    const { price } = history;
    const fact = price && setBy(facts, price.askedAt);
    return page({
      registrationId,
      eventId,
      personId: last.personId,
      at,
      history,
      answers,
      messages,
      plans,
      moments: await explainMoments(app, { eventId, facts, at, locale }),
      priceFact: fact
        ? { id: fact.id, words: inWords({ type: fact.type, data: fact.data as Record<string, unknown> }, locale) }
        : null,
    });
  },
});

export default define.page<typeof handler>(function WhyRegistrationPage({ data, state }) {
  const { locale } = state;
  const t = translator(locale);
  const { registrationId, eventId, personId, at, history, answers, messages, plans, moments, priceFact } = data;
  const { status, rank, price, decisions } = history;
  return (
    <div class="stack loose">
      <Head>
        <title>{registrationReference(registrationId)}</title>
      </Head>
      <div>
        <p class="row">
          <a href={`/dashboard/history?registration=${registrationId}`}>{t("history.back")}</a>
          <a href={`/dashboard/history/why/events/${eventId}`}>{t("audit.why.event")}</a>
          {personId ? <a href={`/dashboard/history/why/people/${personId}`}>{t("audit.why.person")}</a> : null}
        </p>
        <h1>{registrationReference(registrationId)}</h1>
        <p class="muted">{t("audit.why.registration")}</p>
      </div>
      <Card>
        <Stats
          stats={[
            { label: t("people.status"), value: standing(status, rank, locale) },
            { label: t("audit.why.rank"), value: number(rank, locale) },
            { label: t("audit.why.price"), value: price?.price ? money(price.price, locale) : t("public.free") },
          ]}
        />
      </Card>
      <Card>
        <div class="stack">
          <h2>{t("audit.decisions")}</h2>
          <Decisions
            locale={locale}
            lines={decisions.map(({ fact, rule, ...rest }) => ({
              ...rest,
              rule,
              known: (rules as readonly string[]).includes(rule),
              id: fact.id,
              words: inWords({ type: fact.type, data: fact.data as Record<string, unknown> }, locale),
              time: fact.recordedAt,
              command: fact.meta.command,
              actor: fact.meta.actor,
            }))}
          />
        </div>
      </Card>
      {price ? <Price price={price} fact={priceFact} locale={locale} /> : null}
      <DecideAgain answers={answers} at={at} locale={locale} />
      <Planned plans={plans} locale={locale} />
      <Moments moments={moments} locale={locale} />
      <Messages messages={messages} locale={locale} />
    </div>
  );
});
