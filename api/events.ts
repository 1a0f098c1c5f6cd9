import { authorise, reachOf } from "../commands/authorise.ts";
import { cancelEvent } from "../commands/cancel_event.ts";
import { createEvent } from "../commands/create_event.ts";
import { eventIn } from "../commands/streams.ts";
import { updateEvent } from "../commands/update_event.ts";
import { EventId, type UserId } from "../domain/ids.ts";
import type { Existing } from "../domain/virtual_event/state.ts";
import { translator } from "../i18n/translate.ts";
import { type EventCard, type Lifecycle, lifecycleAt, listEvents } from "../projections/queries.ts";
import { Problem } from "../web/problem.ts";
import { linkToNext, readCursor } from "./cursor.ts";
import { PATIENCE, refuseChanged, saying, shown } from "./event_shown.ts";
import { dateFields, newEventOf, updateOf } from "./event_input.ts";
import { type Call, operation } from "./operation.ts";
import { ChangeEventBody, CreateEventBody, EventAnswer, EventList, ListEventsQuery } from "./schemas.ts";

export const createEventCall = operation({
  method: "POST",
  path: "/events",
  needs: "event.create",
  summary: "Create an event",
  description: "Creates a draft. The caller is its trainer.",
  idempotent: true,
  versioned: true,
  body: CreateEventBody,
  success: { status: 201, schema: EventAnswer, description: "The new event" },
  problems: { 400: "A field is missing or cannot be used", 409: "The slug is taken", 403: "Not for this role or key" },
  fields: dateFields,
  async handle({ app, caller, studio, body, language }) {
    const input = newEventOf(body, studio, saying(language));
    const { eventId, position } = await createEvent(app.commands, caller, input);
    await app.caughtUp(position, PATIENCE);
    return { status: 201, body: await shown({ app, caller, studio }, eventId) };
  },
});

export const listEventsCall = operation({
  method: "GET",
  path: "/events",
  needs: "event.read",
  summary: "List events",
  description:
    "Upcoming: published or live. Past: completed or cancelled. Drafts: draft or scheduled. Newest dates first, " +
    "upcoming ones soonest first. An associate gets their own.",
  query: ListEventsQuery,
  success: { status: 200, schema: EventList, description: "One page of events", paged: true },
  problems: { 400: "A parameter cannot be used" },
  async handle({ app, caller, query, language, url }) {
    const { page, limit, status, trainerId, cursor, lifecycle, sort, ...filter } = query;
    const after = cursor === undefined ? undefined : readCursor(cursor, saying(language)("format"));
    const own = reachOf(caller, "event.read") === "own" ? caller.userId : undefined;
    const { rows, total } = await listEvents(app.db, {
      studioId: caller.studioId,
      trainerId: own ?? trainerId as UserId | undefined,
      ...filter,
      state: lifecycle,
      sort,
      group: status,
      now: app.commands.now(),
      page,
      limit,
      after: after && { startsAt: after.at, id: after.id },
    });
    const last = rows.length === limit ? rows.at(-1) : undefined;
    const next = last && sort === "start" && page * limit < total ? { at: last.firstStartsAt, id: last.id } : undefined;
    const body = { data: rows.map(summaryOf), pagination: { total, page, limit } } satisfies EventList;
    return { status: 200, body, headers: linkToNext({ app, url }, next) };
  },
});

export const getEventCall = operation({
  method: "GET",
  path: "/events/{id}",
  needs: "event.read",
  summary: "Get an event",
  versioned: true,
  success: { status: 200, schema: EventAnswer, description: "The event" },
  problems: { 403: "Another trainer's event", 404: "No such event in this studio" },
  async handle(call) {
    const eventId = EventId.parse(call.params.id);
    const event = await eventIn(call.app.commands, call.caller.studioId, eventId);
    authorise(call.caller, "event.read", event.trainerId);
    return { status: 200, body: await shown(call, eventId) };
  },
});

export const changeEventCall = operation({
  method: "PUT",
  path: "/events/{id}",
  needs: "event.change",
  summary: "Change, publish or cancel an event",
  description:
    "What is left out stays. `status: published` publishes after the changes, `status: cancelled` cancels. " +
    "All changes hold together, or none.",
  versioned: true,
  body: ChangeEventBody,
  success: { status: 200, schema: EventAnswer, description: "The event as it is now" },
  problems: {
    400: "A field cannot be used",
    403: "Another trainer's event, or not for this role or key",
    404: "No such event in this studio",
    409: "A rule forbids it: `code` says which (not_ready_to_publish, capacity_below_taken, event_cancelled, …)",
  },
  fields: dateFields,
  async handle({ app, caller, studio, params, ifMatch, body, language }) {
    const eventId = EventId.parse(params.id);
    const event = await eventIn(app.commands, caller.studioId, eventId);
    refuseChanged({ ifMatch }, event);
    refuseBackwards(body.status, currentOf(event, app.commands.now()), language);
    const { position } = body.status === "cancelled"
      ? await cancelEvent(app.commands, caller, eventId, body.reason ?? "")
      : await updateEvent(
        app.commands,
        caller,
        eventId,
        { ...updateOf(body, event, studio, app.commands.now(), saying(language)), ifVersion: ifMatch },
      );
    await app.caughtUp(position, PATIENCE);
    return { status: 200, body: await shown({ app, caller, studio }, eventId) };
  },
});

const listed = {
  draft: "draft",
  scheduled: "draft",
  published: "upcoming",
  live: "live",
  completed: "past",
  cancelled: "cancelled",
} as const;

function summaryOf(card: EventCard): EventList["data"][number] {
  const { id, title, type, lifecycle, access, timeZone, trainerId, capacity, counts } = card;
  return {
    id,
    title,
    type,
    status: listed[lifecycle],
    lifecycle,
    access,
    startTime_utc: card.startsAt,
    timeZone,
    trainerId,
    capacity,
    registrations_count: counts.confirmed,
    waitlist_count: counts.waitlisted,
  };
}

function currentOf({ lifecycle, publishAt, dates }: Existing, now: string): Lifecycle {
  return publishAt === null ? lifecycleAt(lifecycle, dates, now) : "scheduled";
}

/** Sending back the state that an answer showed is no change; any other but publishing and cancelling cannot be asked for. */
function refuseBackwards(
  status: ChangeEventBody["status"],
  current: Lifecycle,
  language: Call["language"],
): void {
  if (status === undefined || status === "published" || status === "cancelled" || status === current) return;
  if (status === listed[current]) return;
  throw new Problem("invalid_input", {}, [{ field: "status", message: translator(language)("validation.choice") }]);
}
