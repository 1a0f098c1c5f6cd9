import { type Decider, Rejected, unreachable } from "../decider.ts";
import { uuidv5 } from "../uuid.ts";
import type { ClaimEvent } from "./events.ts";

export interface Claim {
  type: "Claim";
  at: string;
  scope: string;
  value: string;
  /** Id of what the value is to name. Claiming what one has already changes nothing, so that a retry goes on. */
  owner: string;
}
export interface Release {
  type: "Release";
  at: string;
  owner: string;
}
export type ClaimCommand = Claim | Release;

export type ClaimState = { status: "free" } | { status: "claimed"; scope: string; value: string; owner: string };

/** One value that is unique across streams: stream `claim-<uuidv5(scope, value)>`. */
export const claim: Decider<ClaimCommand, ClaimState, ClaimEvent> = {
  initial: () => ({ status: "free" }),
  decide(command, state) {
    switch (command.type) {
      case "Claim":
        return take(command, state);
      case "Release":
        return release(command, state);
      default:
        return unreachable(command);
    }
  },
  evolve(_, event) {
    switch (event.type) {
      case "Claimed":
        return { status: "claimed", ...event.data };
      case "Released":
        return { status: "free" };
      default:
        return unreachable(event);
    }
  },
};

/** The stream that decides whose this value is. */
export function claimStream(scope: string, value: string): string {
  return `claim-${uuidv5(scope, value)}`;
}

function take({ scope, value, owner }: Claim, state: ClaimState): ClaimEvent[] {
  if (state.status === "free") return [{ type: "Claimed", data: { scope, value, owner } }];
  if (state.owner === owner) return [];
  throw new Rejected("claim_taken", { scope, value });
}

/** Whoever does not have it has nothing to release. */
function release({ owner }: Release, state: ClaimState): ClaimEvent[] {
  if (state.status === "free" || state.owner !== owner) return [];
  const { scope, value } = state;
  return [{ type: "Released", data: { scope, value, owner } }];
}
