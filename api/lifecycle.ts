import { z } from "zod";
import { authorise } from "../commands/authorise.ts";
import { cancelEvent } from "../commands/cancel_event.ts";
import { duplicateEvent } from "../commands/duplicate_event.ts";
import { deleteEvent, schedulePublication, unpublishEvent, unschedulePublication } from "../commands/publication.ts";
import { publishEvent } from "../commands/publish_event.ts";
import { eventIn } from "../commands/streams.ts";
import { updateEvent } from "../commands/update_event.ts";
import { EventId } from "../domain/ids.ts";
import type { Position } from "../event_store/port.ts";
import { speakerContacts } from "../projections/queries.ts";
import type { Permission } from "../commands/authorise.ts";
import { dateFields, updateOf } from "./event_input.ts";
import { PATIENCE, refuseChanged, saying, shown } from "./event_shown.ts";
import { type Call, type Operation, operation } from "./operation.ts";
import { EventAnswer, InstantInput, RescheduleBody } from "./schemas.ts";

const Empty = z.object({});
const about = "/events/{id}";

interface Step<B extends z.ZodType> {
  path: string;
  needs: Permission;
  summary: string;
  description?: string;
  body: B;
  refusals: string;
  perform(call: Call<unknown, z.output<B>>, eventId: EventId): Promise<{ position: Position }>;
}

/** A step in an event's life: a POST that answers with the event as it is then. */
export function step<B extends z.ZodType>({ path, refusals, perform, ...rest }: Step<B>): Operation {
  return operation({
    ...rest,
    method: "POST",
    path: `${about}/${path}`,
    idempotent: true,
    versioned: true,
    success: { status: 200, schema: EventAnswer, description: "The event as it is now" },
    problems: {
      400: "A field cannot be used",
      403: "Another trainer's event, or not for this role or key",
      404: "No such event in this studio",
      409: refusals,
    },
    fields: dateFields as never,
    async handle(call) {
      const eventId = EventId.parse(call.params.id);
      refuseChanged(call, await eventIn(call.app.commands, call.caller.studioId, eventId));
      const { position } = await perform(call as Call<unknown, z.output<B>>, eventId);
      await call.app.caughtUp(position, PATIENCE);
      return { status: 200, body: await shown(call, eventId) };
    },
  });
}

export const publishCall = step({
  path: "publish",
  needs: "event.publish",
  summary: "Publish an event",
  body: Empty,
  refusals: "not_ready_to_publish with what is `missing`, payments_not_connected, event_cancelled",
  perform: ({ app, caller }, eventId) => publishEvent(app.commands, caller, eventId),
});

export const unpublishCall = step({
  path: "unpublish",
  needs: "event.publish",
  summary: "Make an event a draft again",
  description: "Only while nobody is registered.",
  body: Empty,
  refusals: "event_has_registrations, event_cancelled",
  perform: ({ app, caller }, eventId) => unpublishEvent(app.commands, caller, eventId),
});

export const scheduleCall = step({
  path: "schedule",
  needs: "event.publish",
  summary: "Publish an event at a moment",
  description: "What counts is whether the event is ready then; a refusal stands in `publicationRefused`.",
  body: z.object({ publishAt: InstantInput }),
  refusals: "event_already_published, event_cancelled",
  perform: ({ app, caller, body }, eventId) => schedulePublication(app.commands, caller, eventId, body.publishAt),
});

export const unscheduleCall = step({
  path: "unschedule",
  needs: "event.publish",
  summary: "Do not publish an event by itself",
  body: Empty,
  refusals: "event_cancelled",
  perform: ({ app, caller }, eventId) => unschedulePublication(app.commands, caller, eventId),
});

export const rescheduleCall = step({
  path: "reschedule",
  needs: "event.change",
  summary: "Move an event's dates",
  description: "Whoever has a place, or waits for one, is told, and their calendars move.",
  body: RescheduleBody,
  refusals: "date_already_held, event_over, event_cancelled",
  async perform({ app, caller, studio, body, language }, eventId) {
    const event = await eventIn(app.commands, caller.studioId, eventId);
    const { dates, timeZone } = updateOf(body, event, studio, app.commands.now(), saying(language));
    return await updateEvent(app.commands, caller, eventId, { dates, timeZone });
  },
});

export const cancelCall = step({
  path: "cancel",
  needs: "event.cancel",
  summary: "Cancel an event",
  description: "Whoever has a place, or waits for one, is told the reason.",
  body: z.object({ reason: z.string().trim().max(500).default("") }),
  refusals: "event_over",
  perform: ({ app, caller, body }, eventId) => cancelEvent(app.commands, caller, eventId, body.reason),
});

export const duplicateCall = operation({
  method: "POST",
  path: `${about}/duplicate`,
  needs: "event.create",
  summary: "Make a draft like an event",
  description: "Every date is later by `shiftDays` on the clock of the event's zone. The caller is its trainer.",
  idempotent: true,
  body: z.object({
    shiftDays: z.int().min(0).max(3_650),
    title: z.string().trim().min(3).max(150).optional(),
  }),
  success: { status: 201, schema: EventAnswer, description: "The new draft" },
  problems: {
    400: "A date would be in the past, or a field cannot be used",
    403: "Another trainer's event, or not for this role or key",
    404: "No such event in this studio",
  },
  fields: { date_in_past: "shiftDays" },
  async handle(call) {
    const { app, caller, body } = call;
    const original = EventId.parse(call.params.id);
    const event = await eventIn(app.commands, caller.studioId, original);
    const named = event.speakers.length > 0 ? await speakerContacts(app.db, original) : [];
    const speakers = named.filter(({ name }) => name !== null)
      .map(({ id: _, email, role, name, ...profile }) => ({ email, role, profile: { ...profile, name: name! } }));
    const { eventId, position } = await duplicateEvent(app.commands, caller, original, { ...body, speakers });
    await app.caughtUp(position, PATIENCE);
    return { status: 201, body: await shown(call, eventId) };
  },
});

export const deleteCall = operation({
  method: "DELETE",
  path: about,
  needs: "event.delete",
  summary: "Delete a draft",
  description: "Its address is free again. What was published is cancelled instead.",
  versioned: true,
  success: { status: 204, description: "It is gone" },
  problems: {
    403: "Another trainer's event, or not for this role or key",
    404: "No such event in this studio",
    409: "event_not_a_draft",
  },
  async handle(call) {
    const { app, caller } = call;
    const eventId = EventId.parse(call.params.id);
    const event = await eventIn(app.commands, caller.studioId, eventId);
    authorise(caller, "event.delete", event.trainerId);
    refuseChanged(call, event);
    const { position } = await deleteEvent(app.commands, caller, eventId);
    await app.caughtUp(position, PATIENCE);
    return { status: 204, body: null };
  },
});
