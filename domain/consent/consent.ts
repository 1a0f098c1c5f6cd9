import { type Decider, unreachable } from "../decider.ts";
import type { Language, PersonId, StudioId } from "../ids.ts";
import type { ConsentEvent, ConsentProof } from "./events.ts";
import type { ConsentSnapshot, Purpose } from "./snapshot.ts";

/** Of the words of the banner; a change of their meaning is a new version, and everybody is asked anew. */
export const CONSENT_TEXT_VERSION = "2026-11";

export interface ChooseConsent {
  type: "ChooseConsent";
  at: string;
  consentId: string;
  studioId: StudioId;
  statistics: boolean;
  ads: boolean;
  textVersion: string;
  language: Language;
  gpc: boolean;
  proof: ConsentProof;
}
export interface WithdrawConsent {
  type: "WithdrawConsent";
  at: string;
  subjectId: string;
  studioId: StudioId;
  personId: PersonId | null;
  purposes: readonly Purpose[];
  via: "own_page" | "dashboard" | "banner";
}
export type ConsentCommand = ChooseConsent | WithdrawConsent;

/** Null: never asked here; a person's first yes stands in the registration. */
export interface Consent {
  statistics: boolean | null;
  ads: boolean | null;
  email_marketing: boolean | null;
  textVersion: string;
  choseAt: string | null;
}

/** What one browser, or one person beside it, has allowed: stream `consent-<id>`. */
export const consent: Decider<ConsentCommand, Consent, ConsentEvent> = {
  initial: () => ({ statistics: null, ads: null, email_marketing: null, textVersion: "", choseAt: null }),
  decide(command, state) {
    switch (command.type) {
      case "ChooseConsent":
        return choose(command, state);
      case "WithdrawConsent":
        return withdraw(command, state);
      default:
        return unreachable(command);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case "ConsentChosen": {
        const { statistics, ads, textVersion, chosenAt } = event.data;
        return { ...state, statistics, ads, textVersion, choseAt: chosenAt };
      }
      case "ConsentWithdrawn":
        return { ...state, ...Object.fromEntries(event.data.purposes.map((purpose) => [purpose, false])) };
      default:
        return unreachable(event);
    }
  },
};

/** The same choice again says nothing new. With Global Privacy Control nothing is allowed, whatever was clicked. */
function choose(command: ChooseConsent, state: Consent): ConsentEvent[] {
  const { consentId, studioId, textVersion, language, gpc, proof, at } = command;
  const statistics = command.statistics && !gpc;
  const ads = command.ads && !gpc;
  if (state.statistics === statistics && state.ads === ads && state.textVersion === textVersion) return [];
  const data = { consentId, studioId, statistics, ads, textVersion, language, gpc, proof, chosenAt: at };
  return [{ type: "ConsentChosen", data }];
}

function withdraw({ subjectId, studioId, personId, purposes, via }: WithdrawConsent, state: Consent): ConsentEvent[] {
  const open = purposes.filter((purpose) => state[purpose] !== false);
  return open.length === 0
    ? []
    : [{ type: "ConsentWithdrawn", data: { subjectId, studioId, personId, purposes: open, via } }];
}

/** What holds at a moment, as facts keep it. */
export function snapshotOf(consentId: string | null, state: Consent, gpc: boolean): ConsentSnapshot {
  const { statistics, ads, textVersion, choseAt } = state;
  return {
    consentId,
    statistics: statistics === true && !gpc,
    ads: ads === true && !gpc,
    textVersion,
    choseAt,
    gpc,
  };
}
