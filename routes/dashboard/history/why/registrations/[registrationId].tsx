import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Card } from "../../../../../components/Card.tsx";
import { DecideAgain } from "../../../../../components/dashboard/why/DecideAgain.tsx";
import { Decisions } from "../../../../../components/dashboard/why/Decisions.tsx";
import { Messages } from "../../../../../components/dashboard/why/Messages.tsx";
import { Stats } from "../../../../../components/Stat.tsx";
import { registrationReference } from "../../../../../domain/registration_reference.ts";
import { money, number } from "../../../../../i18n/formats.ts";
import { translator } from "../../../../../i18n/translate.ts";
import { deliveriesOfRegistration, listLog } from "../../../../../projections/queries.ts";
import { inWords } from "../../../../../web/pages/fact_words.ts";
import { workplaceOf } from "../../../../../web/pages/trainer.ts";
import { decideAgain } from "../../../../../web/pages/why/decide_again.ts";
import { decisionsOn, rules } from "../../../../../web/pages/why/decisions.ts";
import { explainMessages } from "../../../../../web/pages/why/messages.ts";
import { momentAsked } from "../../../../../web/pages/moment.ts";
import { define } from "../../../../../web/state.ts";

export const handler = define.handlers({
  async GET({ state, params, url }) {
    const { app, locale } = state;
    const { id: studioId } = workplaceOf(state);
    const registrationId = params.registrationId ?? "";
    if (!/^[0-9a-f-]{36}$/.test(registrationId)) throw new HttpError(404);
    const own = await listLog(app.db, { studioId, registrationId, category: "event", limit: 1 });
    const eventId = own[0]?.stream.slice("event-".length);
    if (!own[0] || !eventId) throw new HttpError(404);
    const at = momentAsked(url, app.commands.now());
    const [history, answers, messages] = await Promise.all([
      decisionsOn(app, { eventId, registrationId, at }),
      decideAgain(app, { eventId, registrationId, at, locale }),
      deliveriesOfRegistration(app.db, registrationId).then((found) => explainMessages(app, studioId, found, locale)),
    ]);
    return page({ registrationId, eventId, personId: own[0].personId, at, history, answers, messages });
  },
});

export default define.page<typeof handler>(function WhyRegistrationPage({ data, state }) {
  const { locale } = state;
  const t = translator(locale);
  const { registrationId, eventId, personId, at, history, answers, messages } = data;
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
            { label: t("people.status"), value: status },
            { label: t("audit.why.rank"), value: number(rank, locale) },
            { label: t("audit.why.price"), value: price ? money(price, locale) : t("public.free") },
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
      <DecideAgain answers={answers} at={at} locale={locale} />
      <Messages messages={messages} locale={locale} />
    </div>
  );
});
