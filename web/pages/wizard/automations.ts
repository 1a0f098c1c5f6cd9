import { z } from "zod";
import type { FollowUp } from "../../../domain/virtual_event/design.ts";
import { box, ticked, wholeNumber } from "./fields.ts";
import { type FlatForm, type FlatRow, flatRows, rowsOf } from "./form.ts";
import type { Editable, WizardStep } from "./step.ts";

const units = ["minutes", "hours", "days"] as const;
const Offset = { amount: wholeNumber(1, 43_200), unit: z.enum(units) };

const Typed = z.object({
  confirmation: ticked,
  reminders: z.array(z.object(Offset)).max(10),
  followAttended: ticked,
  followMissed: ticked,
});
const attended = z.object({ followAttendedAmount: Offset.amount, followAttendedUnit: Offset.unit });
const missed = z.object({ followMissedAmount: Offset.amount, followMissedUnit: Offset.unit });

/** What goes out by itself. */
export const automations: WizardStep = {
  fields: [
    "confirmation",
    "followAttended",
    "followAttendedAmount",
    "followAttendedUnit",
    "followMissed",
    "followMissedAmount",
    "followMissedUnit",
  ],
  lists: { reminders: ["amount", "unit"] },
  read,
  update,
  reasons: { reminder_invalid: "reminders", follow_up_invalid: "followAttendedAmount" },
};

function read({ event: { automations: { confirmation, reminders, followUps = [] } } }: Editable): FlatForm {
  const follow = (to: FollowUp["to"]) => followUps.find((followUp) => followUp.to === to);
  const [came, stayed] = [follow("attended"), follow("missed")];
  const [afterCame, afterStayed] = [came, stayed].map((found) => readOffset(found?.after ?? "PT2H"));
  return {
    confirmation: box(confirmation),
    followAttended: box(came !== undefined),
    followAttendedAmount: afterCame!.amount!,
    followAttendedUnit: afterCame!.unit!,
    followMissed: box(stayed !== undefined),
    followMissedAmount: afterStayed!.amount!,
    followMissedUnit: afterStayed!.unit!,
    ...flatRows("reminders", reminders.map(readOffset)),
  };
}

function update(form: FlatForm, { event: { automations: before } }: Editable) {
  const reminders = rowsOf(form, "reminders").filter(({ amount }) => amount?.trim() !== "");
  const typed = Typed.parse({ ...form, reminders });
  const followUps: FollowUp[] = [];
  if (typed.followAttended) {
    const { followAttendedAmount, followAttendedUnit } = attended.parse(form);
    followUps.push({ to: "attended", after: writeOffset(followAttendedAmount, followAttendedUnit) });
  }
  if (typed.followMissed) {
    const { followMissedAmount, followMissedUnit } = missed.parse(form);
    followUps.push({ to: "missed", after: writeOffset(followMissedAmount, followMissedUnit) });
  }
  return {
    automations: {
      confirmation: typed.confirmation,
      reminders: typed.reminders.map(({ amount, unit }) => {
        const written = writeOffset(amount, unit);
        return before.reminders.find((offset) => minutesOf(offset) === minutesOf(written)) ?? written;
      }),
      ...(followUps.length > 0 || before.followUps ? { followUps } : {}),
    },
  };
}

/** A duration in the largest unit that says it without a rest. */
function readOffset(offset: string): FlatRow {
  const minutes = minutesOf(offset);
  if (minutes % (24 * 60) === 0 && minutes > 24 * 60) return { amount: String(minutes / (24 * 60)), unit: "days" };
  if (minutes % 60 === 0) return { amount: String(minutes / 60), unit: "hours" };
  return { amount: String(minutes), unit: "minutes" };
}

function writeOffset(amount: number, unit: typeof units[number]): string {
  return { minutes: `PT${amount}M`, hours: `PT${amount}H`, days: `P${amount}D` }[unit];
}

function minutesOf(offset: string): number {
  return Temporal.Duration.from(offset).total("minutes");
}
