import { z } from "zod";
import { type EventOf, eventType } from "../event_type.ts";
import { Instant, Language, PersonId, StudioId } from "../ids.ts";
import { Purpose } from "./snapshot.ts";

/** What shows that a choice was made: where, and a keyed hash of network address and browser by which nobody is found. */
export const ConsentProof = z.object({ page: z.string().max(300), browser: z.string().max(64) });
export type ConsentProof = z.infer<typeof ConsentProof>;

/** Somebody chose, in the banner or on the page behind it: all of their choice from now on. */
export const ConsentChosen = eventType("ConsentChosen", {
  consentId: z.uuid(),
  studioId: StudioId,
  statistics: z.boolean(),
  ads: z.boolean(),
  /** Of the words that they read, in this language. */
  textVersion: z.string().max(20),
  language: Language,
  gpc: z.boolean(),
  proof: ConsentProof,
  chosenAt: Instant,
});
/** Somebody takes back what they had allowed, as a browser or as a person. */
export const ConsentWithdrawn = eventType("ConsentWithdrawn", {
  /** The browser's consent id, or the person's id. */
  subjectId: z.uuid(),
  studioId: StudioId,
  /** Null: a browser, nobody knows whose. */
  personId: PersonId.nullable(),
  purposes: z.array(Purpose).min(1).max(3),
  via: z.enum(["own_page", "dashboard", "banner"]),
});

export const consentEvents = [ConsentChosen, ConsentWithdrawn] as const;
export type ConsentEvent = EventOf<typeof consentEvents[number]>;
