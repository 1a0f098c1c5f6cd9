import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Badge } from "../../../../../components/Badge.tsx";
import { Button } from "../../../../../components/Button.tsx";
import { MessageTabs } from "../../../../../components/dashboard/messages/MessageTabs.tsx";
import LiveFigures from "../../../../../islands/LiveFigures.tsx";
import { translator } from "../../../../../i18n/translate.ts";
import { readForm } from "../../../../../web/body.ts";
import { mailingOf, partsOf, steerMailing } from "../../../../../web/pages/mailings.ts";
import { define } from "../../../../../web/state.ts";

/** One mailing: how far it is, and pausing, going on and ending it. */
export const handler = define.handlers({
  GET: async (ctx) => page({ mailing: await mailingOf(ctx), ...partsOf(ctx.state) }),
  POST: async (ctx) => {
    await mailingOf(ctx);
    await steerMailing(ctx, (await readForm(ctx.req)).do);
    return ctx.redirect(ctx.url.pathname, 303);
  },
});

export default define.page<typeof handler>(function MailingPage({ data, state, url }) {
  const t = translator(state.locale);
  const { mailing } = data;
  return (
    <div class="stack loose">
      <Head>
        <title>{mailing.subject}</title>
      </Head>
      <MessageTabs {...data} current="mailings" locale={state.locale} />
      <header class="stack tight">
        <div class="row tight">
          <Badge tone={mailing.state === "done" ? "positive" : mailing.state === "paused" ? "warning" : "accent"}>
            {mailing.stateText}
          </Badge>
          <span class="muted small">{t(`mailings.purpose.${mailing.purpose}`)}</span>
        </div>
        <h1>{mailing.subject}</h1>
        <p class="muted">{[mailing.to, mailing.at].filter(Boolean).join(" · ")}</p>
      </header>
      <p class="lead figures" data-live="mailing.progress">{mailing.progress}</p>
      <p class="muted" data-live="mailing.told">{mailing.told}</p>
      {mailing.can.length > 0
        ? (
          <form method="post" class="row tight">
            {mailing.can.map((what) => (
              <Button key={what} name="do" value={what} kind={what === "stop" ? "quiet" : undefined}>
                {t(`mailings.do.${what}`)}
              </Button>
            ))}
          </form>
        )
        : null}
      <pre class="raw" tabIndex={0}>{mailing.body}</pre>
      {mailing.state === "running" || mailing.state === "planned"
        ? <LiveFigures address={`${url.pathname}/live`} />
        : null}
    </div>
  );
});
