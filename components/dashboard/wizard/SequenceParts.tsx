import { translator } from "../../../i18n/translate.ts";
import { Checkbox, Select, TextField } from "../../inputs.tsx";
import { controls, type StepProps } from "./fields.ts";

/** How one reminder goes: at which hour of its day, and by which way. */
export function ReminderTiming(
  { locale, at, ...props }: Pick<StepProps, "locale" | "form" | "errors"> & { at: number },
) {
  const t = translator(locale);
  const { text } = controls(props);
  const hours = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${hour}:00` }));
  return (
    <div class="field-pair">
      <Select
        {...text(`reminders.${at}.hour`)}
        label={t("sequence.hour")}
        hint={t("sequence.hour.hint")}
        options={[{ value: "", label: t("sequence.hour.exact") }, ...hours]}
      />
      <Select
        {...text(`reminders.${at}.ways`)}
        label={t("sequence.ways")}
        options={(["mail", "sms", "both"] as const).map((value) => ({ value, label: t(`sequence.ways.${value}`) }))}
      />
    </div>
  );
}

/** What else goes out before a date: when the room opens, to speakers, to the programme manager. */
export function SequenceBoxes({ locale, ...props }: Pick<StepProps, "locale" | "form" | "errors">) {
  const t = translator(locale);
  const { text, box } = controls(props);
  const days = { type: "number", inputMode: "numeric", min: 1, max: 30 } as const;
  return (
    <>
      <Checkbox {...box("roomOpens")} label={t("sequence.room_opens")} />
      {(["speakerAlert", "summary"] as const).map((name) => (
        <fieldset key={name} class="row-card stack tight">
          <Checkbox {...box(name)} label={t(`sequence.${name}`)} />
          <TextField {...text(`${name}Days`)} {...days} label={t("sequence.days")} />
        </fieldset>
      ))}
    </>
  );
}
