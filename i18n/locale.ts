import type { Language } from "../domain/ids.ts";

/** The languages of the interface, in the order in which a switch shows them. */
export const languages: readonly Language[] = ["en", "de", "es"];

/** What a language calls itself. */
export const languageNames: Readonly<Record<Language, string>> = { en: "English", de: "Deutsch", es: "Español" };

/** Cookie that remembers the visitor's own choice. */
export const languageCookie = "lang";

/** Query parameter of the language switch: `?lang=de` chooses, and is remembered in the cookie. */
export const languageQuery = "lang";

/** The language a value names (`de`, `de-AT`, `DE`), or null if it is none of ours. */
export function languageOf(value: string | null | undefined): Language | null {
  const primary = value?.trim().toLowerCase().split(/[-_]/)[0];
  return languages.find((language) => language === primary) ?? null;
}

/** The best of our languages by an `Accept-Language` header, or null when the header names none of them. */
export function acceptedLanguage(header: string | null): Language | null {
  if (!header) return null;
  const ranges = header.slice(0, 1_000).split(",").map((range, order) => {
    const [tag, ...parameters] = range.split(";");
    const q = parameters.map((p) => /^\s*q\s*=\s*([\d.]+)\s*$/i.exec(p)?.[1]).find((v) => v !== undefined);
    return { tag: tag?.trim() ?? "", quality: q === undefined ? 1 : Number(q), order };
  });
  const best = ranges
    .filter((range) => range.quality > 0 && languageOf(range.tag) !== null)
    .sort((a, b) => b.quality - a.quality || a.order - b.order)[0];
  return best ? languageOf(best.tag) : null;
}

/** Where a language came from; only `query` is worth remembering in the cookie. */
export interface NegotiatedLanguage {
  language: Language;
  from: "query" | "cookie" | "header" | "studio";
}

/** The language to answer in: the visitor's choice (switch, then cookie), else `Accept-Language`, else the studio's. */
export function negotiateLanguage(
  request: { query: string | null; cookie: string | null; acceptLanguage: string | null },
  studioLanguage: Language = "en",
): NegotiatedLanguage {
  const query = languageOf(request.query);
  if (query) return { language: query, from: "query" };
  const cookie = languageOf(request.cookie);
  if (cookie) return { language: cookie, from: "cookie" };
  const header = acceptedLanguage(request.acceptLanguage);
  if (header) return { language: header, from: "header" };
  return { language: studioLanguage, from: "studio" };
}

/** The `Set-Cookie` value that remembers a chosen language for a year. */
export function rememberLanguage(language: Language, secure: boolean): string {
  return `${languageCookie}=${language}; Path=/; Max-Age=31536000; SameSite=Lax${secure ? "; Secure" : ""}`;
}
