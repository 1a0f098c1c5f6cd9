import { Rejected } from "../../../domain/decider.ts";
import type { PersonId, RegistrationId } from "../../../domain/ids.ts";
import type { Language } from "../../../domain/ids.ts";
import type { VirtualEventCommand } from "../../../domain/virtual_event/commands.ts";
import type { VirtualEvent } from "../../../domain/virtual_event/state.ts";
import { pastDates, unready } from "../../../domain/virtual_event/readiness.ts";
import { virtualEvent } from "../../../domain/virtual_event/virtual_event.ts";
import { rejectionMessage } from "../../../i18n/rejections.ts";
import { translator } from "../../../i18n/translate.ts";
import type { Application } from "../../application.ts";
import { inWords } from "../fact_words.ts";
import { foldStream } from "../folded_stream.ts";

/** A command, and what the rules answer it at a moment. */
export interface Answered {
  command: VirtualEventCommand["type"];
  /** Reason code of the refusal; null when it would be decided. */
  refused: string | null;
  /** The refusal, or what would happen, one sentence a fact; empty when nothing would have to change. */
  says: string[];
  /** All that stands in the way of going public, where more than the first of it would be refused. */
  blockers?: { reason: string; says: string; missing: string[] }[];
}

const NOBODY = "00000000-0000-4000-8000-000000000000";

/**
 * Why something was or was not possible: the rules decide again on the state that the event had at a moment. Nothing is
 * appended. Null when there was no such event then.
 */
export async function decideAgain(
  app: Pick<Application, "store" | "codec">,
  { eventId, at, registrationId, locale }: { eventId: string; at: string; registrationId?: string; locale: Language },
): Promise<Answered[] | null> {
  const folded = await foldStream(app, `event-${eventId}`, { at });
  if (!folded) return null;
  const state = folded.state as VirtualEvent;
  const own = registrationId as RegistrationId | undefined;
  const commands: VirtualEventCommand[] = [
    { type: "PublishEvent", at },
    newcomer(at),
    { type: "PromoteFromWaitlist", at, limit: 1 },
    ...(own ? [{ type: "CancelRegistration", at, registrationId: own, by: "registrant" } as const] : []),
    { type: "CancelEvent", at, reason: "–" },
  ];
  return commands.map((command) => answer(command, state, locale));
}

/** Somebody whom nobody knows yet, who agrees to everything. */
function newcomer(at: string): VirtualEventCommand {
  return {
    type: "Register",
    at,
    registrationId: NOBODY as RegistrationId,
    personId: NOBODY as PersonId,
    registrant: { email: "x@example.org", firstName: "–", lastName: "–" },
    language: "en",
    timeZone: null,
    source: "direct",
    consents: { terms: true, privacy: true, marketing: false },
  };
}

function answer(command: VirtualEventCommand, state: VirtualEvent, locale: Language): Answered {
  try {
    const facts = virtualEvent.decide(command, state);
    const says = facts.map(({ type, data }) => inWords({ type, data: data as Record<string, unknown> }, locale));
    return { command: command.type, refused: null, says };
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    const refused = { command: command.type, refused: error.reason, says: [rejectionMessage(error.reason, locale)] };
    return command.type === "PublishEvent" ? { ...refused, blockers: blockersOf(state, command.at, locale) } : refused;
  }
}

const fields = ["title", "description", "price"] as const;

function fieldName(name: string, locale: Language): string {
  const field = fields.find((one) => one === name);
  return field ? translator(locale)(`publish.check.${field}`) : name;
}

/** The rules stop at the first thing that is wrong; who asks why wants all of them. */
function blockersOf(state: VirtualEvent, at: string, locale: Language): Answered["blockers"] {
  if (state.lifecycle !== "draft") return [];
  return [...unready(state.details), ...pastDates(state.dates, at)].map(({ reason, details }) => ({
    reason,
    says: rejectionMessage(reason, locale),
    missing: Object.values(details).flat().map((name) => fieldName(String(name), locale)),
  }));
}
