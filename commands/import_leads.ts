import type { Attribution } from "../domain/lead/events.ts";
import type { LeadDetails } from "../domain/lead/lead.ts";
import { uuidv5 } from "../domain/uuid.ts";
import type { Position } from "../event_store/port.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { addLead } from "./leads.ts";
import { Rejected } from "../domain/decider.ts";

const BATCH = 50;

/** A list of people whom the studio brings along. */
export interface LeadImport {
  people: readonly (LeadDetails & { email: string })[];
  attribution: Attribution;
  marketing: boolean;
  tags: readonly string[];
}

/**
 * Adds everybody of a list. Sent again after a kill it goes on: the command of each person follows from the caller's command
 * and their place in the list. Whoever is refused is named by their place.
 * @throws {Rejected} `unauthenticated`, `forbidden`
 */
export async function importLeads(
  deps: CommandDeps,
  caller: Caller,
  { people, ...common }: LeadImport,
): Promise<{ added: number; known: number; failed: { index: number; reason: string }[]; position: Position | null }> {
  const failed: { index: number; reason: string }[] = [];
  let [added, known] = [0, 0];
  let position: Position | null = null;
  for (let from = 0; from < people.length; from += BATCH) {
    await Promise.all(
      people.slice(from, from + BATCH).map(async (details, i) => {
        const own = { ...caller, commandId: uuidv5(caller.commandId, `lead ${from + i}`) };
        try {
          const answer = await addLead(deps, own, { ...common, details, origin: "import" });
          if (answer.isNew) added++;
          else known++;
          if (position === null || answer.position > position) position = answer.position;
        } catch (error) {
          if (!(error instanceof Rejected)) throw error;
          if (error.reason === "forbidden" || error.reason === "unauthenticated") throw error;
          failed.push({ index: from + i, reason: error.reason });
        }
      }),
    );
  }
  failed.sort((a, b) => a.index - b.index);
  return { added, known, failed, position };
}
