import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Card } from "../../../../../components/Card.tsx";
import { LogTable } from "../../../../../components/dashboard/LogTable.tsx";
import { Messages } from "../../../../../components/dashboard/why/Messages.tsx";
import { translator } from "../../../../../i18n/translate.ts";
import { deliveriesOfRegistration, listLog, registrationsOfPerson } from "../../../../../projections/queries.ts";
import { inWords } from "../../../../../web/pages/fact_words.ts";
import { withData } from "../../../../../web/pages/history.ts";
import { workplaceOf } from "../../../../../web/pages/trainer.ts";
import { explainMessages } from "../../../../../web/pages/why/messages.ts";
import { define } from "../../../../../web/state.ts";

const LISTED = 50;

export const handler = define.handlers({
  async GET({ state, params }) {
    const { app, locale } = state;
    const { id: studioId } = workplaceOf(state);
    const personId = params.personId ?? "";
    if (!/^[0-9a-f-]{36}$/.test(personId)) throw new HttpError(404);
    const entries = await listLog(app.db, { studioId, personId, limit: LISTED });
    if (entries.length === 0) throw new HttpError(404);
    const registrations = (await registrationsOfPerson(app.db, personId)).filter((one) => one.studioId === studioId);
    const deliveries = await Promise.all(registrations.map(({ id }) => deliveriesOfRegistration(app.db, id)));
    return page({
      personId,
      rows: await withData(app, entries),
      registrations: registrations.map(({ id, reference, status, erased }) => ({ id, reference, status, erased })),
      messages: await explainMessages(app, studioId, deliveries.flat(), locale),
    });
  },
});

export default define.page<typeof handler>(function WhyPersonPage({ data, state }) {
  const { locale } = state;
  const t = translator(locale);
  const { personId, rows, registrations, messages } = data;
  return (
    <div class="stack loose">
      <Head>
        <title>{t("audit.why.person")}</title>
      </Head>
      <div>
        <p>
          <a href={`/dashboard/history?person=${personId}`}>{t("history.back")}</a>
        </p>
        <h1>{t("audit.why.person")}</h1>
        <p class="muted breaking">{registrations.some(({ erased }) => erased) ? t("history.erased") : personId}</p>
      </div>
      <Card>
        <div class="stack">
          <h2>{t("people.title")}</h2>
          <ul class="words">
            {registrations.map(({ id, reference, status }) => (
              <li key={id}>
                <a href={`/dashboard/history/why/registrations/${id}`}>{reference}</a>
                <span class="muted small">{status}</span>
              </li>
            ))}
          </ul>
        </div>
      </Card>
      <Messages messages={messages} locale={locale} />
      <LogTable
        rows={rows.map(({ entry, data }) => ({ entry, words: inWords({ type: entry.type, data }, locale) }))}
        locale={locale}
      />
    </div>
  );
});
