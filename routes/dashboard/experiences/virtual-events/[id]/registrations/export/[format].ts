import { HttpError } from "fresh";
import { recordExport } from "../../../../../../../commands/record_look.ts";
import { moment } from "../../../../../../../i18n/formats.ts";
import { translator } from "../../../../../../../i18n/translate.ts";
import { walkRegistrations } from "../../../../../../../projections/queries.ts";
import { callerOf } from "../../../../../../../web/caller.ts";
import { download, formats } from "../../../../../../../web/exports/download.ts";
import { deskFilter, queryOf } from "../../../../../../../web/pages/desk.ts";
import { deskSheet } from "../../../../../../../web/pages/desk_export.ts";
import { eventOf } from "../../../../../../../web/pages/trainer.ts";
import { define } from "../../../../../../../web/state.ts";

/** Everybody who fits the filter in the address, as a file in the reader's language. That it left is a fact. */
export const handler = define.handlers({
  async GET(ctx) {
    const { app, locale } = ctx.state;
    const view = await eventOf(ctx, "registration.export");
    const format = formats.find((known) => known === ctx.params.format);
    if (!format) throw new HttpError(404);
    const filter = deskFilter(ctx.url.searchParams);
    const { q: _, company: __, answer: ___, ...plain } = filter; // what was searched for may name people
    await recordExport(app.commands, callerOf(ctx.state), {
      what: "registrations",
      filter: new URLSearchParams({ event: view.id, ...plain }).toString(),
      format,
    });
    const t = translator(locale);
    const sheet = deskSheet({
      title: view.title,
      subtitle: `${t("people.title")} · ${moment(app.commands.now(), view.timeZone, locale)}`,
      zone: view.timeZone,
      language: locale,
      questions: view.form.questions,
      registrations: walkRegistrations(app.db, queryOf(view.id, view.timeZone, filter)),
    }, format);
    return download(sheet, format, `${t("people.title")} ${view.slug}`);
  },
});
