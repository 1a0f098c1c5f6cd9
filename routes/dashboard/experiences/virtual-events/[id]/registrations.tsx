import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { cancelRegistration } from "../../../../../commands/cancel_registration.ts";
import { EventHead } from "../../../../../components/dashboard/EventHead.tsx";
import { People, type PersonStatus } from "../../../../../components/dashboard/People.tsx";
import { type EventId, RegistrationId } from "../../../../../domain/ids.ts";
import { translator } from "../../../../../i18n/translate.ts";
import { countRegistrations, listRegistrations } from "../../../../../projections/queries.ts";
import { callerOf } from "../../../../../web/caller.ts";
import { send } from "../../../../../web/form.ts";
import { allows, eventOf, shown, workplaceOf } from "../../../../../web/pages/trainer.ts";
import { define } from "../../../../../web/state.ts";

const PAGE = 25;
const statuses: readonly PersonStatus[] = [
  "pending",
  "confirmed",
  "waitlisted",
  "offered",
  "declined",
  "cancelled",
  "expired",
];

export const handler = define.handlers({
  async GET(ctx) {
    const { app } = ctx.state;
    const view = await eventOf(ctx, "registration.read");
    const asked = ctx.url.searchParams;
    const filter = {
      search: (asked.get("q") ?? "").trim().slice(0, 100),
      status: statuses.find((status) => status === asked.get("status")),
    };
    const number = Math.min(Math.max(Number(asked.get("page")) || 1, 1), 100_000);
    const [counts, { rows, total }] = await Promise.all([
      countRegistrations(app.db, view.id),
      listRegistrations(app.db, { eventId: view.id, ...filter, page: number, limit: PAGE }),
    ]);
    const now = app.commands.now();
    return page({
      event: shown(view, workplaceOf(ctx.state).address, app.baseUrl, now),
      rows: rows.map((row) => ({
        registrationId: row.id,
        reference: row.reference,
        name: [row.firstName, row.lastName].filter(Boolean).join(" ") || null,
        email: row.email,
        company: row.company,
        status: row.status,
        position: row.waitlistRank,
        source: row.source,
        registeredAt: row.registeredAt,
      })),
      counts,
      total,
      page: number,
      filter: { search: filter.search, status: filter.status ?? "" as const },
      mayCancel: allows(ctx.state, "registration.cancel", view.trainerId) &&
        (view.lifecycle === "published" || view.lifecycle === "live"),
      requestId: crypto.randomUUID(),
      now,
    });
  },

  async POST(ctx) {
    const { app, locale } = ctx.state;
    const view = await eventOf(ctx, "registration.cancel");
    const sent = await send(
      ctx.req,
      locale,
      z.object({ registrationId: RegistrationId }),
      ({ registrationId }) =>
        cancelRegistration(app.commands, callerOf(ctx.state), { eventId: view.id as EventId, registrationId }),
    );
    if (sent.ok) await app.caughtUp(sent.value.position, 2_000);
    return ctx.redirect(ctx.url.pathname + ctx.url.search, 303);
  },
});

export default define.page<typeof handler>(function RegistrationsPage({ data, state, url }) {
  const { event } = data;
  const now = new Date(data.now);
  return (
    <div class="stack">
      <Head>
        <title>{`${translator(state.locale)("people.title")} · ${event.title}`}</title>
      </Head>
      <EventHead event={event} locale={state.locale} now={now} tab="registrations" seesPeople />
      <People
        {...data}
        url={url}
        locale={state.locale}
        timeZone={event.timeZone}
        publicUrl={event.publicUrl}
        pageSize={PAGE}
      />
    </div>
  );
});
