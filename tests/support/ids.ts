import type { EventId, PersonId, RegistrationId, StudioId, UserId } from "../../domain/ids.ts";
import { uuidv5 } from "../../domain/uuid.ts";

/** The same id for the same word, of whatever kind the test needs. */
export const id = {
  event: (word: string | number = 1) => uuidv5("test-event", word) as EventId,
  studio: (word: string | number = 1) => uuidv5("test-studio", word) as StudioId,
  user: (word: string | number = 1) => uuidv5("test-user", word) as UserId,
  person: (word: string | number = 1) => uuidv5("test-person", word) as PersonId,
  registration: (word: string | number = 1) => uuidv5("test-registration", word) as RegistrationId,
  any: <T extends string>(word: string | number = 1) => uuidv5("test-any", word) as T,
};
