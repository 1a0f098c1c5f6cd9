import { z } from "zod";
import { authorise } from "../commands/authorise.ts";
import { cancelRegistration } from "../commands/cancel_registration.ts";
import {
  approveRegistration,
  changeRegistrationDetails,
  confirmRegistration,
  declineRegistration,
  markAttendance,
  moveToWaitlist,
  noteRegistration,
  tagRegistration,
  type Which,
} from "../commands/registration_standing.ts";
import { sendByHand } from "../commands/message_by_hand.ts";
import { resendConfirmation } from "../commands/resend_confirmation.ts";
import { eventIn } from "../commands/streams.ts";
import { offerTransfer } from "../commands/transfer_registration.ts";
import { Rejected } from "../domain/decider.ts";
import { DateId, EventId, RegistrationId } from "../domain/ids.ts";
import { existing } from "../domain/virtual_event/state.ts";
import { listRegistrations, notesOf, registrationById, type RegistrationView } from "../projections/queries.ts";
import { Email, PersonName } from "../web/person_fields.ts";
import { linkToNext, readCursor } from "./cursor.ts";
import { PATIENCE, saying } from "./event_shown.ts";
import { type Call, type Operation, operation } from "./operation.ts";
import {
  DetailsBody,
  ListRegistrationsQuery,
  NoteList,
  RegistrationDetails,
  RegistrationList,
  StandingAnswer,
  TransferAnswer,
} from "./schemas_desk.ts";
import { LanguageInput } from "./schemas.ts";
import type { Position } from "../event_store/port.ts";

const all = "/events/{id}/registrations";
const one = `${all}/{registrationId}`;
const missing = "No such event or registration in this studio";
const forbidden = "Another trainer's event, or not for this role or key";
const refused: Readonly<Record<number, string>> = { 403: forbidden, 404: missing };

export const listRegistrationsCall = operation({
  method: "GET",
  path: all,
  needs: "registration.read",
  summary: "List the registrations of an event",
  description: "Newest first. `Link` leads to what comes after, whoever comes or goes meanwhile.",
  query: ListRegistrationsQuery,
  success: { status: 200, schema: RegistrationList, description: "One page of registrations", paged: true },
  problems: { 400: "A parameter cannot be used", 403: forbidden, 404: missing },
  async handle({ app, caller, params, query, language, url }) {
    const eventId = EventId.parse(params.id);
    const event = await eventIn(app.commands, caller.studioId, eventId);
    authorise(caller, "registration.read", event.trainerId);
    const { cursor, page, limit, question, answer, ...filter } = query;
    const after = cursor === undefined ? undefined : readCursor(cursor, saying(language)("format"));
    const { rows, total } = await listRegistrations(app.db, {
      eventId,
      ...filter,
      ...(question !== undefined && answer !== undefined ? { answer: { question, is: answer } } : {}),
      page,
      limit,
      after: after && { id: after.id },
    });
    const last = rows.length === limit && query.sort === "registered" ? rows.at(-1) : undefined;
    const next = last && page * limit < total ? { at: last.registeredAt, id: last.id } : undefined;
    const body = { data: rows.map(detailsOf), pagination: { total, page, limit } };
    return { status: 200, body, headers: linkToNext({ app, url }, next) };
  },
});

export const getRegistrationCall = operation({
  method: "GET",
  path: one,
  needs: "registration.read",
  summary: "Get a registration",
  success: { status: 200, schema: RegistrationDetails, description: "The registration" },
  problems: { 403: forbidden, 404: missing },
  async handle({ app, caller, params }) {
    const eventId = EventId.parse(params.id);
    const event = await eventIn(app.commands, caller.studioId, eventId);
    authorise(caller, "registration.read", event.trainerId);
    const registration = await registrationById(app.db, params.registrationId!);
    if (registration?.eventId !== eventId) throw new Rejected("registration_not_found");
    return { status: 200, body: detailsOf(registration) };
  },
});

export const listNotesCall = operation({
  method: "GET",
  path: `${one}/notes`,
  needs: "registration.read",
  summary: "Read what members noted about a registration",
  success: { status: 200, schema: NoteList, description: "The notes, oldest first" },
  problems: { 403: forbidden, 404: missing },
  async handle({ app, caller, params }) {
    const eventId = EventId.parse(params.id);
    const { trainerId, seats } = existing(await eventIn(app.commands, caller.studioId, eventId));
    authorise(caller, "registration.read", trainerId);
    const registrationId = RegistrationId.parse(params.registrationId);
    if (!seats.registrations.has(registrationId)) throw new Rejected("registration_not_found");
    return { status: 200, body: { data: await notesOf(app.db, registrationId) } };
  },
});

interface Step<B extends z.ZodType> {
  path: string;
  method?: "POST" | "PATCH" | "PUT";
  needs?: "registration.change" | "registration.cancel";
  summary: string;
  description?: string;
  body: B;
  /** Left out where no rule forbids it. */
  refusals?: string;
  perform(call: Call<unknown, z.output<B>>, which: Which): Promise<{ position: Position } | void>;
}

/** Something that happens to one registration; the answer says how it stands then. */
function step<B extends z.ZodType>(
  { path, method = "POST", needs = "registration.change", refusals, perform, ...rest }: Step<B>,
): Operation {
  return operation({
    ...rest,
    needs,
    method,
    path: path === "" ? one : `${one}/${path}`,
    idempotent: method === "POST",
    success: { status: 200, schema: StandingAnswer, description: "How the registration stands now" },
    problems: refusals ? { ...refused, 409: refusals } : refused,
    async handle(call) {
      const { app, caller, params } = call;
      const eventId = EventId.parse(params.id);
      const registrationId = RegistrationId.parse(params.registrationId);
      const done = await perform(call as Call<unknown, z.output<B>>, { eventId, registrationId });
      const { seats } = existing(await eventIn(app.commands, caller.studioId, eventId));
      if (done) await app.caughtUp(done.position, PATIENCE);
      const status = seats.registrations.get(registrationId)!.status;
      return { status: 200, body: { id: registrationId, eventId, status } satisfies StandingAnswer };
    },
  });
}

