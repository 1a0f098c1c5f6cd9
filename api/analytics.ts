import { authorise } from "../commands/authorise.ts";
import { eventIn } from "../commands/streams.ts";
import { EventId } from "../domain/ids.ts";
import { eventAnalytics } from "../projections/queries.ts";
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
  async handle({ app, caller, id }) {
    const event = await eventIn(app.commands, caller.studioId, EventId.parse(id));
    authorise(caller, "event.analytics", event.trainerId);
    const { seats, details } = event;
    // Who was new is a question to all events: the read model knows, a moment later.
    const measured = await eventAnalytics(app.db, event.eventId);
    const answer: AnalyticsAnswer = {
      eventId: event.eventId,
      asOf: app.commands.now(),
      totalRegistrations: seats.taken,
      waitlisted: seats.line.size,
      cancelled: seats.registrations.size - seats.taken - seats.line.size,
      liveAttendees: null,
      attendanceRate: null,
      newLeads: measured?.newLeads ?? null,
      recordingViews: null,
      revenue: details.access === "free" ? 0 : null,
    };
    return { status: 200, body: answer };
  },
});
