import { type Context, page } from "fresh";
import { Head } from "fresh/runtime";
import { recordLook } from "../../../../../commands/record_look.ts";
import { AsOfBanner } from "../../../../../components/dashboard/AsOfBanner.tsx";
import { PeopleAsOf } from "../../../../../components/dashboard/PeopleAsOf.tsx";
import type { PersonId } from "../../../../../domain/ids.ts";
import { translator } from "../../../../../i18n/translate.ts";
import { countRegistrations, listRegistrations, type RegistrationStatus } from "../../../../../projections/queries.ts";
import { callerOf } from "../../../../../web/caller.ts";
import { pageAsOf } from "../../../../../web/pages/as_of_pages.ts";
import { define, type State } from "../../../../../web/state.ts";

const PAGE = 25;

async function registrationsAt(ctx: Context<State>, revealed: boolean) {
  const asked = ctx.url.searchParams;
  const number = Math.min(Math.max(Number(asked.get("page")) || 1, 1), 100_000);
  const { moment, shown } = await pageAsOf(ctx, revealed, async (_, view, db) => {
    const counts = await countRegistrations(db, view.id);
    const given = asked.get("status") ?? "";
    const status = given in counts ? given as RegistrationStatus : undefined;
    const sort = status === "waitlisted" ? "status" : "registered";
    const { rows, total } = await listRegistrations(db, { eventId: view.id, status, sort, page: number, limit: PAGE });
    return { title: view.title, counts, rows, total, status: status ?? "" };
  });
  return { moment, ...shown, page: number, revealed };
}

export const handler = define.handlers({
  async GET(ctx) {
    return page(await registrationsAt(ctx, false));
  },

  /** Shows names and addresses, once it stands in the log that they are shown. */
  async POST(ctx) {
    const { rows, moment } = await registrationsAt(ctx, false);
    const personIds = rows.map(({ personId }) => personId as PersonId);
    const look = { page: "registrations", subject: moment.eventId, personIds } as const;
    await recordLook(ctx.state.app.commands, callerOf(ctx.state), look);
    return page(await registrationsAt(ctx, true));
  },
});

export default define.page<typeof handler>(function RegistrationsAsOfPage({ data, state, url }) {
  const { moment, title, ...props } = data;
  return (
    <div class="stack">
      <Head>
        <title>{`${translator(state.locale)("people.title")} · ${title}`}</title>
      </Head>
      <AsOfBanner moment={moment} page="registrations" locale={state.locale} />
      <h1>{title}</h1>
      <PeopleAsOf {...props} url={url} pageSize={PAGE} locale={state.locale} />
    </div>
  );
});
