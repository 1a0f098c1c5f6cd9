import { z } from "zod";
import type { FollowUp } from "../../../domain/virtual_event/design.ts";
import { box, ticked } from "./fields.ts";
import { type FlatForm, flatRows, rowsOf } from "./form.ts";
import { minutesOf, Offset, readOffset, writeOffset } from "./offsets.ts";
import type { Editable, WizardStep } from "./step.ts";

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
    followAttendedAmount: afterCame!.amount,
    followAttendedUnit: afterCame!.unit,
    followMissed: box(stayed !== undefined),
    followMissedAmount: afterStayed!.amount,
    followMissedUnit: afterStayed!.unit,
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
