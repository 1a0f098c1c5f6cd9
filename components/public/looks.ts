import type { Language } from "../../domain/ids.ts";
import type { Said } from "./design.ts";

/** What a studio's public pages look like, and what they say by law. */
export interface Looks {
  /** Kept picture. */
  logo: string | null;
  /** Its colour as style. */
  accent: string | null;
  /** In which its pages are offered. */
  languages: readonly Language[];
  /** Empty where there is none. */
  links: { imprintUrl: string; privacyUrl: string; termsUrl: string };
}

/** What stands beside the boxes of a form. */
export interface Legal {
  termsUrl: string;
  privacyUrl: string;
  terms: Said<string> | null;
  privacy: Said<string> | null;
}

/** Whom attendees ask, and what they need. */
export interface SupportText {
  contact: string;
  testUrl: string;
  requirements: Said<string> | null;
}
