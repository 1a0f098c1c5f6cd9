import type { Language } from "../../../domain/ids.ts";
import { translator } from "../../../i18n/translate.ts";
import type { FigureKey } from "../../../web/pages/analytics/figures.ts";
import { hrefOf } from "../event.ts";

/** What a figure of an event counts, and the page that says how it was computed: to stand beside it wherever it is shown. */
export function explained(eventId: string, key: FigureKey, locale: Language): { says: string; href: string } {
  return { says: translator(locale)(`figures.${key}.is`), href: hrefOf(eventId, `/analytics/${key}`) };
}
