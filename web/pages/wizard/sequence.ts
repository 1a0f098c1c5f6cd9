import { z } from "zod";
import { wholeDays } from "../../../domain/offset.ts";
import { type ReminderTiming, type Sequence, usualSequence, type Way } from "../../../domain/virtual_event/design.ts";
import { box, ticked, wholeNumber } from "./fields.ts";
import type { FlatForm } from "./form.ts";

/** Fields of the step that say what goes out beside the reminders. */
export const sequenceFields = ["roomOpens", "speakerAlert", "speakerAlertDays", "summary", "summaryDays"] as const;
/** And of each reminder, how it goes. */
export const timingFields = ["hour", "ways"] as const;

const ways: Readonly<Record<string, readonly Way[]>> = { mail: ["mail"], sms: ["sms"], both: ["mail", "sms"] };
const hour = z.preprocess(
  (value) => (value === "" || value === undefined ? null : value),
  wholeNumber(0, 23).nullable(),
);
const days = wholeNumber(1, 30);

/** How a reminder goes, as its row shows it. */
export function readTiming({ timing }: Sequence, offset: string): Record<typeof timingFields[number], string> {
  const found = timing.find((one) => one.offset === offset);
  const [only] = found?.ways ?? ["mail"];
  return {
    hour: found?.hour === undefined || found.hour === null ? "" : String(found.hour),
    ways: found?.ways.length === 2 ? "both" : only!,
  };
}

/** The sequence as the step shows it. */
export function readSequence({ roomOpens, speakerAlert, summary }: Sequence): FlatForm {
  const inDays = (offset: string | null) => String((offset && wholeDays(offset)) || 3);
  return {
    roomOpens: box(roomOpens),
    speakerAlert: box(speakerAlert !== null),
    speakerAlertDays: inDays(speakerAlert),
    summary: box(summary !== null),
    summaryDays: inDays(summary),
  };
}

/** The sequence that was typed; `rows`: each reminder with its offset. */
export function typedSequence(
  form: FlatForm,
  rows: readonly (FlatForm & { offset: string })[],
  before: Sequence | undefined,
): Sequence | undefined {
  const timing = rows.flatMap(({ offset, hour: typed, ways: chosen = "mail" }): ReminderTiming[] => {
    const at = hour.parse(typed);
    const by = [...ways[chosen] ?? ways.mail!];
    return at === null && chosen !== "sms" && chosen !== "both" ? [] : [{ offset, hour: at, ways: by }];
  });
  const on = (name: string) => ticked.parse(form[name] ?? "");
  const typed: Sequence = {
    timing,
    roomOpens: on("roomOpens"),
    speakerAlert: on("speakerAlert") ? `P${z.object({ speakerAlertDays: days }).parse(form).speakerAlertDays}D` : null,
    summary: on("summary") ? `P${z.object({ summaryDays: days }).parse(form).summaryDays}D` : null,
  };
  // what was never said and is as usual is not said now either
  return before === undefined && JSON.stringify(typed) === JSON.stringify(usualSequence) ? undefined : typed;
}
