import { z } from "zod";
import { Instant } from "../ids.ts";

/** What somebody may be asked for beside what is necessary. */
export const Purpose = z.enum(["statistics", "ads", "email_marketing"]);
export type Purpose = z.infer<typeof Purpose>;

/** What was allowed at the moment of a fact: part of it, since a later yes never makes up for a missing one. */
export const ConsentSnapshot = z.object({
  /** Whose choice it was: a browser's; null: nobody chose. */
  consentId: z.uuid().nullable(),
  statistics: z.boolean(),
  ads: z.boolean(),
  /** Of the words that were agreed to; empty where nobody chose. */
  textVersion: z.string().max(20),
  choseAt: Instant.nullable(),
  /** The browser sent Global Privacy Control, which counts as a no. */
  gpc: z.boolean(),
});
export type ConsentSnapshot = z.infer<typeof ConsentSnapshot>;

const id = z.string().min(1).max(500);

/** How platforms find a browser again. Kept only with consent, encrypted with the keys of whom it is about. */
export const BrowserIdentifiers = z.object({
  ip: z.string().max(64),
  userAgent: z.string().max(500),
  fbc: id,
  fbp: id,
  gclid: id,
  gbraid: id,
  wbraid: id,
  ttclid: id,
  ttp: id,
  /** Analytics' id of a browser. */
  clientId: id,
  clickedAt: Instant,
}).partial();
export type BrowserIdentifiers = z.infer<typeof BrowserIdentifiers>;
