import { may } from "../commands/authorise.ts";
import { eventIn } from "../commands/streams.ts";
import { Rejected } from "../domain/decider.ts";
import type { EventId } from "../domain/ids.ts";
import type { Existing } from "../domain/virtual_event/state.ts";
import { translator } from "../i18n/translate.ts";
import { eventAnswer } from "./event_answer.ts";
import type { Call } from "./operation.ts";
import type { EventAnswer } from "./schemas.ts";

/** How long an answer waits for the lists to show what was just decided, in ms; then they show it a moment later. */
export const PATIENCE = 1_000;

/** The event as an answer shows it, from its own facts. Where it takes place elsewhere, only those who may change it see. */
export async function shown(
  { app, caller, studio }: Pick<Call, "app" | "caller" | "studio">,
  eventId: EventId,
): Promise<EventAnswer> {
  const event = await eventIn(app.commands, caller.studioId, eventId);
  const { commands } = app;
  const trusted = may(caller, "event.change", event.trainerId);
  return eventAnswer(event, { app, studioAddress: studio.address, trusted }, commands.now());
}

/** @throws {Rejected} `details_changed` when `If-Match` names another version than the event's */
export function refuseChanged({ ifMatch }: Pick<Call, "ifMatch">, { version }: Existing): void {
  if (ifMatch !== undefined && ifMatch !== version) throw new Rejected("details_changed", { version });
}

/** Says what is wrong with a field in the caller's language. */
export const saying = (language: Call["language"]) => (rule: "format" | "required") =>
  translator(language)(`validation.${rule}`);
