import { type Context, page } from "fresh";
import { Head } from "fresh/runtime";
import { calendarLinks } from "../../../../calendar/links.ts";
import { ButtonLink } from "../../../../components/Button.tsx";
import { type RegistrationStatus, TicketPage } from "../../../../components/public/Ticket.tsx";
import { translator } from "../../../../i18n/translate.ts";
import { type OwnRegistration, ownRegistration } from "../../../../web/pages/own_registration.ts";
import { publicEvent } from "../../../../web/pages/public_event.ts";
import { summary } from "../../../../web/pages/structured_data.ts";
import { ownZoneOf } from "../../../../web/pages/visitor.ts";
import { define, type State } from "../../../../web/state.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const own = await ownRegistration(ctx);
    if (own) return page(ticketData(ctx, own), privately);
    // it was saved a moment ago and the read models are behind, or there is none
    if (ctx.url.searchParams.has("saved")) return page({ kind: "pending" as const }, privately);
    return page({ kind: "unknown" as const }, { ...privately, status: 404 });
  },
});

/** The address is the key: no cache keeps the page, no search engine lists it. */
const privately = { headers: { "Cache-Control": "no-store", "X-Robots-Tag": "noindex" } };

function ticketData(ctx: Context<State>, { token, registration, view }: OwnRegistration) {
  const { app } = ctx.state;
  const now = app.commands.now();
  const event = publicEvent(view, now);
  const { google, outlook } = calendarLinks({
    title: event.title,
    description: summary(event.description),
    url: app.baseUrl + ctx.url.pathname,
    timeZone: event.timeZone,
    ...event.date,
  });
  return {
    kind: "found" as const,
    brand: { name: event.studio.name, href: event.studio.href },
    registration: {
      token,
      status: (registration.status === "pending" ? "waitlisted" : registration.status) as RegistrationStatus,
      reference: registration.reference,
      firstName: registration.firstName,
      lastName: registration.lastName,
      email: registration.email,
      position: registration.waitlistRank,
      calendars: { google, outlook },
    },
    event,
    ownZone: ownZoneOf(ctx.req.headers) ?? registration.timeZone,
    now,
  };
}

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
        <p class="lead" role="status">{t("registration.pending")}</p>
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
  return (
    <>
      <Head>
        <title>{`${data.event.title} · ${data.registration.reference}`}</title>
        <meta name="robots" content="noindex" />
      </Head>
      <TicketPage {...data} locale={state.locale} now={new Date(data.now)} />
    </>
  );
});
