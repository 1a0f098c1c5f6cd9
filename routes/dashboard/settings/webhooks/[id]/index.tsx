import { type Context, page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { webhookSecret } from "../../../../../commands/secrets.ts";
import {
  changeWebhook,
  removeWebhook,
  rotateWebhookSecret,
  testWebhook,
  type WebhookChange,
} from "../../../../../commands/webhooks.ts";
import { ButtonLink } from "../../../../../components/Button.tsx";
import { WebhookActions } from "../../../../../components/dashboard/webhooks/WebhookActions.tsx";
import { WebhookForm } from "../../../../../components/dashboard/webhooks/WebhookForm.tsx";
import { callOutcomes, WebhookLog } from "../../../../../components/dashboard/webhooks/WebhookLog.tsx";
import { WebhookState } from "../../../../../components/dashboard/webhooks/WebhookState.tsx";
import { Notice } from "../../../../../components/Notice.tsx";
import { webhookTypeNames } from "../../../../../domain/webhook/types.ts";
import type { Position } from "../../../../../event_store/port.ts";
import { translator } from "../../../../../i18n/translate.ts";
import { outcomeOf, webhookLog } from "../../../../../projections/queries.ts";
import { readForm } from "../../../../../web/body.ts";
import { callerOf } from "../../../../../web/caller.ts";
import { emptyForm, type FormState, sendRead } from "../../../../../web/form.ts";
import { WebhookFields, webhookValues } from "../../../../../web/pages/webhooks.ts";
import { define, type State } from "../../../../../web/state.ts";
import { type AddressedWebhook, webhookAt, webhookDeps } from "../../../../../web/webhooks.ts";

const PAGE = 50;

const Action = z.object({ do: z.enum(["on", "off", "test", "rotate", "remove"]) });

/** One webhook: how it stands, what can be done with it, and its log. */
export const handler = define.handlers({
  async GET(ctx) {
    const webhook = await webhookOf(ctx);
    return page(await dataOf(ctx, webhook, emptyForm(webhookValues(webhook)), ctx.url.searchParams.get("done")));
  },
  async POST(ctx) {
    const { state } = ctx;
    const webhook = await webhookOf(ctx);
    const raw = await readForm(ctx.req);
    const sent = raw.do === "save"
      ? await sendRead(raw, state.locale, WebhookFields, (change) => save(state, webhook, change), {
        webhook_address_refused: "url",
      })
      : await sendRead(raw, state.locale, Action, (action) => perform(state, webhook, action));
    if (!sent.ok) return page(await dataOf(ctx, webhook, sent.form, null), { status: sent.status });
    const { at, done } = sent.value;
    await state.app.caughtUp(at, 2_000, ["webhooks"]);
    const where = done === "removed" ? "/dashboard/settings/webhooks" : ctx.url.pathname;
    return ctx.redirect(`${where}?done=${done}`, 303);
  },
});

const webhookOf = ({ state, params }: Context<State>) =>
  webhookAt(state.app, callerOf(state).studioId, params.id ?? "");

type Done = { at: Position; done: string };

async function save(state: State, { webhookId }: AddressedWebhook, change: WebhookChange): Promise<Done> {
  const { at } = await changeWebhook(webhookDeps(state.app), callerOf(state), webhookId, change);
  return { at, done: "saved" };
}

async function perform(state: State, webhook: AddressedWebhook, input: z.output<typeof Action>): Promise<Done> {
  const deps = webhookDeps(state.app);
  const caller = callerOf(state);
  const { webhookId } = webhook;
  switch (input.do) {
    case "on":
    case "off":
      return await save(state, webhook, { isActive: input.do === "on" });
    case "test":
      return { at: (await testWebhook(deps, caller, webhookId)).at, done: "test" };
    case "rotate":
      return { at: (await rotateWebhookSecret(deps, caller, webhookId)).at, done: "rotated" };
    case "remove":
      return { at: await removeWebhook(deps, caller, webhookId), done: "removed" };
  }
}

async function dataOf({ state, url }: Context<State>, webhook: AddressedWebhook, form: FormState, done: string | null) {
  const { app } = state;
  const outcome = callOutcomes.find((one) => one === url.searchParams.get("outcome")) ?? null;
  const offset = Math.min(Math.max(Math.trunc(Number(url.searchParams.get("from"))) || 0, 0), 1_000_000);
  const query = { webhookId: webhook.webhook_id, limit: PAGE + 1, offset, ...(outcome ? { outcome } : {}) };
  const found = await webhookLog(app.db, query);
  const { former_until: until } = webhook;
  return {
    webhook,
    secret: webhookSecret(app.vault, webhook.webhook_id, webhook.generation),
    former: until !== null && until > app.commands.now() ? until : null,
    rows: found.slice(0, PAGE).map((row) => ({ ...row, outcome: outcomeOf(row.state) })),
    more: found.length > PAGE ? offset + PAGE : null,
    outcome,
    form,
    done: (["added", "saved", "test", "rotated"] as const).find((one) => one === done) ?? null,
  };
}

export default define.page<typeof handler>(function WebhookPage({ data, state, url }) {
  const t = translator(state.locale);
  const { webhook, secret, former, rows, more, outcome, form, done } = data;
  const zone = state.studio?.timeZone ?? "UTC";
  const wrong = Object.keys(form.errors).length > 0;
  return (
    <div class="stack loose">
      <Head>
        <title>{`${t("webhooks.title")} · ${webhook.host}`}</title>
      </Head>
      <div class="row row--apart">
        <div>
          <h1>{webhook.host}</h1>
          <p class="row tight">
            <WebhookState paused={webhook.paused} locale={state.locale} />
            <span class="muted">{webhook.note}</span>
          </p>
        </div>
        <ButtonLink href="/dashboard/settings/webhooks">{t("webhooks.back")}</ButtonLink>
      </div>
      {form.problem ? <Notice tone="negative" alert>{form.problem}</Notice> : null}
      {done ? <Notice tone="positive" alert>{t(`webhooks.done.${done}`)}</Notice> : null}
      {webhook.paused === "gone" ? <Notice tone="warning">{t("webhooks.gone")}</Notice> : null}
      <WebhookActions webhook={webhook} secret={secret} former={former} zone={zone} locale={state.locale} />
      <details open={wrong}>
        <summary>{t("webhooks.settings")}</summary>
        <WebhookForm form={form} types={webhookTypeNames} action="save" locale={state.locale} />
      </details>
      <WebhookLog rows={rows} more={more} chosen={outcome} url={url} zone={zone} locale={state.locale} />
    </div>
  );
});
