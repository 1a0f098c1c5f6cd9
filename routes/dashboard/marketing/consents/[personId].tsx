import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { authorise } from "../../../../commands/authorise.ts";
import { withdrawConsent } from "../../../../commands/consent.ts";
import { Consents } from "../../../../components/Consents.tsx";
import { Purpose } from "../../../../domain/consent/snapshot.ts";
import type { PersonId } from "../../../../domain/ids.ts";
import { translator } from "../../../../i18n/translate.ts";
import { consentsOf, personById } from "../../../../projections/queries.ts";
import { readForm } from "../../../../web/body.ts";
import { callerOf } from "../../../../web/caller.ts";
import { define, type State } from "../../../../web/state.ts";

async function found(state: State, id: string | undefined) {
  const personId = z.uuid().safeParse(id);
  if (!personId.success) throw new HttpError(404);
  const which = { studioId: callerOf(state).studioId, personId: personId.data };
  const consents = await consentsOf(state.app.db, which);
  // somebody of whom nobody ever said anything has a page too, others' people have none
  if (consents.lines.length === 0 && !await personById(state.app.db, which)) throw new HttpError(404);
  return { personId: personId.data as PersonId, consents };
}

export const handler = define.handlers({
  async GET(ctx) {
    const { personId, consents } = await found(ctx.state, ctx.params.personId);
    if (ctx.url.searchParams.get("format") !== "json") return page({ personId, consents });
    return new Response(JSON.stringify({ personId, now: consents.now, history: consents.lines }, null, 2), {
      headers: {
        "Content-Type": "application/json; charset=utf-8",
        "Content-Disposition": `attachment; filename="consents-${personId.slice(0, 8)}.json"`,
      },
    });
  },

  async POST(ctx) {
    const { state } = ctx;
    const { personId, consents } = await found(state, ctx.params.personId);
    const caller = callerOf(state);
    authorise(caller, "marketing.change");
    const asked = Purpose.safeParse((await readForm(ctx.req)).purpose);
    const at = await withdrawConsent(state.app.commands, caller, {
      personId,
      browsers: consents.browsers,
      purposes: asked.success ? [asked.data] : Purpose.options,
      via: "dashboard",
    });
    await state.app.caughtUp(at, 2_000, ["consents"]);
    return ctx.redirect(ctx.url.pathname, 303);
  },
});

/** What one person has allowed the studio, and how it came to that. */
export default define.page<typeof handler>(function PersonConsentsPage({ data, state, url }) {
  const t = translator(state.locale);
  return (
    <div class="stack loose narrow-form">
      <Head>
        <title>{t("consent.own.title")}</title>
      </Head>
      <h1>{t("consent.person.title")}</h1>
      <Consents
        consents={data.consents}
        action={url.pathname}
        exported={`${url.pathname}?format=json`}
        zone={state.studio?.timeZone ?? "UTC"}
        locale={state.locale}
      />
    </div>
  );
});
