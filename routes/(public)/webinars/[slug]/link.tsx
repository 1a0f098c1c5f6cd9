import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { requestLink } from "../../../../commands/request_link.ts";
import { Button } from "../../../../components/Button.tsx";
import { TextField } from "../../../../components/inputs.tsx";
import { Notice } from "../../../../components/Notice.tsx";
import type { EventId, StudioId } from "../../../../domain/ids.ts";
import { translator } from "../../../../i18n/translate.ts";
import type { EventView } from "../../../../projections/queries.ts";
import { visitorOf } from "../../../../web/caller.ts";
import { emptyForm, send } from "../../../../web/form.ts";
import { studioPath } from "../../../../web/links.ts";
import { eventAt } from "../../../../web/pages/event_page.ts";
import { takeTurn } from "../../../../web/pages/turns.ts";
import { Email } from "../../../../web/person_fields.ts";
import { define } from "../../../../web/state.ts";

const Lost = z.object({ email: z.string().default("").pipe(Email) });

/** For those who have lost the link to their registration: it comes by mail, and nobody learns whether there is one. */
export const handler = define.handlers({
  async GET(ctx) {
    const found = await eventAt(ctx);
    if ("moved" in found) return ctx.redirect(`${found.moved}`, 303);
    return page({ form: emptyForm(), ...about(found.view) });
  },
  async POST(ctx) {
    const found = await eventAt(ctx);
    if ("moved" in found) return ctx.redirect(found.moved, 303);
    const { view } = found;
    const { app, locale } = ctx.state;
    const sent = await send(ctx.req, locale, Lost, async ({ email }) => {
      takeTurn(app, `link ${ctx.state.clientAddress}`);
      const caller = visitorOf(ctx.state, view.studioId as StudioId);
      await requestLink(app.commands, caller, { eventId: view.id as EventId, email });
    });
    if (sent.ok) return ctx.redirect("/link-sent", 303);
    return page({ form: sent.form, ...about(view) }, { status: sent.status });
  },
});

function about({ title, language, studio, studioId, page: { accentColour } }: EventView) {
  const brand = { name: studio.name, href: studioPath(studio.address), studioId, colour: accentColour };
  return { brand, title, language };
}

export default define.page<typeof handler>(function LostLinkPage({ data: { form, title, language }, state, url }) {
  const t = translator(state.locale);
  return (
    <div class="narrow stack">
      <Head>
        <title>{t("registration.link.lost")}</title>
        <meta name="robots" content="noindex" />
      </Head>
      <h1>{t("registration.link.lost")}</h1>
      <p class="lead" lang={language}>{title}</p>
      {form.problem ? <Notice tone="negative" alert>{form.problem}</Notice> : null}
      <form method="post" action={url.pathname} class="stack" novalidate>
        <TextField
          name="email"
          type="email"
          label={t("registration.email")}
          hint={t("registration.link.hint")}
          value={form.values.email}
          error={form.errors.email}
          autocomplete="email"
          focus
          required
        />
        <Button kind="primary" wide>{t("registration.link.send")}</Button>
      </form>
    </div>
  );
});
