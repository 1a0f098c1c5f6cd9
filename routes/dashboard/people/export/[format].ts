import { HttpError } from "fresh";
import { recordExport } from "../../../../commands/record_look.ts";
import { moment } from "../../../../i18n/formats.ts";
import { translator } from "../../../../i18n/translate.ts";
import { walkPeople } from "../../../../projections/queries.ts";
import { callerOf } from "../../../../web/caller.ts";
import { download } from "../../../../web/exports/download.ts";
import { leadSheet } from "../../../../web/pages/lead_export.ts";
import { peopleFilter, peopleQuery, segmentFilter } from "../../../../web/pages/leads.ts";
import { workplaceOf } from "../../../../web/pages/trainer.ts";
import { define } from "../../../../web/state.ts";

/** Everybody who fits the filter in the address, as a file in the reader's language. That it left is a fact. */
export const handler = define.handlers({
  async GET(ctx) {
    const { app, locale } = ctx.state;
    const format = (["csv", "xlsx"] as const).find((known) => known === ctx.params.format);
    if (!format) throw new HttpError(404);
    const { id: studioId, timeZone } = workplaceOf(ctx.state);
    const now = app.commands.now();
    const filter = peopleFilter(ctx.url.searchParams);
    await recordExport(app.commands, callerOf(ctx.state), {
      what: "people",
      filter: JSON.stringify(segmentFilter(filter)), // without what was searched for, which may name people
      format,
    });
    const t = translator(locale);
    const sheet = leadSheet({
      title: t("leads.title"),
      subtitle: moment(now, timeZone, locale),
      zone: timeZone,
      language: locale,
      people: walkPeople(app.db, peopleQuery(studioId, filter, now)),
    });
    return download(sheet, format, t("leads.title"));
  },
});
