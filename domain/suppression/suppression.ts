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
export type SuppressionCommand = SuppressAddress | ReleaseAddress;

/** Whether a person's address is written to: stream `suppression-<personId>`. */
export const suppression: Decider<SuppressionCommand, { reason: SuppressionReason | null }, SuppressionEvent> = {
  initial: () => ({ reason: null }),
  decide(command, { reason }) {
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
      default:
        return unreachable(command);
    }
  },
  evolve: (_, event) => ({ reason: event.type === "AddressSuppressed" ? event.data.reason : null }),
};
