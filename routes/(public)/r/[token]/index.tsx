import { page } from "fresh";
import { Head } from "fresh/runtime";
import { ButtonLink } from "../../../../components/Button.tsx";
import { Consents } from "../../../../components/Consents.tsx";
import { InvitedPage } from "../../../../components/public/InvitedPage.tsx";
import { TicketPage } from "../../../../components/public/Ticket.tsx";
import { translator } from "../../../../i18n/translate.ts";
import { invitationData, privately, ticketData } from "../../../../web/pages/own_page.ts";
import { ownInvitation, ownRegistration } from "../../../../web/pages/own_registration.ts";
import { summary } from "../../../../web/pages/structured_data.ts";
import { ownMarketing } from "../../../../web/tracking/own.ts";
import { define } from "../../../../web/state.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const own = await ownRegistration(ctx);
    if (own) {
      const [data, more] = await Promise.all([ticketData(ctx, own), ownMarketing(ctx, own)]);
      return page({ ...data, ...more }, privately);
    }
    const invitation = await ownInvitation(ctx);
    if (invitation) return page(invitationData(ctx, invitation), privately);
    // it was saved a moment ago and the read models are behind, or there is none
    if (ctx.url.searchParams.has("saved")) return page({ kind: "pending" as const }, privately);
    return page({ kind: "unknown" as const }, { ...privately, status: 404 });
  },
});

export default define.page<typeof handler>(function RegistrationPage({ data, state, url }) {
  const t = translator(state.locale);
  if (data.kind === "pending") {
    return (
      <div class="narrow">
        <Head>
          <title>{t("registration.form")}</title>
          <meta http-equiv="refresh" content="1" />
        </Head>
        <h1>{t("registration.form")}</h1>
        <p class="lead" role="status">{t("registration.saved")}</p>
        <p>
          <ButtonLink href={url.pathname + url.search} kind="primary">{t("registration.reload")}</ButtonLink>
        </p>
      </div>
    );
  }
  if (data.kind === "unknown") {
    return (
      <div class="narrow">
        <Head>
          <title>{t("registration.unknown.title")}</title>
        </Head>
        <h1>{t("registration.unknown.title")}</h1>
        <p class="lead">{t("registration.unknown.text")}</p>
        <p>
          <ButtonLink href="/webinars">{t("public.state.other_events")}</ButtonLink>
        </p>
      </div>
    );
  }
  if (data.kind === "invited") {
    return (
      <>
        <Head>
          <title>{data.event.title}</title>
          <meta name="robots" content="noindex" />
        </Head>
        <InvitedPage {...data} locale={state.locale} now={new Date(data.now)} />
      </>
    );
  }
  return (
    <>
      <Head>
        <title>{`${data.event.title} · ${data.registration.reference}`}</title>
        <meta name="description" content={summary(data.event.description)} />
        <meta name="robots" content="noindex" />
      </Head>
      <TicketPage {...data} locale={state.locale} now={new Date(data.now)} />
      {data.consents
        ? (
          <div class="narrow">
            <Consents
              consents={data.consents}
              action={`/r/${data.registration.token}/withdraw`}
              exported={`/r/${data.registration.token}/data.json`}
              zone={data.event.timeZone}
              locale={state.locale}
            />
          </div>
        )
        : null}
    </>
  );
});
