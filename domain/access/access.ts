import { type Decider, unreachable } from "../decider.ts";
import type { PersonId, StudioId } from "../ids.ts";
import type { AccessEvent } from "./events.ts";

export interface ShowPersonalData {
  type: "ShowPersonalData";
  at: string;
  studioId: StudioId;
  lookId: string;
  page: "fact" | "registrations" | "stream" | "person";
  subject: string;
  personIds: readonly PersonId[];
}
export interface ExportPersonalData {
  type: "ExportPersonalData";
  at: string;
  studioId: StudioId;
  lookId: string;
  what: string;
  filter: string;
  format: string;
}
export type AccessCommand = ShowPersonalData | ExportPersonalData;

/** One look at personal data: stream `access-<lookId>`. Saying it twice says it once. */
export const access: Decider<AccessCommand, { recorded: boolean }, AccessEvent> = {
  initial: () => ({ recorded: false }),
  decide(command, { recorded }) {
    if (recorded) return [];
    switch (command.type) {
      case "ShowPersonalData": {
        const { studioId, lookId, page, subject, personIds } = command;
        return [{ type: "PersonalDataShown", data: { studioId, lookId, page, subject, personIds: [...personIds] } }];
      }
      case "ExportPersonalData": {
        const { studioId, lookId, what, filter, format } = command;
        return [{ type: "PersonalDataExported", data: { studioId, lookId, what, filter, format } }];
      }
      default:
        return unreachable(command);
    }
  },
  evolve: () => ({ recorded: true }),
};

/** The stream of one look. */
export function accessStream(lookId: string): string {
  return `access-${lookId}`;
}
