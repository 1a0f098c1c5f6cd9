import type { Language } from "../domain/ids.ts";
import { tagOf } from "./formats.ts";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A size as people read it: `4.2 MB`. */
export function bytes(count: number, language: Language): string {
  const power = count < 1 ? 0 : Math.min(Math.floor(Math.log10(count) / 3), UNITS.length - 1);
  return new Intl.NumberFormat(tagOf(language), {
    style: "unit",
    unit: UNITS[power],
    maximumFractionDigits: 1,
  }).format(count / 1000 ** power);
}
