import { page } from "fresh";
import { Head } from "fresh/runtime";
import { addWebhook } from "../../../../commands/webhooks.ts";
import { Card } from "../../../../components/Card.tsx";
import { WebhookForm } from "../../../../components/dashboard/webhooks/WebhookForm.tsx";
import { WebhookState } from "../../../../components/dashboard/webhooks/WebhookState.tsx";
import { EmptyState } from "../../../../components/EmptyState.tsx";
import { Notice } from "../../../../components/Notice.tsx";
import { Table } from "../../../../components/Table.tsx";
import { webhookTypeNames } from "../../../../domain/webhook/types.ts";
import { number } from "../../../../i18n/formats.ts";
import { translator } from "../../../../i18n/translate.ts";
import { webhooksOf } from "../../../../projections/queries.ts";
import { callerOf } from "../../../../web/caller.ts";
import { emptyForm, type FormState, send } from "../../../../web/form.ts";
import { WebhookFields } from "../../../../web/pages/webhooks.ts";
import { define, type State } from "../../../../web/state.ts";
import { webhookDeps } from "../../../../web/webhooks.ts";

/** The systems that a studio has told of what happens; adding one. */
export const handler = define.handlers({
  GET: async ({ state, url }) => page(await dataOf(state, emptyForm(), url.searchParams.get("done"))),
  async POST(ctx) {
    const { state } = ctx;
    const { app, locale } = state;
    const sent = await send(
      ctx.req,
      locale,
      WebhookFields,
      (input) => addWebhook(webhookDeps(app), callerOf(state), input),
      { webhook_address_refused: "url" },
    );
    if (!sent.ok) return page(await dataOf(state, sent.form, null), { status: sent.status });
    await app.caughtUp(sent.value.at, 2_000, ["webhooks"]);
    return ctx.redirect(`/dashboard/settings/webhooks/${sent.value.webhookId}?done=added`, 303);
  },
});

async function dataOf(state: State, form: FormState, done: string | null) {
  return { webhooks: await webhooksOf(state.app.db, callerOf(state).studioId), form, done };
}

export default define.page<typeof handler>(function WebhooksPage({ data, state }) {
  const t = translator(state.locale);
  const { webhooks, form, done } = data;
  return (
    <div class="stack loose">
      <Head>
        <title>{t("webhooks.title")}</title>
      </Head>
      <header class="stack tight">
        <h1>{t("webhooks.title")}</h1>
        <p class="muted">{t("webhooks.lead")}</p>
      </header>
      {form.problem ? <Notice tone="negative" alert>{form.problem}</Notice> : null}
      {done === "removed" ? <Notice tone="positive">{t("webhooks.done.removed")}</Notice> : null}
      <Table
        caption={t("webhooks.title")}
        rows={webhooks}
        keyOf={(row) => row.webhook_id}
        empty={<EmptyState text={t("webhooks.none")} />}
        columns={[
          {
            key: "host",
            label: t("webhooks.host"),
            lead: true,
            cell: (row) => <a href={`/dashboard/settings/webhooks/${row.webhook_id}`}>{row.host}</a>,
          },
          { key: "note", label: t("webhooks.note"), cell: (row) => row.note },
          {
            key: "types",
            label: t("webhooks.types"),
            number: true,
            cell: (row) => number(row.types.length, state.locale),
          },
          {
            key: "state",
            label: t("webhooks.state"),
            cell: (row) => <WebhookState paused={row.paused} locale={state.locale} />,
          },
        ]}
      />
      <Card>
        <div class="stack">
          <h2>{t("webhooks.new")}</h2>
          <WebhookForm form={form} types={webhookTypeNames} action="add" locale={state.locale} />
        </div>
      </Card>
    </div>
  );
});
