import type { Language } from "../domain/ids.ts";
import { dateBlock } from "../i18n/formats.ts";

/** A day as a leaf of a calendar, beside the time in words; silent, because those say it in full. */
export function DateBlock({ at, zone, locale }: { at: string; zone: string; locale: Language }) {
  const { month, day, weekday } = dateBlock(at, zone, locale);
  return (
    <span class="date-block" aria-hidden="true">
      <span>{month}</span>
      <strong>{day}</strong>
      <span>{weekday}</span>
    </span>
  );
}
