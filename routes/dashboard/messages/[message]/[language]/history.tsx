import { page } from "fresh";
import { Head } from "fresh/runtime";
import { TemplateHistory } from "../../../../../components/dashboard/messages/TemplateHistory.tsx";
import { translator } from "../../../../../i18n/translate.ts";
import { backToVersion, historyData } from "../../../../../web/pages/message_editor.ts";
import { define } from "../../../../../web/state.ts";

/** Every version of a message, and the way back to one. */
export const handler = define.handlers({
  GET: async (ctx) => page(await historyData(ctx)),
  POST: async (ctx) => await backToVersion(ctx),
});

export default define.page<typeof handler>(function TemplateHistoryPage({ data, state, url }) {
  const t = translator(state.locale);
  const name = (t as (key: string) => string)(`messages.kind.${data.message}`);
  return (
    <div class="stack loose">
      <Head>
        <title>{`${t("messages.history")} · ${name}`}</title>
      </Head>
      <header class="stack tight">
        <a class="small" href={url.pathname.replace(/\/history$/, "")}>{name}</a>
        <h1>{`${t("messages.history")} · ${name} · ${data.language.toUpperCase()}`}</h1>
      </header>
      <TemplateHistory {...data} locale={state.locale} />
    </div>
  );
});
