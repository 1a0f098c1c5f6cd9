import { page } from "fresh";
import { Head } from "fresh/runtime";
import { apiReference } from "../../api/reference.ts";
import { ApiCall } from "../../components/public/ApiCall.tsx";
import { PublicFrame } from "../../components/layout/PublicFrame.tsx";
import { translator } from "../../i18n/translate.ts";
import { define } from "../../web/state.ts";

export const handler = define.handlers({
  GET: ({ state }) => page({ calls: apiReference(state.app.baseUrl), baseUrl: state.app.baseUrl }),
});

/** The API, browsable; made from the same document as `openapi.json`. */
export default define.page<typeof handler>(function ApiReferencePage({ data, state, url }) {
  const t = translator(state.locale);
  const { calls, baseUrl } = data;
  return (
    <PublicFrame url={url} locale={state.locale} signedIn={state.session !== null}>
      <Head>
        <title>{t("api.title")}</title>
      </Head>
      <div class="stack loose">
        <div>
          <h1>{t("api.title")}</h1>
          <p class="lead">{t("api.lead")}</p>
          <p>
            <a href="/api/openapi.json">{t("api.document")}</a>
          </p>
        </div>
        <nav aria-label={t("api.title")}>
          <ul>
            {calls.map((call) => (
              <li key={call.id}>
                <a href={`#${call.id}`}>
                  <code>{call.method} {call.path}</code>
                </a>
                {` ${call.summary}`}
              </li>
            ))}
          </ul>
        </nav>
        {calls.map((call) => <ApiCall key={call.id} call={call} baseUrl={baseUrl} locale={state.locale} />)}
      </div>
    </PublicFrame>
  );
});
