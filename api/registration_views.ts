import { z } from "zod";
import { authorise } from "../commands/authorise.ts";
import { eventIn } from "../commands/streams.ts";
import { Rejected } from "../domain/decider.ts";
import { EventId } from "../domain/ids.ts";
import { countRegistrations, demographicsOf, registrationById, registrationFacets } from "../projections/queries.ts";
import { speakersOf } from "../web/pages/event_speakers.ts";
import { personTimeline } from "../web/pages/person_timeline.ts";
import { operation } from "./operation.ts";
import { InstantOutput } from "./schemas.ts";
import { SpeakerAnswer } from "./schemas_desk.ts";

const forbidden = "Another trainer's event, or not for this role or key";

const TimelineAnswer = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      at: InstantOutput,
      what: z.enum(["happened", "message", "planned"]),
      name: z.string().meta({ description: "Type of the domain event, or kind of the message" }),
      state: z.string().nullable().meta({ description: "How the message stands; null for what happened" }),
      reason: z.string().nullable().meta({ description: "Why a message was not made or did not arrive" }),
      text: z.string().meta({ description: "All of it in words, in the caller's language" }),
    }).meta({ id: "Moment" }),
  ),
}).meta({ id: "RegistrationTimeline" });

/** What the desk shows of one person beside what they told. */
export const registrationTimelineCall = operation({
  method: "GET",
  path: "/events/{id}/registrations/{registrationId}/timeline",
  needs: "registration.read",
  summary: "See what happened to a registration",
  description: "What happened, every message and how it stands, and those that are planned; the latest first.",
  success: { status: 200, schema: TimelineAnswer, description: "The timeline" },
  problems: { 403: forbidden, 404: "No such event or registration in this studio" },
  async handle({ app, caller, params, language }) {
    const eventId = EventId.parse(params.id);
    const event = await eventIn(app.commands, caller.studioId, eventId);
    authorise(caller, "registration.read", event.trainerId);
    const registration = await registrationById(app.db, params.registrationId!);
    if (registration?.eventId !== eventId) throw new Rejected("registration_not_found");
    const moments = await personTimeline(app, { studioId: caller.studioId, registration, language });
    return { status: 200, body: { data: moments.map(({ tone: _, ...moment }) => moment) } };
  },
});

const count = z.int();
const SummaryAnswer = z.object({
  status: z.object({
    pending: count,
    confirmed: count,
    waitlisted: count,
    offered: count,
    declined: count,
    cancelled: count,
    expired: count,
  }),
  attendance: z.object({ attended: count, no_show: count }),
  sources: z.array(z.string()).meta({ description: "Where they came from, the most frequent first, at most fifty" }),
  demographics: z.array(
    z.object({ field: z.string(), values: z.array(z.object({ value: z.string(), count })) }),
  ).meta({ description: "What people chose from lists, the most frequent first; what nobody chose is left out" }),
}).meta({ id: "RegistrationSummary" });

/** What stands above the list of registrations, and who comes. */
export const registrationSummaryCall = operation({
  method: "GET",
  path: "/events/{id}/registrations/summary",
  needs: "registration.read",
  summary: "Count the registrations of an event",
  description: "By status, attendance and what people chose from lists.",
  success: { status: 200, schema: SummaryAnswer, description: "The counts" },
  problems: { 403: forbidden, 404: "No such event in this studio" },
  async handle({ app, caller, params }) {
    const eventId = EventId.parse(params.id);
    const event = await eventIn(app.commands, caller.studioId, eventId);
    authorise(caller, "registration.read", event.trainerId);
    const [status, { sources, attended, noShow }, demographics] = await Promise.all([
      countRegistrations(app.db, eventId),
      registrationFacets(app.db, eventId),
      demographicsOf(app.db, eventId),
    ]);
    return { status: 200, body: { status, attendance: { attended, no_show: noShow }, sources, demographics } };
  },
});

export const speakersCall = operation({
  method: "GET",
  path: "/events/{id}/speakers",
  needs: "registration.read",
  summary: "See who speaks",
  description: "With their addresses, which are never public. `PUT /events/{id}` takes `speakers` in this shape.",
  success: {
    status: 200,
    schema: z.object({ data: z.array(SpeakerAnswer) }).meta({ id: "SpeakerList" }),
    description: "The speakers, in their order; whoever was erased is left out",
  },
  problems: { 403: forbidden, 404: "No such event in this studio" },
  async handle({ app, caller, params }) {
    const event = await eventIn(app.commands, caller.studioId, EventId.parse(params.id));
    authorise(caller, "registration.read", event.trainerId);
    const data = (await speakersOf(app, event)).map(({ speakerId: id, email, role, profile }) => ({
      id,
      email,
      role,
      ...profile,
    }));
    return { status: 200, body: { data } };
  },
});
