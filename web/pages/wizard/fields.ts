import { z } from "zod";
import { WallClock } from "../../../domain/ids.ts";
import { instantOf, wallClockOf } from "../../../domain/wall_clock.ts";

const blankIsAbsent = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value);
const blankIsNull = (value: unknown) => (typeof value === "string" && value.trim() === "" ? null : value);

/** One of a few, or none. */
export const oneOfOrNone = <T extends z.ZodType>(choices: T) => z.preprocess(blankIsNull, choices.nullable());

/** A whole number that must be there. */
export const wholeNumber = (min: number, max: number) =>
  z.string().trim().min(1).regex(/^-?\d+$/, { error: "number" }).transform(Number).pipe(z.int().min(min).max(max));

/** A whole number, or null. */
export const wholeNumberOrNone = (min: number, max: number) =>
  z.preprocess(blankIsNull, wholeNumber(min, max).nullable());

/** A wall clock that must be there. */
export const clock = z.preprocess(
  blankIsAbsent,
  z.string({ error: "required" }).pipe(WallClock.or(z.never({ error: "date" }))),
);
export const clockOrNone = z.preprocess(blankIsNull, WallClock.or(z.never({ error: "date" })).nullable());

export const textOf = (most: number) => z.string().trim().max(most);
export const textOrNone = (most: number) => z.preprocess(blankIsNull, z.string().trim().max(most).nullable());

/** A box. */
export const ticked = z.string().transform((value) => value === "true");

/** One entry a line. */
export const lines = z.string()
  .transform((text) => text.split("\n").map((line) => line.trim()).filter((line) => line !== ""))
  .pipe(z.array(z.string().max(300)).max(20));

/** Entries between commas, each once. */
export const commas = (most: number, longest: number) =>
  z.string()
    .transform((text) => [...new Set(text.split(",").map((entry) => entry.trim()).filter((entry) => entry !== ""))])
    .pipe(z.array(z.string().max(longest)).max(most));

/** An address on the web; one typed without its beginning gets it. */
export const webAddress = z.string().trim().min(1)
  .transform((typed) => (/^[\w-]+(\.[\w-]+)+(\/|$)/.test(typed) ? `https://${typed}` : typed))
  .pipe(z.url({ protocol: /^https?$/ }).max(2_000));

export const box = (on: boolean) => (on ? "true" : "");

/** The instant of a wall clock in a zone; null stays null. @throws {Rejected} `date_invalid`, `unknown_time_zone` */
export const instantIn = (zone: string, local: string | null) => (local === null ? null : instantOf(local, zone));

/** The wall clock of an instant in a zone, as a field shows it. */
export const localIn = (zone: string, instant: string | null) => (instant === null ? "" : wallClockOf(instant, zone));
