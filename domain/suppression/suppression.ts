import { type Decider, unreachable } from "../decider.ts";
import type { PersonId, StudioId } from "../ids.ts";
import type { SuppressionEvent, SuppressionReason } from "./events.ts";

interface Which {
  at: string;
  studioId: StudioId;
  personId: PersonId;
}
export interface SuppressAddress extends Which {
  type: "SuppressAddress";
  reason: SuppressionReason;
  /** Given by hand; left out where a registration says it. */
  email?: string;
}
export interface ReleaseAddress extends Which {
  type: "ReleaseAddress";
}
export interface StopTexts extends Which {
  type: "StopTexts";
}
export interface ResumeTexts extends Which {
  type: "ResumeTexts";
}
export type SuppressionCommand = SuppressAddress | ReleaseAddress | StopTexts | ResumeTexts;

/** `reason`: why no mail goes to them; null: mails do. */
export interface Suppression {
  reason: SuppressionReason | null;
  textsStopped: boolean;
}

/** Whether a person's address is written to, and their phone: stream `suppression-<personId>`. */
export const suppression: Decider<SuppressionCommand, Suppression, SuppressionEvent> = {
  initial: () => ({ reason: null, textsStopped: false }),
  decide(command, { reason, textsStopped }) {
    const { studioId, personId } = command;
    switch (command.type) {
      case "SuppressAddress":
        return command.reason === reason ? [] : [{
          type: "AddressSuppressed",
          data: {
            studioId,
            personId,
            reason: command.reason,
            ...(command.email === undefined ? {} : { email: command.email }),
          } as Extract<SuppressionEvent, { type: "AddressSuppressed" }>["data"],
        }];
      case "ReleaseAddress":
        return reason === null ? [] : [{ type: "AddressReleased", data: { studioId, personId } }];
      case "StopTexts":
        return textsStopped ? [] : [{ type: "TextsStopped", data: { studioId, personId } }];
      case "ResumeTexts":
        return textsStopped ? [{ type: "TextsResumed", data: { studioId, personId } }] : [];
      default:
        return unreachable(command);
    }
  },
  evolve,
};

function evolve(state: Suppression, event: SuppressionEvent): Suppression {
  switch (event.type) {
    case "AddressSuppressed":
      return { ...state, reason: event.data.reason };
    case "AddressReleased":
      return { ...state, reason: null };
    case "TextsStopped":
      return { ...state, textsStopped: true };
    case "TextsResumed":
      return { ...state, textsStopped: false };
    default:
      return unreachable(event);
  }
}
