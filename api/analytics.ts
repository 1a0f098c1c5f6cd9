import { z } from "zod";
import { authorise, may } from "../commands/authorise.ts";
import { eventIn } from "../commands/streams.ts";
import { Rejected } from "../domain/decider.ts";
import { EventId } from "../domain/ids.ts";
import { translator } from "../i18n/translate.ts";
import { type EventAnalytics, eventAnalytics, eventById } from "../projections/queries.ts";
import { explainFigure, FACTS_LISTED, type FigureShown } from "../web/pages/analytics/explained.ts";
import { figureKeys } from "../web/pages/analytics/figures.ts";
import { Problem } from "../web/problem.ts";
import type { Existing } from "../domain/virtual_event/state.ts";
import { operation } from "./operation.ts";
import { AnalyticsAnswer, InstantOutput, Pagination } from "./schemas.ts";

export const analyticsCall = operation({
  method: "GET",
  path: "/events/{id}/analytics",
  needs: "event.analytics",
  summary: "Figures of an event",
  description: "At any time, as of `asOf`. A figure that nothing measures yet is null.",
  success: { status: 200, schema: AnalyticsAnswer, description: "The figures" },
  problems: { 403: "Another trainer's event, or not for this role or key", 404: "No such event in this studio" },
  async handle({ app, caller, params }) {
    const event = await eventIn(app.commands, caller.studioId, EventId.parse(params.id));
    authorise(caller, "event.analytics", event.trainerId);
    const now = app.commands.now();
    const figures = await eventAnalytics(app.db, event.eventId);
    const told = figures ?? nothingYet(event);
    const revenue = may(caller, "event.revenue", event.trainerId) ? told.revenue : null;
    const answer: AnalyticsAnswer = { ...told, revenue, asOf: now };
    return { status: 200, body: answer };
  },
});

const Figure = z.object({
  figure: z.enum(figureKeys),
  value: z.number().nullable().meta({ description: "null: nothing measures it yet, or there is no limit" }),
});

const ExplainedFigure = Figure.extend({
  means: z.string().meta({ description: "What it counts, in the caller's language" }),
  parts: z.array(Figure).meta({ description: "Those it is made of" }),
  whole: Figure.nullable().meta({ description: "Of a rate: what `parts` are a part of" }),
  recounted: z.object({ value: z.int(), agrees: z.boolean() }).nullable()
    .meta({ description: "Counted once more from the event's own facts, where they tell" }),
  facts: z.array(
    z.object({
      id: z.uuid(),
      type: z.string(),
      at: InstantOutput,
      text: z.string().meta({ description: "In words, in the caller's language; nobody is named" }),
    }).meta({ id: "CountedFact" }),
  ).meta({ description: "Domain events that were counted, the latest first" }),
  pagination: Pagination,
}).meta({ id: "ExplainedFigure" });

export const figureCall = operation({
  method: "GET",
  path: "/events/{id}/analytics/{figure}",
  needs: "event.analytics",
  summary: "See what a figure was counted from",
  query: z.object({ page: z.coerce.number().int().min(1).max(100_000).default(1) }),
  success: { status: 200, schema: ExplainedFigure, description: "The figure, its parts, and the facts behind it" },
  problems: { 403: "Another trainer's event, or not for this role or key", 404: "No such event or figure" },
  async handle({ app, caller, params, query: { page }, language }) {
    const key = figureKeys.find((one) => one === params.figure);
    if (!key) throw new Problem("not_found");
    const event = await eventIn(app.commands, caller.studioId, EventId.parse(params.id));
    authorise(caller, "event.analytics", event.trainerId);
    if (key === "revenue") authorise(caller, "event.revenue", event.trainerId);
    const { studioId } = caller;
    const view = await eventById(app.db, { eventId: event.eventId, studioId, now: app.commands.now() });
    if (!view) throw new Rejected("event_not_found"); // the read models have not seen it yet
    const told = await explainFigure(app, { key, view, studioId, page, locale: language });
    return {
      status: 200,
      body: {
        ...plain(told),
        means: translator(language)(`figures.${key}.is`),
        parts: told.parts.map(plain),
        whole: told.whole && plain(told.whole),
        recounted: told.recounted && { value: told.recounted.amount, agrees: told.recounted.agrees },
        facts: told.facts.map(({ id, type, time, words }) => ({ id, type, at: time, text: words })),
        pagination: { total: told.total, page, limit: FACTS_LISTED },
      },
    };
  },
});

function plain({ key, amount }: FigureShown): z.output<typeof Figure> {
  return { figure: key, value: amount };
}

/** An event that the read models have not seen yet has nobody in it that they would count. */
function nothingYet({ eventId, details }: Existing): EventAnalytics {
  return {
    eventId,
    totalRegistrations: 0,
    waitlisted: 0,
    pending: 0,
    cancelled: 0,
    liveAttendees: null,
    attendanceRate: null,
    newLeads: 0,
    recordingViews: null,
    uniqueVisitors: null,
    formsOpened: null,
    conversionRate: null,
    engagement: null,
    revenue: details.access === "free" ? 0 : null,
  };
}
