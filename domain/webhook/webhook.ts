import { type Decider, Rejected, unreachable } from "../decider.ts";
import type { StudioId } from "../ids.ts";
import type { WebhookEvent, WebhookId } from "./events.ts";

/** Hours for which the former secret signs, too: time for the other side to take in the new one. */
const OVERLAP = 24;

export interface WebhookSettings {
  host: string;
  types: readonly string[];
  note: string;
  personal: boolean;
}
export interface AddWebhook extends WebhookSettings {
  type: "AddWebhook";
  at: string;
  webhookId: WebhookId;
  studioId: StudioId;
}
/** `moved`: its address is another one, even where the host is not. */
export interface ChangeWebhook {
  type: "ChangeWebhook";
  at: string;
  changes: Partial<WebhookSettings>;
  moved: boolean;
}
export interface SwitchWebhook {
  type: "SwitchWebhook";
  at: string;
  on: boolean;
}
/** The other side says that there is nobody any more. */
export interface GiveUpWebhook {
  type: "GiveUpWebhook";
  at: string;
}
export interface RotateWebhookSecret {
  type: "RotateWebhookSecret";
  at: string;
}
export interface RequestWebhookTest {
  type: "RequestWebhookTest";
  at: string;
  testId: string;
}
export interface RemoveWebhook {
  type: "RemoveWebhook";
  at: string;
}
export type WebhookCommand =
  | AddWebhook
  | ChangeWebhook
  | SwitchWebhook
  | GiveUpWebhook
  | RotateWebhookSecret
  | RequestWebhookTest
  | RemoveWebhook;

export interface Told extends WebhookSettings {
  status: "added";
  webhookId: WebhookId;
  studioId: StudioId;
  /** Null: it is told. */
  paused: "switched_off" | "gone" | null;
  generation: number;
}
export type Webhook = { status: "none" } | { status: "removed" } | Told;

/** One system that a studio has told of what happens: stream `webhook-<id>`. */
export const webhook: Decider<WebhookCommand, Webhook, WebhookEvent> = {
  initial: () => ({ status: "none" }),
  decide(command, state) {
    if (command.type === "AddWebhook") return add(command, state);
    return change(command, told(state));
  },
  evolve(state, event) {
    if (event.type === "WebhookAdded") return { status: "added", ...event.data, paused: null, generation: 1 };
    return state.status === "added" ? evolveTold(state, event) : state;
  },
};

/** @throws {Rejected} `webhook_not_found` for one that never was, and one that is removed */
export function told(state: Webhook): Told {
  if (state.status !== "added") throw new Rejected("webhook_not_found");
  return state;
}

function add({ webhookId, studioId, host, types, note, personal }: AddWebhook, state: Webhook): WebhookEvent[] {
  if (state.status !== "none") return [];
  return [{ type: "WebhookAdded", data: { webhookId, studioId, host, types: [...types], note, personal } }];
}

function change(command: Exclude<WebhookCommand, AddWebhook>, state: Told): WebhookEvent[] {
  const which = { webhookId: state.webhookId, studioId: state.studioId };
  switch (command.type) {
    case "ChangeWebhook":
      return changed(command, state);
    case "SwitchWebhook":
      if (command.on === (state.paused === null)) return [];
      return command.on
        ? [{ type: "WebhookResumed", data: which }]
        : [{ type: "WebhookPaused", data: { ...which, by: "trainer", reason: "switched_off" } }];
    case "GiveUpWebhook":
      return state.paused === null
        ? [{ type: "WebhookPaused", data: { ...which, by: "receiver", reason: "gone" } }]
        : [];
    case "RotateWebhookSecret": {
      const formerUntil = new Date(Date.parse(command.at) + OVERLAP * 3_600_000).toISOString();
      return [{
        type: "WebhookSecretRotated",
        data: { ...which, generation: state.generation + 1, formerUntil },
      }];
    }
    case "RequestWebhookTest":
      if (state.paused !== null) throw new Rejected("webhook_paused");
      return [{ type: "WebhookTestRequested", data: { ...which, testId: command.testId } }];
    case "RemoveWebhook":
      return [{ type: "WebhookRemoved", data: which }];
    default:
      return unreachable(command);
  }
}

/** Only what is different; a new address is a change even where nobody sees one. */
function changed({ changes, moved }: ChangeWebhook, state: Told): WebhookEvent[] {
  const { host, types, note, personal } = changes;
  const different = {
    ...(host !== undefined && (moved || host !== state.host) ? { host } : {}),
    ...(types !== undefined && [...types].sort().join() !== [...state.types].sort().join()
      ? { types: [...types] }
      : {}),
    ...(note !== undefined && note !== state.note ? { note } : {}),
    ...(personal !== undefined && personal !== state.personal ? { personal } : {}),
  };
  if (Object.keys(different).length === 0) return [];
  const { webhookId, studioId } = state;
  return [{ type: "WebhookChanged", data: { webhookId, studioId, changes: different } }];
}

function evolveTold(state: Told, event: Exclude<WebhookEvent, { type: "WebhookAdded" }>): Webhook {
  switch (event.type) {
    case "WebhookChanged":
      return { ...state, ...event.data.changes };
    case "WebhookPaused":
      return { ...state, paused: event.data.reason };
    case "WebhookResumed":
      return { ...state, paused: null };
    case "WebhookSecretRotated":
      return { ...state, generation: event.data.generation };
    case "WebhookRemoved":
      return { status: "removed" };
    case "WebhookTestRequested":
      return state;
    default:
      return unreachable(event);
  }
}
