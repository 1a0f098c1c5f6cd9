import { z } from "zod";
import { wholeNumber } from "./fields.ts";

const units = ["minutes", "hours", "days"] as const;
/** How long before or after, as it is typed. */
export const Offset = { amount: wholeNumber(1, 43_200), unit: z.enum(units) };

/** A duration in the largest unit that says it without a rest. */
export function readOffset(offset: string): { amount: string; unit: string } {
  const minutes = minutesOf(offset);
  if (minutes % (24 * 60) === 0 && minutes > 24 * 60) return { amount: String(minutes / (24 * 60)), unit: "days" };
  if (minutes % 60 === 0) return { amount: String(minutes / 60), unit: "hours" };
  return { amount: String(minutes), unit: "minutes" };
}

/** The duration of so many units. */
export function writeOffset(amount: number, unit: typeof units[number]): string {
  return { minutes: `PT${amount}M`, hours: `PT${amount}H`, days: `P${amount}D` }[unit];
}

/** An hour of the day belongs to whole days: 48 hours before at nine is two days before at nine. */
export function writeOffsetAt(amount: number, unit: typeof units[number], hour: string | undefined): string {
  const inDays = Boolean(hour) && unit === "hours" && amount % 24 === 0;
  return inDays ? writeOffset(amount / 24, "days") : writeOffset(amount, unit);
}

/** How long it is. */
export function minutesOf(offset: string): number {
  return Temporal.Duration.from(offset).total("minutes");
}
