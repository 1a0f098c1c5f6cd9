import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { recordLook } from "../../../../../commands/record_look.ts";
import { Button } from "../../../../../components/Button.tsx";
import { Card } from "../../../../../components/Card.tsx";
import { PagesOf } from "../../../../../components/PagesOf.tsx";
import { LogTable } from "../../../../../components/dashboard/LogTable.tsx";
import { Messages } from "../../../../../components/dashboard/why/Messages.tsx";
import { Planned } from "../../../../../components/dashboard/why/Planned.tsx";
import { Standing } from "../../../../../components/dashboard/why/Standing.tsx";
import type { PersonId } from "../../../../../domain/ids.ts";
import { translator } from "../../../../../i18n/translate.ts";
import { deliveriesAboutPerson, listLog, registrationsOfPerson } from "../../../../../projections/queries.ts";
import { callerOf } from "../../../../../web/caller.ts";
import { inWords } from "../../../../../web/pages/fact_words.ts";
import { withData } from "../../../../../web/pages/history.ts";
import { workplaceOf } from "../../../../../web/pages/trainer.ts";
import { explainMessages, MESSAGES_LISTED, MessagesQuery } from "../../../../../web/pages/why/messages.ts";
import { explainPlans } from "../../../../../web/pages/why/plans.ts";
import { define, type State } from "../../../../../web/state.ts";

const LISTED = 50;

export const handler = define.handlers({
  async GET({ state, params, url }) {
    return page(await person(state, params, url, false));
  },

  /** Shows the names in the facts, once it stands in the log that they are shown. */
  async POST({ state, params, url }) {
    const personId = params.personId as PersonId;
    await person(state, params, url, false);
    await recordLook(state.app.commands, callerOf(state), { page: "person", subject: personId, personIds: [personId] });
    return page(await person(state, params, url, true));
  },
});

async function person(state: State, params: Record<string, string>, url: URL, reveal: boolean) {
  const { app, locale } = state;
  const { id: studioId } = workplaceOf(state);
  const personId = params.personId ?? "";
  if (!/^[0-9a-f-]{36}$/.test(personId)) throw new HttpError(404);
  const entries = await listLog(app.db, { studioId, personId, limit: LISTED });
  if (entries.length === 0) throw new HttpError(404);
  const registrations = (await registrationsOfPerson(app.db, personId)).filter((one) => one.studioId === studioId);
  const registrationIds = registrations.map(({ id }) => id);
  const asked = MessagesQuery.parse(Object.fromEntries(url.searchParams));
  const [{ rows, total }, plans] = await Promise.all([
    deliveriesAboutPerson(app.db, { studioId, personId, registrationIds, page: asked.page, limit: MESSAGES_LISTED }),
    explainPlans(app, { personId, registrationIds }, studioId, locale),
  ]);
  return {
    personId,
    revealed: reveal,
    rows: await withData(app, entries, reveal),
    registrations: registrations.map(({ id, reference, status, erased }) => ({ id, reference, status, erased })),
    messages: await explainMessages(app, studioId, rows, locale),
    total,
    page: asked.page,
    plans,
  };
}

export default define.page<typeof handler>(function WhyPersonPage({ data, state, url }) {
  const { locale } = state;
  const t = translator(locale);
  const { personId, rows, registrations, messages, total, plans, revealed } = data;
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
                <span class="muted small">
                  <Standing status={status} rank={null} locale={locale} />
                </span>
              </li>
            ))}
          </ul>
        </div>
      </Card>
      <Planned plans={plans} locale={locale} />
      <Messages
        messages={messages}
        foot={<PagesOf url={url} page={data.page} total={total} pageSize={MESSAGES_LISTED} locale={locale} />}
        locale={locale}
      />
      {revealed ? null : (
        <form method="post" class="row">
          <span class="muted">{`${t("history.personal")} ${t("audit.shown")}`}</span>
          <Button size="small" icon="eye">{t("history.reveal")}</Button>
        </form>
      )}
      <LogTable
        rows={rows.map(({ entry, data }) => ({ entry, words: inWords({ type: entry.type, data }, locale) }))}
        locale={locale}
      />
    </div>
  );
});
