import { brandAccents } from "../components/brand_colour.ts";
import type { Legal, Looks, SupportText } from "../components/public/looks.ts";
import { Language, type StudioId } from "../domain/ids.ts";
import type { StudioSettings } from "../domain/studio/settings.ts";
import type { State } from "./state.ts";

/** What a studio's public pages look like. `own`: the colour of one event's page, before the studio's. */
export function looksOf(settings: StudioSettings, own: string | null = null): Looks {
  const { logo, brandColour, languages, legal: { imprintUrl, privacyUrl, termsUrl } } = settings;
  return { logo, accent: accentOf(own ?? brandColour), languages, links: { imprintUrl, privacyUrl, termsUrl } };
}

/** Speaks the studio's own language on its public pages where the reader's is none that they are offered in. */
export function speakOffered(state: State, studioId: StudioId): void {
  const settings = state.app.directory.settings(studioId);
  if (settings && !settings.languages.includes(state.locale)) state.locale = settings.language;
}

/** What stands beside the boxes of a form, in the reader's language where there is one. */
export function legalOf(settings: StudioSettings | null, locale: Language): Legal {
  if (!settings) return { termsUrl: "", privacyUrl: "", terms: null, privacy: null };
  const { termsUrl, privacyUrl, termsText, privacyText } = settings.legal;
  const say = (texts: Partial<Record<Language, string>>) => said(texts, locale, settings.language);
  return { termsUrl, privacyUrl, terms: say(termsText), privacy: say(privacyText) };
}

/** Whom attendees ask and what they need; null where the studio says nothing. */
export function supportOf(settings: StudioSettings | null, locale: Language): SupportText | null {
  if (!settings) return null;
  const { contact, testUrl, requirements } = settings.support;
  const needed = said(requirements, locale, settings.language);
  return contact || testUrl || needed ? { contact, testUrl, requirements: needed } : null;
}

/** A text in the reader's language, else in the studio's, else in any. */
function said(texts: Partial<Record<Language, string>>, locale: Language, own: Language) {
  const language = [locale, own, ...Language.options].find((name) => texts[name]);
  return language ? { value: texts[language]!, language } : null;
}

const accents = new Map<string, string>();

/** The colour as style, readable by day and by night; null for none. */
function accentOf(colour: string | null): string | null {
  if (colour === null) return null;
  const known = accents.get(colour);
  if (known !== undefined) return known;
  const found = brandAccents(colour);
  if (!found) return null;
  const { light, dark } = found;
  const style = `--accent:light-dark(${light.accent},${dark.accent});` +
    `--on-accent:light-dark(${light.onAccent},${dark.onAccent})`;
  if (accents.size < 10_000) accents.set(colour, style);
  return style;
}
