import { z } from "zod";
import { authorise } from "../commands/authorise.ts";
import { eventIn } from "../commands/streams.ts";
import { updateEvent } from "../commands/update_event.ts";
import { EventId } from "../domain/ids.ts";
import { eventHistory, versionAt } from "../web/pages/event_history.ts";
import { Problem } from "../web/problem.ts";
import { step } from "./lifecycle.ts";
import { operation } from "./operation.ts";
import { InstantOutput } from "./schemas.ts";

const HistoryAnswer = z.object({
  data: z.array(
    z.object({
      revision: z.int().meta({ description: "Names this change" }),
      type: z.string(),
      at: InstantOutput,
      via: z.enum(["member", "key", "system"]),
      by: z.string().nullable()
        .meta({ description: "The member's or the key's name; null once the person is erased, and for `system`" }),
      differences: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
      restorable: z.boolean().meta({ description: "Texts and page can be taken back to what they were then" }),
    }).meta({ id: "Change" }),
  ),
}).meta({ id: "History" });

export const historyCall = operation({
  method: "GET",
  path: "/events/{id}/history",
  needs: "event.read",
  summary: "See who changed what in an event",
  description: "Newest first. What happens to registrations stands elsewhere.",
  success: { status: 200, schema: HistoryAnswer, description: "The changes, as differences" },
  problems: { 403: "Another trainer's event, or not for this role or key", 404: "No such event in this studio" },
  async handle({ app, caller, params }) {
    const eventId = EventId.parse(params.id);
    const event = await eventIn(app.commands, caller.studioId, eventId);
    authorise(caller, "event.read", event.trainerId);
    const entries = await eventHistory(app, caller.studioId, eventId);
    return { status: 200, body: { data: entries.map(({ by: via, who: by, ...entry }) => ({ ...entry, via, by })) } };
  },
});

export const restoreCall = step({
  path: "restore",
  needs: "event.change",
  summary: "Take an event's texts and page back to a version",
  body: z.object({ revision: z.int().min(0).meta({ description: "Of a change in the event's history" }) }),
  refusals: "event_cancelled",
  async perform({ app, caller, body }, eventId) {
    const version = await versionAt(app, eventId, body.revision);
    if (!version) throw new Problem("not_found");
    return await updateEvent(app.commands, caller, eventId, version);
  },
});