const byHand = "registration_not_waiting without a confirmed seat, event_over, event_cancelled";
const Empty = z.object({});

export const deskCalls: readonly Operation[] = [
  step({
    path: "approve",
    summary: "Let somebody in who waits for approval",
    description: "When the event is full they join the waitlist.",
    body: Empty,
    refusals: "registration_not_pending, event_over, event_cancelled",
    perform: ({ app, caller }, which) => approveRegistration(app.commands, caller, which),
  }),
  step({
    path: "decline",
    summary: "Say no to somebody who waits for approval",
    body: z.object({ reason: z.string().trim().max(500).default("") }),
    refusals: "registration_not_pending",
    perform: ({ app, caller, body }, which) => declineRegistration(app.commands, caller, which, body.reason),
  }),
  step({
    path: "confirm",
    summary: "Give somebody a free seat out of turn",
    body: Empty,
    refusals: "event_full, registration_cancelled, event_over",
    perform: ({ app, caller }, which) => confirmRegistration(app.commands, caller, which),
  }),
  step({
    path: "waitlist",
    summary: "Put somebody at the end of the waitlist",
    description: "Their seat goes to the next in line.",
    body: Empty,
    refusals: "registration_not_waiting, event_over",
    perform: ({ app, caller }, which) => moveToWaitlist(app.commands, caller, which),
  }),
  step({
    path: "cancel",
    needs: "registration.cancel",
    summary: "Cancel a registration",
    description: "The seat goes to the next in line.",
    body: Empty,
    refusals: "event_over, event_cancelled, registration_declined",
    perform: ({ app, caller }, which) => cancelRegistration(app.commands, caller, which),
  }),
  step({
    path: "attendance",
    summary: "Note whether somebody came",
    body: z.object({ attendance: z.enum(["unknown", "attended", "no_show"]), dateId: DateId.nullable().default(null) }),
    refusals: "attendance_too_early, registration_not_waiting without a confirmed seat",
    perform: ({ app, caller, body }, which) => markAttendance(app.commands, caller, which, body),
  }),
  step({
    path: "resend",
    summary: "Send somebody their confirmation again",
    description: "With the link, the dates and the calendar entry; at most once an hour.",
    body: Empty,
    refusals: "registration_cancelled for whoever has no place any more",
    perform: ({ app, caller }, which) => resendConfirmation(app.commands, caller, which),
  }),
  step({
    path: "reminder",
    summary: "Remind somebody of the next date now",
    description: "By mail, whatever reminders are planned.",
    body: Empty,
    refusals: byHand,
    perform: ({ app, caller }, which) => sendByHand(app.commands, caller, which, "reminder"),
  }),
  step({
    path: "join-details",
    summary: "Tell somebody again how to join",
    description: "Link, date and, where it is held elsewhere, address and password.",
    body: Empty,
    refusals: byHand,
    perform: ({ app, caller }, which) => sendByHand(app.commands, caller, which, "join_details"),
  }),
  step({
    path: "notes",
    summary: "Keep a note that only members read",
    body: z.object({ text: z.string().trim().min(1).max(2_000) }),
    perform: ({ app, caller, body }, which) => noteRegistration(app.commands, caller, which, body.text),
  }),
  step({
    path: "tags",
    method: "PUT",
    summary: "Give a registration these tags and no others",
    body: z.object({ tags: z.array(z.string().trim().min(1).max(50)).max(20) }),
    perform: ({ app, caller, body }, which) => tagRegistration(app.commands, caller, which, body.tags),
  }),
  step({
    path: "",
    method: "PATCH",
    summary: "Change what somebody told of themselves",
    description: "What is left out stays; an empty text takes it back. The address never changes: hand the place over.",
    body: DetailsBody,
    refusals: "registration_cancelled",
    perform: ({ app, caller, body: { answers, ...changes } }, which) =>
      changeRegistrationDetails(app.commands, caller, which, { changes, answers }),
  }),
];

export const transferCall = operation({
  method: "POST",
  path: `${one}/transfer`,
  needs: "registration.change",
  summary: "Invite somebody to take over a place",
  description: "They get a link by mail. Until they accept, within three days, the place stays as it is.",
  idempotent: true,
  body: z.object({ email: Email, firstName: PersonName, lastName: PersonName, language: LanguageInput.optional() }),
  success: { status: 201, schema: TransferAnswer, description: "The invitation" },
  problems: {
    400: "A field cannot be used",
    403: forbidden,
    404: missing,
    409: "transfer_to_same_person, registration_not_waiting without a confirmed seat, event_over",
  },
  async handle({ app, caller, params, body, language }) {
    const which = { eventId: EventId.parse(params.id), registrationId: RegistrationId.parse(params.registrationId) };
    const input = { ...body, language: body.language ?? language };
    const { toRegistrationId, expiresAt, position } = await offerTransfer(app.commands, caller, which, input);
    await app.caughtUp(position, PATIENCE);
    return {
      status: 201,
      body: { id: toRegistrationId, from: which.registrationId, expiresAt } satisfies TransferAnswer,
    };
  },
});

function detailsOf(registration: RegistrationView): RegistrationDetails {
  const { studioId: _, waitlistRank, consents, linkGeneration: __, position: jobTitle, ...rest } = registration;
  return { ...rest, jobTitle, position: waitlistRank, marketingConsent: consents.marketing };
}
