import { eventIn } from "../../commands/streams.ts";
import type { EventId, Language, StudioId } from "../../domain/ids.ts";
import { usualSequence } from "../../domain/virtual_event/design.ts";
import { tagOf, when } from "../../i18n/formats.ts";
import { segmentsOf } from "../../i18n/segments.ts";
import { textMessage } from "../../i18n/sms.ts";
import { translator } from "../../i18n/translate.ts";
import { type EventView, numbersByLanguage } from "../../projections/queries.ts";
import type { State } from "../state.ts";
import { workplaceOf } from "./trainer.ts";

/** Characters of a personal link's token. */
const TOKEN = 45;

/**
 * What the text messages of reminders come to, in words, by the reminder's offset: counted as they would be written now, in
 * each reader's language. Empty where an event sends none.
 */
export async function textCosts(state: State, view: EventView): Promise<(offset: string, startsAt: string) => string> {
  const { app, locale } = state;
  const studio = workplaceOf(state);
  const event = await eventIn(app.commands, studio.id as StudioId, view.id as EventId);
  const { timing } = event.automations.sequence ?? usualSequence;
  const byText = new Set(timing.filter(({ ways }) => ways.includes("sms")).map(({ offset }) => offset));
  if (byText.size === 0) return () => "";
  const numbers = await numbersByLanguage(app.db, view.id);
  const url = `${app.baseUrl}/r/${"x".repeat(TOKEN)}`;
  const now = new Date(app.commands.now());
  return (offset, startsAt) => {
    if (!byText.has(offset)) return "";
    const segments = numbers.map(({ language, count }) => {
      const moment = when({ startsAt, zone: view.timeZone }, language as Language, now);
      const values = { studio: studio.name, title: view.title, when: moment, url };
      return count * segmentsOf(textMessage("reminder", values, language as Language));
    }).reduce((sum, one) => sum + one, 0);
    return inWords(numbers.reduce((sum, { count }) => sum + count, 0), segments, app.config.smsPrice, locale);
  };
}

function inWords(texts: number, segments: number, price: State["app"]["config"]["smsPrice"], locale: Language): string {
  const t = translator(locale);
  const parts = [t("timeline.texts", { count: texts }), t("timeline.segments", { count: segments })];
  if (price && segments > 0) {
    const style = { style: "currency", currency: price.currency } as const;
    const sum = new Intl.NumberFormat(tagOf(locale), style).format(segments * price.amount);
    parts.push(t("timeline.cost", { price: sum }));
  }
  return parts.join(", ");
}
