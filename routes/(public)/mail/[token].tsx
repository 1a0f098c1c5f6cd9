import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { consentStreamOf, unsubscribe } from "../../../commands/mail_preferences.ts";
import { Button } from "../../../components/Button.tsx";
import { Notice } from "../../../components/Notice.tsx";
import { consent } from "../../../domain/consent/consent.ts";
import { translator } from "../../../i18n/translate.ts";
import { preferencesOf } from "../../../web/links.ts";
import { define, type State } from "../../../web/state.ts";

/** What a studio may send somebody: known by the link in its mails. A mail program posts here by itself, with one click. */
export const handler = define.handlers({
  GET: async ({ state, params }) => page(await dataOf(state, params.token)),
  async POST({ state, params, req }) {
    const who = preferencesOf(state.app.vault, params.token ?? "");
    if (!who) throw new HttpError(404);
    await req.body?.cancel();
    await unsubscribe(state.app.commands, who);
    return page(await dataOf(state, params.token));
  },
});

async function dataOf({ app }: State, token: string | undefined) {
  const who = preferencesOf(app.vault, token ?? "");
  if (!who) throw new HttpError(404);
  const { email_marketing } = await app.commands.handle.stateOf(consent, consentStreamOf(who.personId));
  return { studio: app.directory.studio(who.studioId)?.name ?? "", unsubscribed: email_marketing === false };
}

export default define.page<typeof handler>(function PreferencesPage({ data, state }) {
  const t = translator(state.locale);
  return (
    <div class="narrow">
      <Head>
        <title>{t("preferences.title")}</title>
        <meta name="robots" content="noindex" />
      </Head>
      <div class="stack">
        <h1>{t("preferences.title")}</h1>
        {data.unsubscribed ? <Notice tone="positive">{t("preferences.off", { studio: data.studio })}</Notice> : (
          <>
            <p>{t("preferences.on", { studio: data.studio })}</p>
            <form method="post">
              <Button kind="primary">{t("preferences.unsubscribe")}</Button>
            </form>
          </>
        )}
        <p class="muted small">{t("preferences.places")}</p>
      </div>
    </div>
  );
});
