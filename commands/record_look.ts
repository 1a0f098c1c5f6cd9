import { access, type AccessCommand, accessStream } from "../domain/access/access.ts";
import type { PersonId } from "../domain/ids.ts";
import type { Position } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";

/** What somebody is about to see. */
export interface Look {
  page: "fact" | "registrations" | "stream" | "person";
  /** A domain event's id, an event's id or a stream's name: no personal data. */
  subject: string;
  personIds: readonly PersonId[];
}

/**
 * Says that masked personal data is about to be shown. To be called before it is: what cannot be said is not shown.
 * @throws {Rejected} `unauthenticated`, `forbidden`
 */
export async function recordLook(deps: CommandDeps, caller: Caller, look: Look): Promise<{ position: Position }> {
  authorise(caller, "log.reveal");
  const { studioId, commandId: lookId } = caller;
  return await record(deps, caller, { type: "ShowPersonalData", at: deps.now(), studioId, lookId, ...look });
}

/** What somebody is about to take away. */
export interface Export {
  what: string;
  /** As it stands in the address of the page, without personal data. */
  filter: string;
  format: string;
}

/**
 * Says that personal data is about to be exported. Whether the caller may, the export's own use case has judged.
 * @throws {StoreUnavailable} then nothing must leave
 */
export async function recordExport(deps: CommandDeps, caller: Caller, taken: Export): Promise<{ position: Position }> {
  const { studioId, commandId: lookId } = caller;
  return await record(deps, caller, { type: "ExportPersonalData", at: deps.now(), studioId, lookId, ...taken });
}

async function record(deps: CommandDeps, caller: Caller, command: AccessCommand): Promise<{ position: Position }> {
  const { position } = await deps.handle(access, accessStream(command.lookId), command, contextOf(caller));
  return { position };
}
