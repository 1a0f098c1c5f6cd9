import { consent } from "../domain/consent/consent.ts";
import type { PersonId, StudioId } from "../domain/ids.ts";
import type { StreamId } from "../event_store/port.ts";
import type { CommandDeps } from "./deps.ts";

export const consentStreamOf = (personId: PersonId): StreamId => `consent-${personId}`;

/** Somebody does not want any more marketing from a studio: with one click, as themselves. Again, it says nothing new. */
export async function unsubscribe(
  deps: Pick<CommandDeps, "handle" | "now" | "newId">,
  { studioId, personId }: { studioId: StudioId; personId: PersonId },
): Promise<void> {
  await deps.handle(consent, consentStreamOf(personId), {
    type: "WithdrawConsent",
    at: deps.now(),
    subjectId: personId,
    studioId,
    personId,
    purposes: ["email_marketing"],
    via: "own_page",
  }, {
    actor: `person:${personId}`,
    studio: studioId,
    correlationId: deps.newId(),
    causationId: null,
    commandId: deps.newId(),
  });
}
