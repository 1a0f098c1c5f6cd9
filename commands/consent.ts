import { consent, CONSENT_TEXT_VERSION, snapshotOf } from "../domain/consent/consent.ts";
import type { ConsentProof } from "../domain/consent/events.ts";
import type { BrowserIdentifiers, ConsentSnapshot, Purpose } from "../domain/consent/snapshot.ts";
import type { EventId, Language, PersonId, StudioId } from "../domain/ids.ts";
import { trackedVisit } from "../domain/visits/visits.ts";
import type { Position, StreamId } from "../event_store/port.ts";
import { contextOf, stepOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";

export const consentStream = (subjectId: string): StreamId => `consent-${subjectId}`;

/** What a browser has allowed at this moment, read from its own stream: a cookie says only whose it is. */
export async function consentNow(
  deps: CommandDeps,
  consentId: string | null,
  gpc: boolean,
): Promise<ConsentSnapshot> {
  const state = consentId === null ? consent.initial() : await deps.handle.stateOf(consent, consentStream(consentId));
  return snapshotOf(consentId, state, gpc);
}

/** Keeps a choice of the banner. */
export async function chooseConsent(
  deps: CommandDeps,
  caller: Caller,
  choice: {
    consentId: string;
    statistics: boolean;
    ads: boolean;
    language: Language;
    gpc: boolean;
    proof: ConsentProof;
  },
): Promise<void> {
  const { studioId } = caller;
  const command = {
    type: "ChooseConsent",
    at: deps.now(),
    studioId,
    textVersion: CONSENT_TEXT_VERSION,
    ...choice,
  } as const;
  await deps.handle(consent, consentStream(choice.consentId), command, contextOf(caller));
}

/** Takes back what a person, and the browsers that registered them, had allowed. Gives the last place in the log. */
export async function withdrawConsent(
  deps: CommandDeps,
  caller: Caller,
  { personId, browsers, purposes, via }: {
    personId: PersonId;
    browsers: readonly string[];
    purposes: readonly Purpose[];
    via: "own_page" | "dashboard";
  },
): Promise<Position> {
  let last: Position = -1n;
  for (const subjectId of [personId, ...browsers]) {
    const theirs = subjectId === personId ? purposes : purposes.filter((purpose) => purpose !== "email_marketing");
    if (theirs.length === 0) continue;
    const { studioId } = caller;
    const command = {
      type: "WithdrawConsent",
      at: deps.now(),
      subjectId,
      studioId,
      personId,
      purposes: theirs,
      via,
    } as const;
    const { position } = await deps.handle(consent, consentStream(subjectId), command, stepOf(caller, deps.newId()));
    if (position > last) last = position;
  }
  return last;
}

/** Keeps a look at a page that may be told to platforms; the browser's data gets keys of its own. */
export async function trackVisit(
  deps: CommandDeps,
  caller: Caller,
  visit: {
    visitId: string;
    eventId: EventId | null;
    page: string;
    consent: ConsentSnapshot;
    identifiers: BrowserIdentifiers;
  },
): Promise<void> {
  const personId = await deps.vault.resolvePerson(
    caller.studioId,
    visitorAddress(visit.consent.consentId ?? visit.visitId),
  );
  const command = {
    type: "TrackVisit",
    at: deps.now(),
    studioId: caller.studioId as StudioId,
    personId,
    ...visit,
  } as const;
  await deps.handle(trackedVisit, `visit-${visit.visitId}`, command, contextOf(caller));
}

/** Under which the vault keeps a browser's keys; nobody has such an address. */
export function visitorAddress(consentId: string): string {
  return `${consentId}@visitors.invalid`;
}
