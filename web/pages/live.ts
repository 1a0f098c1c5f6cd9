import type { EventView } from "../../components/dashboard/event.ts";
import { figuresOf, tellingFigures } from "../../components/dashboard/EventTile.tsx";
import type { Language } from "../../domain/ids.ts";
import { number } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";

/** The texts that a live page shows of these events, by the names of `data-live`. */
export function liveTexts(events: readonly EventView[], locale: Language): Record<string, string> {
  const t = translator(locale);
  const texts: Record<string, string> = {};
  for (const event of events) {
    for (const { live, value } of [...figuresOf(event, locale), ...tellingFigures(event, locale)]) texts[live] = value;
    texts[`${event.id}.cancelled`] = number(event.cancelled, locale);
    if (event.capacity === null) continue;
    const [count, capacity] = [number(event.confirmed, locale), number(event.capacity, locale)];
    texts[`${event.id}.taken`] = String(event.confirmed);
    texts[`${event.id}.taken_text`] = t("events.registered_of", { count, capacity });
  }
  return texts;
}
