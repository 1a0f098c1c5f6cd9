import { translator } from "../../../i18n/translate.ts";
import { Checkbox, Select, TextField } from "../../inputs.tsx";
import { controls, type StepProps } from "./fields.ts";
import { Button } from "../../Button.tsx";
import { ReminderTiming, SequenceBoxes } from "./SequenceParts.tsx";
import { Part } from "./Part.tsx";
import { Rows } from "./Rows.tsx";

/** What goes out by itself: confirmation, reminders, what comes after. */
export function AutomationsStep({ locale, rows, ...props }: StepProps) {
  const t = translator(locale);
  const { text, box } = controls(props);
  const units = (["minutes", "hours", "days"] as const).map((value) => ({ value, label: t(`wizard.unit.${value}`) }));
  const amount = { type: "number", inputMode: "numeric", min: 1 } as const;
  return (
    <>
      <Part id="before" title={t("wizard.before")}>
        <Checkbox {...box("confirmation")} label={t("wizard.confirmation")} />
        <Rows
          list="reminders"
          title={t("wizard.reminders")}
          hint={t("wizard.reminders.hint")}
          count={rows("reminders").length}
          most={10}
          error={props.errors.reminders}
          add={t("wizard.reminders.add")}
          remove={(number) => t("wizard.reminders.remove", { number })}
          legend={(number) => t("wizard.reminders.nth", { number })}
        >
          {(i) => (
            <>
              <div class="field-pair">
                <TextField {...text(`reminders.${i}.amount`)} {...amount} label={t("wizard.reminders.before")} />
                <Select {...text(`reminders.${i}.unit`)} label={t("wizard.unit")} options={units} />
              </div>
              <ReminderTiming {...props} locale={locale} at={i} />
            </>
          )}
        </Rows>
        <div>
          <Button kind="quiet" size="small" name="then" value="preset.programme" formNoValidate>
            {t("sequence.programme")}
          </Button>
        </div>
        <SequenceBoxes {...props} locale={locale} />
      </Part>
      <Part id="after" title={t("wizard.after")}>
        {(["followAttended", "followMissed"] as const).map((name) => (
          <fieldset key={name} class="row-card stack tight">
            <Checkbox {...box(name)} label={t(`wizard.${name}`)} />
            <div class="field-pair">
              <TextField {...text(`${name}Amount`)} {...amount} label={t("wizard.follow_after")} />
              <Select {...text(`${name}Unit`)} label={t("wizard.unit")} options={units} />
            </div>
          </fieldset>
        ))}
      </Part>
    </>
  );
}
