import { Rejected, unreachable } from "../decider.ts";
import type { DateId, PersonId, RegistrationId } from "../ids.ts";
import type { MessageByHand } from "../person/events.ts";
import type { MessageCommand } from "./commands.ts";
import { endOf } from "./dates.ts";
import { usualSequence } from "./design.ts";
import type { VirtualEventEvent } from "./events.ts";
import { changeable, type Existing, isOver, isPublic, type MessageState, type VirtualEvent } from "./state.ts";

/** The messages of an event's sequence that can be paused, skipped or sent now, each under its id. */
export function messagesOf({ automations, dates }: Pick<Existing, "automations" | "dates">): string[] {
  const { reminders, followUps = [], sequence = usualSequence } = automations;
  return [
    ...dates.flatMap(({ dateId }) => [
      ...reminders.map((offset) => `reminder:${dateId}:${offset}`),
      ...(sequence.roomOpens ? [`room_opens:${dateId}`] : []),
      ...(sequence.speakerAlert === null ? [] : [`speaker_alert:${dateId}`]),
      ...(sequence.summary === null ? [] : [`summary:${dateId}`]),
    ]),
    ...followUps.map(({ to }) => `follow_up:${to}`),
  ];
}

/** What somebody says about one message: a message of a date that has begun has had its moment. */
export function decideMessage({ type, at, message }: MessageCommand, state: VirtualEvent): VirtualEventEvent[] {
  const event = changeable(state);
  const { eventId } = event;
  if (!isPublic(event)) throw new Rejected("event_not_published");
  if (!messagesOf(event).includes(message)) throw new Rejected("message_not_found");
  if (isPast(event, message, at)) throw new Rejected("message_over");
  const now = event.messages[message];
  switch (type) {
    case "PauseMessage":
      return now === undefined ? [{ type: "MessagePaused", data: { eventId, message } }] : [];
    case "ResumeMessage":
      return now === "paused" || now === "skipped" ? [{ type: "MessageResumed", data: { eventId, message } }] : [];
    case "SkipMessage":
      return now === "skipped" ? [] : [{ type: "MessageSkipped", data: { eventId, message } }];
    case "SendMessageNow":
      if (message.startsWith("follow_up:") && !isOver(event, at)) throw new Rejected("message_too_early");
      return now === "sent" ? [] : [{ type: "MessageSentNow", data: { eventId, message } }];
    default:
      return unreachable(type);
  }
}

/**
 * Who gets a message by hand, and about which date: a reminder about the next one, how to join about one that runs, too.
 * @throws {Rejected} `registration_not_found`, `registration_not_waiting` without a place, `event_cancelled`, `event_over`
 */
export function messageByHand(
  state: VirtualEvent,
  { at, registrationId, message }: { at: string; registrationId: RegistrationId; message: MessageByHand },
): { personId: PersonId; dateId: DateId } {
  const event = changeable(state);
  const seat = event.seats.registrations.get(registrationId);
  if (!seat) throw new Rejected("registration_not_found");
  if (seat.status !== "confirmed") throw new Rejected("registration_not_waiting");
  const next = event.dates.find((date) => at < (message === "reminder" ? date.startsAt : endOf(date)));
  if (!next) throw new Rejected("event_over");
  return { personId: seat.personId, dateId: next.dateId };
}

function isPast(event: Existing, message: string, at: string): boolean {
  const [, dateId] = message.split(":");
  return event.dates.some((date) => date.dateId === dateId && date.startsAt <= at);
}

type MessageFact = Extract<VirtualEventEvent, { data: { message: string } }>;

/** What was said about the messages, after one more fact. */
export function messagesAfter(messages: Existing["messages"], { type, data: { message } }: MessageFact) {
  const { [message]: _, ...others } = messages;
  switch (type) {
    case "MessagePaused":
      return { ...others, [message]: "paused" as const };
    case "MessageResumed":
      return others;
    case "MessageSkipped":
      return { ...others, [message]: "skipped" as const };
    case "MessageSentNow":
      return { ...others, [message]: "sent" as const };
    default:
      return unreachable(type);
  }
}

/** What is left of it when the dates are others: a moved date's message is another one, a pause is meant for both. */
export function onlyPaused(messages: Existing["messages"]): Existing["messages"] {
  return Object.fromEntries(
    Object.entries(messages).filter((entry): entry is [string, MessageState] => entry[1] === "paused"),
  );
}
