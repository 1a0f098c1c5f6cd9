import { Rejected } from "../domain/decider.ts";
import type { EventId, Language } from "../domain/ids.ts";
import { uuidv5 } from "../domain/uuid.ts";
import type { Registrant } from "../domain/virtual_event/commands.ts";
import type { Position } from "../event_store/port.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { register } from "./register.ts";

const BATCH = 50;

export interface Import {
  eventId: EventId;
  people: readonly Registrant[];
  language: Language;
}

/**
 * Registers everybody of a list, by hand as it were. Sent again after a kill it goes on: the command of each person follows
 * from the caller's command and their place in the list. Whoever is refused is named by their place.
 * @throws {Rejected} what each of them would be refused for all the same: `event_not_found`, `forbidden`, `event_over` …
 */
export async function importPeople(
  deps: CommandDeps,
  caller: Caller,
  { eventId, people, language }: Import,
): Promise<{ imported: number; failed: { index: number; reason: string }[]; position: Position | null }> {
  const failed: { index: number; reason: string }[] = [];
  let position: Position | null = null;
  for (let from = 0; from < people.length; from += BATCH) {
    await Promise.all(
      people.slice(from, from + BATCH).map(async (registrant, i) => {
        const index = from + i;
        const own = { ...caller, commandId: uuidv5(caller.commandId, `person ${index}`) };
        try {
          const answer = await register(deps, own, {
            eventId,
            registrant,
            language,
            timeZone: null,
            source: "import",
            consents: { terms: true, privacy: true, marketing: false },
            via: "hand",
          });
          if (answer.outcome === "registered" && (position === null || answer.at > position)) position = answer.at;
        } catch (error) {
          if (!(error instanceof Rejected)) throw error;
          if (error.reason === "forbidden" || error.reason === "unauthenticated") throw error;
          failed.push({ index, reason: error.reason });
        }
      }),
    );
  }
  failed.sort((a, b) => a.index - b.index);
  return { imported: people.length - failed.length, failed, position };
}
