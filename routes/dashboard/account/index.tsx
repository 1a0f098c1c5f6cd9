import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { Badge } from "../../../components/Badge.tsx";
import { Button } from "../../../components/Button.tsx";
import { Notice } from "../../../components/Notice.tsx";
import { Table } from "../../../components/Table.tsx";
import { Rejected } from "../../../domain/decider.ts";
import { day, time } from "../../../i18n/formats.ts";
import { translator } from "../../../i18n/translate.ts";
import { send } from "../../../web/form.ts";
import { Problem } from "../../../web/problem.ts";
import { define } from "../../../web/state.ts";
import { browserText } from "../../../web/user_agent.ts";

const End = z.object({ sessionId: z.string().min(1).max(100) });

export const handler = define.handlers({
  async GET({ state: { app, session }, url }) {
    if (!session) throw new Rejected("forbidden");
    const sessions = await app.auth.listSessions(session.userId);
    return page({ sessions, current: session.id, ended: url.searchParams.has("ended") });
  },
  async POST(ctx) {
    const { app, session, locale } = ctx.state;
    if (!session) throw new Rejected("forbidden");
    const sent = await send(ctx.req, locale, End, async ({ sessionId }) => {
      if (!await app.auth.revokeSession(session.userId, sessionId)) throw new Problem("not_found");
    });
    if (!sent.ok) throw new HttpError(sent.status);
    return ctx.redirect("/dashboard/account?ended", 303);
  },
});

/** The reader's own sessions, each of which can be ended. */
export default define.page<typeof handler>(function AccountPage({ data, state: { locale, studio, session } }) {
  const t = translator(locale);
  const zone = studio?.timeZone ?? "UTC";
  const moment = (instant: string) => `${day(instant, zone, locale)}, ${time(instant, zone, locale)}`;
  return (
    <div class="stack loose">
      <Head>
        <title>{t("sessions.title")}</title>
      </Head>
      <div>
        <h1>{t("sessions.title")}</h1>
        <p class="muted">{`${session?.email ?? ""} · ${t("sessions.lead")}`}</p>
      </div>
      <p>
        <a href="/dashboard/account/two-factor">{t("two_factor.title")}</a>
        {`: ${t(session?.twoFactor ? "two_factor.on" : "two_factor.off")}`}
      </p>
      {data.ended ? <Notice tone="positive">{t("sessions.ended")}</Notice> : null}
      <Table
        caption={t("sessions.title")}
        rows={data.sessions}
        keyOf={(row) => row.id}
        empty={null}
        columns={[
          {
            key: "browser",
            label: t("sessions.browser"),
            lead: true,
            cell: (row) => (
              <>
                <span title={row.userAgent || undefined}>{browserText(row.userAgent)}</span>{" "}
                {row.id === data.current ? <Badge tone="accent">{t("sessions.this")}</Badge> : null}
              </>
            ),
          },
          { key: "since", label: t("sessions.since"), cell: (row) => moment(row.createdAt) },
          { key: "until", label: t("sessions.until"), cell: (row) => moment(row.expiresAt) },
          {
            key: "actions",
            label: t("team.actions"),
            cell: (row) => (
              <form method="post">
                <input type="hidden" name="sessionId" value={row.id} />
                <Button kind="quiet" size="small">{t("sessions.end")}</Button>
              </form>
            ),
          },
        ]}
      />
    </div>
  );
});
