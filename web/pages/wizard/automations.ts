import { z } from "zod";
import { type FollowUp, usualSequence } from "../../../domain/virtual_event/design.ts";
import { box, ticked } from "./fields.ts";
import { type FlatForm, flatRows, rowsOf } from "./form.ts";
import { minutesOf, Offset, readOffset, writeOffset, writeOffsetAt } from "./offsets.ts";
import { readSequence, readTiming, sequenceFields, timingFields, typedSequence } from "./sequence.ts";
import type { Editable, WizardStep } from "./step.ts";

const Typed = z.object({
  confirmation: ticked,
  reminders: z.array(z.object(Offset)).max(10),
  followAttended: ticked,
  followMissed: ticked,
});
const attended = z.object({ followAttendedAmount: Offset.amount, followAttendedUnit: Offset.unit });
const missed = z.object({ followMissedAmount: Offset.amount, followMissedUnit: Offset.unit });

/** When a whole programme reminds. */
const programme = [["7", "days"], ["2", "days"], ["2", "hours"]] as const;

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
    ...sequenceFields,
  ],
  lists: { reminders: ["amount", "unit", ...timingFields] },
  presets: {
    programme: {
      list: "reminders",
      rows: programme.map(([amount, unit]) => ({ amount, unit, hour: "", ways: "mail" })),
    },
  },
  read,
  update,
  reasons: { reminder_invalid: "reminders", follow_up_invalid: "followAttendedAmount" },
};

function read({ event: { automations } }: Editable): FlatForm {
  const { confirmation, reminders, followUps = [], sequence = usualSequence } = automations;
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
    ...flatRows("reminders", reminders.map((offset) => ({ ...readOffset(offset), ...readTiming(sequence, offset) }))),
    ...readSequence(sequence),
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
  const offsets = typed.reminders.map(({ amount, unit }, i) => {
    const written = writeOffsetAt(amount, unit, reminders[i]?.hour);
    // another way of writing the same is no change, unless an hour of the day makes days of it
    const former = before.reminders.find((offset) => minutesOf(offset) === minutesOf(written));
    return former !== undefined && !reminders[i]?.hour ? former : written;
  });
  const sequence = typedSequence(form, reminders.map((row, i) => ({ ...row, offset: offsets[i]! })), before.sequence);
  return {
    automations: {
      confirmation: typed.confirmation,
      reminders: offsets,
      ...(followUps.length > 0 || before.followUps ? { followUps } : {}),
      ...(sequence ? { sequence } : {}),
    },
  };
}
