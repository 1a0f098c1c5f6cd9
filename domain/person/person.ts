import { type Decider, unreachable } from "../decider.ts";
import type { DateId, EventId, PersonId, RegistrationId, StudioId } from "../ids.ts";
import { minutesAfter } from "../wall_clock.ts";
import type { MessageByHand, PersonEvent } from "./events.ts";

export interface RequestLink {
  type: "RequestLink";
  at: string;
  studioId: StudioId;
  personId: PersonId;
  eventId: EventId;
  registrationId: RegistrationId;
}
export interface RequestMessage {
  type: "RequestMessage";
  at: string;
  studioId: StudioId;
  personId: PersonId;
  eventId: EventId;
  registrationId: RegistrationId;
  message: MessageByHand;
  dateId: DateId;
}
export interface ErasePerson {
  type: "ErasePerson";
  at: string;
  studioId: StudioId;
  personId: PersonId;
  reason: "requested" | "retention";
}
export type PersonCommand = RequestLink | RequestMessage | ErasePerson;

/** `linkAgainAt`: before it no further link goes out; null: none was ever asked for. */
export interface Person {
  erased: boolean;
  linkAgainAt: string | null;
}

/** What holds for one person of a studio beyond one event: stream `person-<id>`. */
export const person: Decider<PersonCommand, Person, PersonEvent> = {
  initial: () => ({ erased: false, linkAgainAt: null }),
  decide(command, state) {
    switch (command.type) {
      case "RequestLink":
        return requestLink(command, state);
      case "RequestMessage":
        return requestMessage(command, state);
      case "ErasePerson":
        return erasePerson(command, state);
      default:
        return unreachable(command);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case "LinkRequested":
        return { ...state, linkAgainAt: minutesAfter(event.data.requestedAt, 60) };
      case "MessageRequested":
        return state;
      case "PersonErased":
        return { ...state, erased: true };
      default:
        return unreachable(event);
    }
  },
};

/** More often than once an hour is silently too often: whoever asks learns nothing from the answer. */
function requestLink({ at, type: _, ...link }: RequestLink, state: Person): PersonEvent[] {
  if (state.erased || (state.linkAgainAt !== null && at < state.linkAgainAt)) return [];
  return [{ type: "LinkRequested", data: { ...link, requestedAt: at } }];
}

function requestMessage({ at: _, type: __, ...message }: RequestMessage, state: Person): PersonEvent[] {
  return state.erased ? [] : [{ type: "MessageRequested", data: message }];
}

function erasePerson({ studioId, personId, reason }: ErasePerson, state: Person): PersonEvent[] {
  return state.erased ? [] : [{ type: "PersonErased", data: { studioId, personId, reason } }];
}
