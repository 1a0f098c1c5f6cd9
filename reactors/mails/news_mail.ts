import type { Language } from "../../domain/ids.ts";
import { fill } from "../../i18n/area.ts";
import { mailTexts } from "../../i18n/mails/texts.ts";
import type { MailContent } from "./content.ts";
import { paragraphs } from "./event_mail.ts";
import { contact, unsubscribe } from "./sections.ts";
import type { StudioRow } from "./tables.ts";

/** A mailing to somebody whom the studio knows, about no event in particular. */
export interface NewsMail {
  text: { subject: string; body: string };
  unsubscribe: string;
  studio: StudioRow;
  recipient: { firstName: string; language: Language };
  /** Where the button leads: the studio's public list of events. */
  url: string;
  sender: { address: string };
}

/** The mail's content, in the reader's language where the mailing has it. */
export function newsMail({ text, studio, recipient, url, sender, unsubscribe: address }: NewsMail): MailContent {
  const { language, firstName } = recipient;
  const names = { firstName, studio: studio.name };
  const headline = fill(text.subject, names, language);
  const about = { studio, sender, recipient };
  return {
    kind: "news",
    language,
    values: { ...names, headline },
    studio: studio.name,
    brand: studio,
    body: paragraphs(fill(text.body, names, language)),
    url,
    facts: [],
    sections: [...contact(about), ...unsubscribe({ address, recipient })],
    footer: fill(mailTexts[language].footer.marketing, names, language),
    attachments: [],
  };
}
