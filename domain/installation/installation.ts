import { type Decider, Rejected, unreachable } from "../decider.ts";
import type { StudioId, UserId } from "../ids.ts";
import { Lookup } from "../lookup.ts";
import type { InstallationEvent } from "./events.ts";

export interface StartInstallation {
  type: "StartInstallation";
  at: string;
  vaultId: string;
  demo: boolean;
}
export interface AppointOperator {
  type: "AppointOperator";
  at: string;
  userId: UserId;
}
export interface StartReactor {
  type: "StartReactor";
  at: string;
  reactor: string;
}
export interface ListStudio {
  type: "ListStudio";
  at: string;
  studioId: StudioId;
}
export interface RestoreInstallation {
  type: "RestoreInstallation";
  at: string;
  backedUpAt: string;
}
export type InstallationCommand =
  | StartInstallation
  | AppointOperator
  | StartReactor
  | ListStudio
  | RestoreInstallation;

export interface Installation {
  vaultId: string | null;
  demo: boolean;
  operators: Lookup<UserId, true>;
  reactors: Lookup<string, true>;
  studios: Lookup<StudioId, true>;
  /** When the log was brought back from a backup last; null: it never was. */
  restoredAt: string | null;
}

/** What holds for the whole log: stream `installation`. Saying a thing twice says it once. */
export const installation: Decider<InstallationCommand, Installation, InstallationEvent> = {
  initial: () => ({
    vaultId: null,
    demo: false,
    operators: Lookup.from(),
    reactors: Lookup.from(),
    studios: Lookup.from(),
    restoredAt: null,
  }),
  decide(command, state) {
    if (command.type === "StartInstallation") return start(command, state);
    if (state.vaultId === null) throw new Rejected("installation_not_started");
    switch (command.type) {
      case "AppointOperator":
        return state.operators.has(command.userId)
          ? []
          : [{ type: "OperatorAppointed", data: { userId: command.userId } }];
      case "StartReactor":
        return state.reactors.has(command.reactor)
          ? []
          : [{ type: "ReactorStarted", data: { reactor: command.reactor } }];
      case "ListStudio":
        return state.studios.has(command.studioId)
          ? []
          : [{ type: "StudioListed", data: { studioId: command.studioId } }];
      case "RestoreInstallation":
        return [{ type: "InstallationRestored", data: { backedUpAt: command.backedUpAt, restoredAt: command.at } }];
      default:
        return unreachable(command);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case "InstallationStarted":
        return { ...state, ...event.data };
      case "OperatorAppointed":
        return { ...state, operators: state.operators.set(event.data.userId, true) };
      case "ReactorStarted":
        return { ...state, reactors: state.reactors.set(event.data.reactor, true) };
      case "StudioListed":
        return { ...state, studios: state.studios.set(event.data.studioId, true) };
      case "InstallationRestored":
        return { ...state, restoredAt: event.data.restoredAt };
      default:
        return unreachable(event);
    }
  },
};

/** A log belongs to one vault: with another, nobody's data could be read. */
function start({ vaultId, demo }: StartInstallation, state: Installation): InstallationEvent[] {
  if (state.vaultId === null) return [{ type: "InstallationStarted", data: { vaultId, demo } }];
  if (state.vaultId !== vaultId) throw new Rejected("vault_mismatch");
  return [];
}
