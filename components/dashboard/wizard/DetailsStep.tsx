import { languageNames, languages } from "../../../i18n/locale.ts";
import { translator } from "../../../i18n/translate.ts";
import TextMarks from "../../../islands/TextMarks.tsx";
import { WallClockField, ZoneField } from "../../DateTimeField.tsx";
import { Button } from "../../Button.tsx";
import { idOf } from "../../Field.tsx";
import { Checkbox, Select, TextArea, TextField } from "../../inputs.tsx";
import { Notice } from "../../Notice.tsx";
import { eventKinds } from "../event.ts";
import { controls, type StepProps } from "./fields.ts";
import { Part } from "./Part.tsx";
import { PeopleParts } from "./PeopleParts.tsx";
import { Rows } from "./Rows.tsx";

const formats = ["single-speaker", "panel-discussion", "workshop", "q-and-a", "mentorship"] as const;
const difficulties = ["beginner", "intermediate", "advanced"] as const;

/** What it is, when, who may come, where, with whom. */
export function DetailsStep(
  props: StepProps & {
    /** People who hear of a new date, and whether the event is public. */
    told: number;
    published: boolean;
    /** Whether a code lets people in, and how many are named. */
    invited: { code: boolean; people: number };
    /** The studio's; none: whatever is typed. */
    categories: readonly string[];
  },
) {
  return (
    <>
      <What {...props} />
      <When {...props} />
      <Places {...props} />
      <PeopleParts {...props} />
    </>
  );
}

function What({ locale, categories, ...props }: Parameters<typeof DetailsStep>[0]) {
  const t = translator(locale);
  const { text, box } = controls(props);
  const none = { value: "", label: t("wizard.none") };
  return (
    <Part id="what" title={t("wizard.what")}>
      <TextField
        {...text("title")}
        label={t("events.form.title")}
        hint={t("events.form.title_hint")}
        maxLength={150}
        required
      />
      <div class="stack tight">
        <TextMarks
          field={idOf("description")}
          labels={{
            toolbar: t("wizard.marks"),
            heading: t("wizard.marks.heading"),
            strong: t("wizard.marks.strong"),
            emphasis: t("wizard.marks.emphasis"),
            list: t("wizard.marks.list"),
            link: t("wizard.marks.link"),
          }}
        />
        <TextArea
          {...text("description")}
          label={t("events.form.description")}
          hint={t("wizard.description_hint")}
          maxLength={20_000}
          rows={10}
        />
      </div>
      <div class="field-pair">
        <Select
          {...text("type")}
          label={t("events.form.type")}
          options={eventKinds.map((value) => ({ value, label: t(`public.type.${value}`) }))}
        />
        <Select
          {...text("format")}
          label={t("wizard.format")}
          options={[none, ...formats.map((value) => ({ value, label: t(`wizard.format.${value}`) }))]}
        />
      </div>
      <div class="field-pair">
        {categories.length > 0
          ? (
            <Select
              {...text("category")}
              label={t("wizard.category")}
              options={[none, ...known(categories, text("category").value).map((value) => ({ value, label: value }))]}
            />
          )
          : (
            <TextField
              {...text("category")}
              label={t("wizard.category")}
              optional={t("common.optional")}
              maxLength={60}
            />
          )}
        <Select
          {...text("difficulty")}
          label={t("wizard.difficulty")}
          options={[none, ...difficulties.map((value) => ({ value, label: t(`wizard.difficulty.${value}`) }))]}
        />
      </div>
      <TextField
        {...text("tags")}
        label={t("wizard.tags")}
        hint={t("wizard.tags_hint")}
        optional={t("common.optional")}
      />
      <Select
        {...text("language")}
        label={t("wizard.language")}
        options={languages.map((value) => ({ value, label: languageNames[value] }))}
      />
      <fieldset class="stack tight">
        <legend class="field-label small">{t("wizard.languages")}</legend>
        {languages.map((name) => <Checkbox key={name} {...box(`languages_${name}`)} label={languageNames[name]} />)}
      </fieldset>
    </Part>
  );
}

/** The studio's categories, and the event's where that is none of them any more. */
function known(categories: readonly string[], own: string): string[] {
  return own === "" || categories.includes(own) ? [...categories] : [...categories, own];
}

function When({ locale, told, published, rows, ...props }: Parameters<typeof DetailsStep>[0]) {
  const t = translator(locale);
  const { text } = controls(props);
  const dates = rows("dates");
  return (
    <Part id="when" title={t("events.form.time")}>
      {published && told > 0 ? <Notice tone="accent">{t("wizard.reschedule_note", { count: told })}</Notice> : null}
      <Rows
        list="dates"
        title={t("wizard.dates")}
        hint={t("events.form.date_hint")}
        count={dates.length}
        least={1}
        most={60}
        error={props.errors.dates}
        add={t("events.form.add_date")}
        remove={(number) => t("events.form.remove_date", { number })}
        legend={(number) => t("events.form.date_n", { number })}
      >
        {(i) => (
          <>
            <input type="hidden" name={`dates.${i}.id`} value={dates[i]!.id} />
            <div class="field-pair">
              <WallClockField {...text(`dates.${i}.startsAt`)} label={t("events.form.date")} required />
              <TextField
                {...text(`dates.${i}.duration`)}
                label={t("events.form.duration")}
                type="number"
                inputMode="numeric"
                min={5}
                max={1440}
                required
              />
            </div>
          </>
        )}
      </Rows>
      <div class="toolbar">
        <TextField
          name="repeatTimes"
          label={t("wizard.repeat")}
          type="number"
          inputMode="numeric"
          min={1}
          max={52}
          value="3"
        />
        <Button size="small" name="then" value="repeat" formNoValidate>{t("wizard.repeat.do")}</Button>
      </div>
      <ZoneField {...text("timeZone")} label={t("events.form.zone")} />
    </Part>
  );
}

function Places({ locale, ...props }: StepProps) {
  const t = translator(locale);
  const { text, box } = controls(props);
  return (
    <Part id="places" title={t("events.form.places")}>
      <TextField
        {...text("capacity")}
        label={t("events.form.capacity")}
        hint={t("events.form.capacity_hint")}
        optional={t("common.optional")}
        type="number"
        inputMode="numeric"
        min={1}
      />
      <Checkbox {...box("waitlist")} label={t("events.form.waitlist")} />
      <div class="field-pair">
        <Select
          {...text("waitlistMode")}
          label={t("wizard.waitlist_mode")}
          options={(["automatic", "offer"] as const).map((value) => ({
            value,
            label: t(`wizard.waitlist_mode.${value}`),
          }))}
        />
        <TextField
          {...text("offerHours")}
          label={t("wizard.offer_hours")}
          type="number"
          inputMode="numeric"
          min={1}
          max={168}
        />
      </div>
      <Checkbox {...box("approval")} label={t("wizard.approval")} />
      <div class="field-pair">
        <WallClockField {...text("opensAt")} label={t("events.form.opens")} hint={t("events.form.opens_hint")} />
        <WallClockField {...text("closesAt")} label={t("events.form.closes")} hint={t("events.form.closes_hint")} />
      </div>
    </Part>
  );
}
