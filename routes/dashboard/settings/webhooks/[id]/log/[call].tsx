import { type Context, HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { redeliverWebhook } from "../../../../../../commands/webhooks.ts";
import { Button, ButtonLink } from "../../../../../../components/Button.tsx";
import { CallBadge, detailOf } from "../../../../../../components/dashboard/webhooks/WebhookLog.tsx";
import { CallDetail } from "../../../../../../components/dashboard/CallDetail.tsx";
import { moment, number, unknown } from "../../../../../../i18n/formats.ts";
import { translator } from "../../../../../../i18n/translate.ts";
import { outcomeOf, webhookCall } from "../../../../../../projections/queries.ts";
import { callerOf } from "../../../../../../web/caller.ts";
import { define, type State } from "../../../../../../web/state.ts";
import { webhookAt } from "../../../../../../web/webhooks.ts";

/** One call: what was told, when, and what came of it; sending it again. */
export const handler = define.handlers({
  async GET(ctx) {
    const { app } = ctx.state;
    const { webhook, row } = await callAt(ctx);
    return page({
      webhook,
      row,
      shown: await app.webhookPayload(row.delivery_id),
      done: ctx.url.searchParams.get("done"),
    });
  },

  async POST(ctx) {
    const { app } = ctx.state;
    const { row } = await callAt(ctx);
    const at = await redeliverWebhook(app.commands, callerOf(ctx.state), row.delivery_id);
    await app.caughtUp(at, 2_000, ["webhooks"]);
    return ctx.redirect(`${ctx.url.pathname}?done=resent`, 303);
  },
});

async function callAt({ state, params }: Context<State>) {
  const webhook = await webhookAt(state.app, callerOf(state).studioId, params.id ?? "");
  const id = z.uuid().safeParse(params.call);
  const row = id.success ? await webhookCall(state.app.db, { webhookId: webhook.webhook_id, id: id.data }) : null;
  if (!row) throw new HttpError(404);
  return { webhook, row };
}

export default define.page<typeof handler>(function WebhookCallPage({ data, state }) {
  const t = translator(state.locale);
  const { webhook, row, shown, done } = data;
  const zone = state.studio?.timeZone ?? "UTC";
  const facts: [string, string][] = [
    [t("webhooks.call.id"), row.delivery_id],
    [t("webhooks.log.code"), row.status_code === null ? unknown : String(row.status_code)],
    [t("webhooks.log.latency"), row.latency_ms === null ? unknown : `${number(row.latency_ms, state.locale)} ms`],
    [t("webhooks.log.attempts"), number(row.attempts, state.locale)],
    [t("webhooks.log.detail"), detailOf(row, state.locale) || unknown],
    ...(row.next_attempt_at
      ? [[t("webhooks.call.again"), moment(row.next_attempt_at, zone, state.locale)] as [string, string]]
      : []),
  ];
  return (
    <div class="stack loose">
      <Head>
        <title>{`${row.type} · ${webhook.host}`}</title>
      </Head>
      <CallDetail
        name={row.type}
        when={moment(row.created_at, zone, state.locale)}
        badge={<CallBadge outcome={outcomeOf(row.state)} locale={state.locale} />}
        actions={
          <>
            <ButtonLink href={`/dashboard/settings/webhooks/${webhook.webhook_id}`}>{webhook.host}</ButtonLink>
            <form method="post">
              <Button kind="primary">{t("webhooks.redeliver")}</Button>
            </form>
          </>
        }
        done={done === "resent" ? t("webhooks.done.resent") : null}
        repeated={row.repeated_unknown ? t("webhooks.call.repeated") : null}
        facts={facts}
        payload={{
          shown,
          sent: row.payload_hash,
          words: {
            title: t("webhooks.payload"),
            gone: t("webhooks.payload.gone"),
            would: t("webhooks.payload.would"),
            same: t("webhooks.payload.same"),
            differs: t("webhooks.payload.differs"),
          },
        }}
      />
    </div>
  );
});
