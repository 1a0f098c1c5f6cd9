import type { Language } from "../../domain/ids.ts";
import { registrationReference } from "../../domain/registration_reference.ts";
import type { VirtualEvent } from "../../domain/virtual_event/state.ts";
import { ordinal } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";

/** Longer lines are not told: nobody reads a thousand moves, and all who waited behind moved by one. */
const LONGEST_LINE = 2_000;
const TOLD = 20;

/** Who moved in the line of an event from one state to the next, in words; the rest as a number. */
export function movesBetween(before: unknown, after: unknown, language: Language): string[] {
  const [then, now] = [ranksOf(before), ranksOf(after)];
  if (!then || !now) return [];
  const t = translator(language);
  const moved = [...now].filter(([id, rank]) => then.has(id) && then.get(id) !== rank);
  const told = moved.slice(0, TOLD).map(([id, rank]) =>
    t("audit.moved_who", {
      who: registrationReference(id),
      from: ordinal(then.get(id)!, language),
      to: ordinal(rank, language),
    })
  );
  return moved.length > TOLD ? [...told, t("audit.moved_more", { count: moved.length - TOLD })] : told;
}

function ranksOf(state: unknown): Map<string, number> | null {
  const seats = state && typeof state === "object" && "seats" in state ? (state as Seated).seats : null;
  if (!seats || seats.line.size > LONGEST_LINE) return null;
  const line = seats.line.entries().sort(([a], [b]) => a - b);
  return new Map(line.map(([, id], n) => [id, n + 1]));
}

type Seated = Exclude<VirtualEvent, { lifecycle: "none" }>;
