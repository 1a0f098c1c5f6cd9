import type { Language } from "../../domain/ids.ts";
import type { Role } from "../../domain/studio/events.ts";
import { fill } from "../../i18n/area.ts";
import { longDay } from "../../i18n/formats.ts";
import { mailTexts } from "../../i18n/mails/texts.ts";
import type { MailContent } from "./content.ts";
import type { StudioRow } from "./tables.ts";

/** An invitation into a studio's team, in the studio's language. */
export function invitationMail(
  { studio, role, expiresAt, url }: { studio: StudioRow; role: Role; expiresAt: string; url: string },
): MailContent {
  const { language } = studio;
  const values = {
    studio: studio.name,
    role: mailTexts[language].roles[role],
    expires: longDay(expiresAt, studio.time_zone, language),
  };
  return { kind: "invitation", language, values, url, brand: studio, ...plain(language, studio.name) };
}

/** A mail about somebody's own account. `product` stands where a studio's name would. */
export function accountMail(
  { kind, language, url, product }: {
    kind: "password_reset" | "verify_email";
    language: Language;
    url: string;
    product: string;
  },
): MailContent {
  return { kind, language, values: {}, url, ...plain(language, product) };
}

/** Tells a member that a platform refuses a pixel's token. */
export function pixelMail({ language, studio, platform, pixel, url }: {
  language: Language;
  studio: string;
  platform: string;
  pixel: string;
  url: string;
}): MailContent {
  return { kind: "pixel_paused", language, values: { platform, pixel }, url, ...plain(language, studio) };
}

/** Tells a member that whoever a webhook told of things is gone. */
export function webhookMail({ language, studio, host, url }: {
  language: Language;
  studio: string;
  host: string;
  url: string;
}): MailContent {
  return { kind: "webhook_gone", language, values: { host }, url, ...plain(language, studio) };
}

function plain(language: Language, studio: string) {
  return {
    studio,
    facts: [],
    sections: [],
    footer: fill(mailTexts[language].footer.member, { studio }, language),
    attachments: [],
  };
}
