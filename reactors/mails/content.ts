import type { Language } from "../../domain/ids.ts";
import type { Attachment } from "../../gateways/mail/port.ts";
import type { MailKind } from "../../i18n/mails/texts.ts";

/** One line of the small table: what, and one or more values below each other. */
export interface FactLine {
  label: string;
  values: readonly string[];
}

/** A run of text, or a link. */
export type Run = string | { label: string; url: string };

/** What else helps, below the facts. */
export interface Section {
  title: string;
  lines: readonly (readonly Run[])[];
}

/** A mail before it is HTML and plain text. */
export interface MailContent {
  kind: MailKind;
  language: Language;
  /** Fill the placeholders of the kind's words. */
  values: Readonly<Record<string, string>>;
  /** The studio's name, at the top. */
  studio: string;
  /** What it looks like: the studio's picture and colour; null where it has none, left out for the product's own mails. */
  brand?: { logo: string | null; brand_colour: string | null };
  /** Paragraphs that somebody wrote for this mailing. */
  body?: readonly string[];
  /** Where the button leads. */
  url: string;
  facts: readonly FactLine[];
  sections: readonly Section[];
  footer: string;
  attachments: readonly Attachment[];
}

/** A mail as it goes out, but for sender and receiver. */
export interface Rendered {
  subject: string;
  html: string;
  text: string;
  attachments: readonly Attachment[];
}
