import { z } from "zod";
import { authorise } from "../commands/authorise.ts";
import { type MessageAction, sayAboutMessage } from "../commands/messages.ts";
import { eventIn } from "../commands/streams.ts";
import { EventId } from "../domain/ids.ts";
import { type Call, type Operation, operation } from "./operation.ts";
import { InstantOutput } from "./schemas.ts";

const path = "/events/{id}/messages";
const forbidden = "Another trainer's event, or not for this role or key";
const counts = z.record(z.string(), z.int());

const MessagesAnswer = z.object({
  messages: z.array(
    z.object({
      message: z.string().meta({ description: "Names it; `reminder:<date>:PT24H`" }),
      kind: z.string(),
      dateId: z.uuid().nullable(),
      offset: z.string().nullable(),
      due: InstantOutput,
      elapsed: z.boolean(),
      held: z.enum(["paused", "skipped", "sent"]).nullable().meta({ description: "null: nobody said anything" }),
      audience: z.int().meta({ description: "How many would get it now" }),
      states: counts.meta({ description: "How many of them stand how" }),
      skips: counts.meta({ description: "Why some were not made, and how many" }),
    }).meta({ id: "EventMessage" }),
  ).meta({ description: "Those that come at a moment of their own, the next one first" }),
  atOnce: z.array(z.object({ kind: z.string(), states: counts, skips: counts }))
    .meta({ description: "Those that go out when something happens" }),
}).meta({ id: "EventMessages" });

export const messagesCall = operation({
  method: "GET",
  path,
  needs: "event.read",
  summary: "See what goes out for an event",
  success: { status: 200, schema: MessagesAnswer, description: "Its messages, and how many stand how" },
  problems: { 403: forbidden, 404: "No such event in this studio" },
  async handle({ app, caller, params }) {
    const eventId = EventId.parse(params.id);
    const event = await eventIn(app.commands, caller.studioId, eventId);
    authorise(caller, "event.read", event.trainerId);
    return { status: 200, body: await app.timelines.of(eventId) };
  },
});

const Message = z.object({ message: z.string().min(1).max(120).meta({ description: "Its name in the list" }) });

/** Says something about one message; the answer is how all of them stand then. */
function saying(action: MessageAction, step: string, summary: string): Operation {
  return operation({
    method: "POST",
    path: `${path}/${step}`,
    needs: "event.change",
    summary,
    idempotent: true,
    body: Message,
    success: { status: 200, schema: MessagesAnswer, description: "How its messages stand now" },
    problems: {
      400: "A field cannot be used",
      403: forbidden,
      404: "No such event in this studio, or message_not_found",
      409: "message_over, event_not_published, message_too_early",
    },
    async handle({ app, caller, params, body }: Call<unknown, z.output<typeof Message>>) {
      const eventId = EventId.parse(params.id);
      const { position } = await sayAboutMessage(app.commands, caller, { eventId, action, message: body.message });
      await app.caughtUp(position, 2_000, ["reactor_reminders", "reactor_follow_ups", "reactor_organizers"]);
      return { status: 200, body: await app.timelines.of(eventId) };
    },
  });
}

/** What goes out for an event, and a hand on it. */
export const messageCalls: readonly Operation[] = [
  messagesCall,
  saying("pause", "pause", "Hold a message back"),
  saying("resume", "resume", "Let a message go on"),
  saying("skip", "skip", "Leave a message out"),
  saying("send_now", "send-now", "Send a message at once"),
];
