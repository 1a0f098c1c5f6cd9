import { authorise, may } from "../commands/authorise.ts";
import { eventIn } from "../commands/streams.ts";
import { EventId } from "../domain/ids.ts";
import { type EventAnalytics, eventAnalytics } from "../projections/queries.ts";
import type { Existing } from "../domain/virtual_event/state.ts";
import { operation } from "./operation.ts";
import { AnalyticsAnswer } from "./schemas.ts";

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
