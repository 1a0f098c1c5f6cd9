import { recordExport } from "../commands/record_look.ts";
import { authorise } from "../commands/authorise.ts";
import { eventIn } from "../commands/streams.ts";
import { EventId } from "../domain/ids.ts";
import { formOf } from "../domain/virtual_event/plan_design.ts";
import { moment } from "../i18n/formats.ts";
import { translator } from "../i18n/translate.ts";
import { walkRegistrations } from "../projections/queries.ts";
import { download, formats, mediaTypeOf } from "../web/exports/download.ts";
import { deskSheet } from "../web/pages/desk_export.ts";
import { Problem } from "../web/problem.ts";
import { operation } from "./operation.ts";
import { RegistrationFilter } from "./schemas_desk.ts";

export const exportCall = operation({
  method: "GET",
  path: "/events/{id}/registrations/export/{format}",
  needs: "registration.export",
  summary: "Take the registrations along",
  description:
    "Everybody who fits the parameters, as a file in the caller's language: CSV and workbook with everything, " +
    "PDF as a list to sign. What would run as a formula is made harmless.",
  query: RegistrationFilter,
  success: { status: 200, files: formats.map(mediaTypeOf), description: "The file, written while it is sent" },
  problems: {
    400: "A parameter cannot be used",
    403: "Another trainer's event, or not for this role or key",
    404: "No such event in this studio, or no such format",
  },
  async handle({ app, caller, params, query, language }) {
    const eventId = EventId.parse(params.id);
    const format = formats.find((known) => known === params.format);
    if (!format) throw new Problem("not_found");
    const event = await eventIn(app.commands, caller.studioId, eventId);
    authorise(caller, "registration.export", event.trainerId);
    const { search, company, answer, question, ...plain } = query;
    // what was searched for may name people
    const told = Object.entries(plain).filter(([, value]) => value !== undefined) as [string, string][];
    const filter = new URLSearchParams([["event", eventId], ...told]).toString();
    await recordExport(app.commands, caller, { what: "registrations", filter, format });
    const t = translator(language);
    const sheet = deskSheet({
      title: event.details.title,
      subtitle: `${t("people.title")} · ${moment(app.commands.now(), event.timeZone, language)}`,
      zone: event.timeZone,
      language,
      questions: formOf(event).questions,
      registrations: walkRegistrations(app.db, {
        eventId,
        ...plain,
        search,
        company,
        answer: question !== undefined && answer !== undefined ? { question, is: answer } : undefined,
      }),
    }, format);
    return download(sheet, format, `${t("people.title")} ${event.details.slug}`);
  },
});
