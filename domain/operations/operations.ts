import { type Decider, unreachable } from "../decider.ts";
import { Lookup } from "../lookup.ts";
import type { AlertKind, OperationsEvent } from "./events.ts";

type Data<T extends OperationsEvent["type"]> = Extract<OperationsEvent, { type: T }>["data"];

export interface NoteBackup extends Data<"BackupSucceeded"> {
  type: "NoteBackup";
  at: string;
}
export interface NoteFailedBackup extends Data<"BackupFailed"> {
  type: "NoteFailedBackup";
  at: string;
}
export interface RaiseAlert extends Data<"AlertRaised"> {
  type: "RaiseAlert";
  at: string;
}
export interface EndAlert extends Data<"AlertEnded"> {
  type: "EndAlert";
  at: string;
}
export type OperationsCommand = NoteBackup | NoteFailedBackup | RaiseAlert | EndAlert;

/** One alert that has not ended. */
export interface OpenAlert {
  kind: AlertKind;
  subject: string;
  detail: string;
}

export interface Operations {
  alerts: Lookup<string, OpenAlert>;
  lastBackup: Data<"BackupSucceeded"> | null;
  /** Of the newest backup, when it failed. */
  failure: string | null;
}

/** How the installation is run: stream `operations`. An alert that is open is not raised again. */
export const operations: Decider<OperationsCommand, Operations, OperationsEvent> = {
  initial: () => ({ alerts: Lookup.from(), lastBackup: null, failure: null }),
  decide(command, state) {
    const { type, at: _, ...data } = command;
    switch (type) {
      case "NoteBackup":
        return [{ type: "BackupSucceeded", data: data as Data<"BackupSucceeded"> }];
      case "NoteFailedBackup":
        return [{ type: "BackupFailed", data: data as Data<"BackupFailed"> }];
      case "RaiseAlert":
        return state.alerts.has(keyOf(command)) ? [] : [{ type: "AlertRaised", data: data as Data<"AlertRaised"> }];
      case "EndAlert":
        return state.alerts.has(keyOf(command)) ? [{ type: "AlertEnded", data: data as Data<"AlertEnded"> }] : [];
      default:
        return unreachable(type);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case "BackupSucceeded":
        return { ...state, lastBackup: event.data, failure: null };
      case "BackupFailed":
        return { ...state, failure: event.data.reason };
      case "AlertRaised":
        return { ...state, alerts: state.alerts.set(keyOf(event.data), event.data) };
      case "AlertEnded":
        return { ...state, alerts: state.alerts.delete(keyOf(event.data)) };
      default:
        return unreachable(event);
    }
  },
};

/** Tells one alert from another. */
export function keyOf({ kind, subject }: { kind: AlertKind; subject: string }): string {
  return `${kind} ${subject}`;
}
