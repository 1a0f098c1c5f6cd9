import { page } from "fresh";
import { Head } from "fresh/runtime";
import { TemplateEditor } from "../../../../../components/dashboard/messages/TemplateEditor.tsx";
import { Notice } from "../../../../../components/Notice.tsx";
import { translator } from "../../../../../i18n/translate.ts";
import { editorData, editTemplate } from "../../../../../web/pages/message_editor.ts";
import { define } from "../../../../../web/state.ts";

/** One message in one language: how it is written, how it looks, and the way to try it. */
export const handler = define.handlers({
  GET: async (ctx) => page(await editorData(ctx)),
  POST: async (ctx) => {
    const done = await editTemplate(ctx);
    return done instanceof Response ? done : page(done, { status: done.problems.length > 0 ? 400 : 200 });
  },
});

export default define.page<typeof handler>(function TemplatePage({ data, state }) {
  const t = translator(state.locale);
  const name = (t as (key: string) => string)(`messages.kind.${data.message}`);
  return (
    <div class="stack loose">
      <Head>
        <title>{`${name} · ${t("messages.title")}`}</title>
      </Head>
      <header class="stack tight">
        <a class="small" href="/dashboard/messages">{t("messages.title")}</a>
        <h1>{`${name} · ${data.language.toUpperCase()}`}</h1>
        <p class="muted">{(t as (key: string) => string)(`messages.when.${data.message}`)}</p>
      </header>
      {data.done ? <Notice tone="positive">{data.done}</Notice> : null}
      {data.refused ? <Notice tone="negative" alert>{data.refused}</Notice> : null}
      <TemplateEditor {...data} locale={state.locale} />
    </div>
  );
});
