import { translator } from "../../../i18n/translate.ts";
import { Button } from "../../Button.tsx";
import { FileDrop } from "../../FileDrop.tsx";
import { Checkbox, Select, TextArea, TextField } from "../../inputs.tsx";
import { controls, type StepProps } from "./fields.ts";
import { Part } from "./Part.tsx";
import { Rows } from "./Rows.tsx";

/** The form that the cover is sent with; it stands beside the step's own. */
export const COVER_FORM = "cover-form";

const standard = [
  "phone",
  "company",
  "position",
  "website",
  "specialRequirements",
  "accessibilityNeeds",
  "industry",
  "companySize",
  "country",
  "experience",
] as const;
const questionKinds = ["text", "long", "one", "many", "yes_no", "consent"] as const;

/** What people see before they register, and what they are asked. */
export function PageStep(props: StepProps & { cover: string | null; coverError?: string }) {
  return (
    <>
      <Looks {...props} />
      <Texts {...props} />
      <Agenda {...props} />
      <Asked {...props} />
      <Found {...props} />
    </>
  );
}

function Looks({ locale, cover, coverError, ...props }: Parameters<typeof PageStep>[0]) {
  const t = translator(locale);
  const { text, box } = controls(props);
  return (
    <Part id="looks" title={t("wizard.looks")}>
      {cover
        ? (
          <img
            class="cover-picture"
            src={`/media/${cover}-640.webp`}
            srcset={[320, 640, 1280].map((width) => `/media/${cover}-${width}.webp ${width}w`).join(", ")}
            sizes="(min-width: 70rem) 40rem, 100vw"
            alt={t("wizard.cover.now")}
          />
        )
        : null}
      <FileDrop
        name="cover"
        form={COVER_FORM}
        label={t(cover ? "wizard.cover.other" : "wizard.cover")}
        or={t("wizard.cover.drop")}
        hint={t("wizard.cover.hint")}
        accept="image/jpeg,image/png,image/webp,image/avif"
        error={coverError}
      />
      <div class="row tight">
        <Button size="small" icon="upload" form={COVER_FORM} name="then" value="cover">{t("wizard.cover.send")}</Button>
        {cover
          ? (
            <Button kind="quiet" size="small" icon="trash-2" form={COVER_FORM} name="then" value="no_cover">
              {t("wizard.cover.remove")}
            </Button>
          )
          : null}
      </div>
      <div class="row tight">
        <Checkbox {...box("ownColour")} label={t("wizard.colour")} />
        <TextField {...text("accentColour")} label={t("wizard.colour.which")} type="color" />
      </div>
      <Select
        {...text("showPlaces")}
        label={t("wizard.show_places")}
        options={(["always", "scarce", "never"] as const).map((value) => ({
          value,
          label: t(`wizard.show_places.${value}`),
        }))}
      />
      <Checkbox {...box("showPrice")} label={t("wizard.show_price")} />
      <Checkbox {...box("showShare")} label={t("wizard.show_share")} />
    </Part>
  );
}

function Texts({ locale, ...props }: StepProps) {
  const t = translator(locale);
  const { text } = controls(props);
  const hint = t("wizard.one_a_line");
  const optional = t("common.optional");
  return (
    <Part id="texts" title={t("wizard.texts")}>
      <TextArea {...text("keyPoints")} label={t("wizard.key_points")} hint={hint} optional={optional} rows={4} />
      <TextArea {...text("objectives")} label={t("wizard.objectives")} hint={hint} optional={optional} rows={4} />
      <TextArea {...text("whoFor")} label={t("wizard.who_for")} hint={hint} optional={optional} rows={3} />
      <TextArea {...text("prerequisites")} label={t("wizard.prerequisites")} hint={hint} optional={optional} rows={3} />
      <TextArea
        {...text("thankYouText")}
        label={t("wizard.thank_you")}
        hint={t("wizard.thank_you_hint")}
        optional={optional}
        maxLength={5_000}
        rows={4}
      />
    </Part>
  );
}

function Agenda({ locale, rows, ...props }: StepProps) {
  const t = translator(locale);
  const { text } = controls(props);
  return (
    <Part id="agenda" title={t("wizard.agenda")}>
      <Rows
        list="agenda"
        title={t("wizard.agenda.points")}
        count={rows("agenda").length}
        error={props.errors.agenda}
        add={t("wizard.agenda.add")}
        remove={(number) => t("wizard.agenda.remove", { number })}
        legend={(number) => t("wizard.agenda.nth", { number })}
      >
        {(i) => (
          <>
            <div class="field-pair">
              <TextField
                {...text(`agenda.${i}.minute`)}
                label={t("wizard.agenda.minute")}
                type="number"
                inputMode="numeric"
                min={0}
                max={1440}
              />
              <TextField {...text(`agenda.${i}.title`)} label={t("wizard.agenda.title")} maxLength={200} />
            </div>
            <TextArea {...text(`agenda.${i}.text`)} label={t("wizard.agenda.text")} maxLength={1_000} rows={2} />
          </>
        )}
      </Rows>
    </Part>
  );
}

function Asked({ locale, rows, ...props }: StepProps) {
  const t = translator(locale);
  const { text, box } = controls(props);
  const questions = rows("questions");
  return (
    <Part id="asked" title={t("wizard.asked")}>
      <p class="field-hint">{t("wizard.asked.hint")}</p>
      <div class="field-grid">
        {standard.map((name) => (
          <Select
            key={name}
            {...text(`standard_${name}`)}
            label={t(`wizard.field.${name}`)}
            options={(["off", "asked", "required"] as const).map((value) => ({
              value,
              label: t(`wizard.asking.${value}`),
            }))}
          />
        ))}
      </div>
      <Rows
        list="questions"
        title={t("wizard.questions")}
        count={questions.length}
        most={30}
        error={props.errors.questions}
        add={t("wizard.questions.add")}
        remove={(number) => t("wizard.questions.remove", { number })}
        legend={(number) => t("wizard.questions.nth", { number })}
      >
        {(i) => (
          <>
            <input type="hidden" name={`questions.${i}.id`} value={questions[i]!.id} />
            <TextField {...text(`questions.${i}.label`)} label={t("wizard.questions.label")} maxLength={200} />
            <div class="field-pair">
              <Select
                {...text(`questions.${i}.kind`)}
                label={t("wizard.questions.kind")}
                options={questionKinds.map((value) => ({ value, label: t(`wizard.questions.kind.${value}`) }))}
              />
              <TextField
                {...text(`questions.${i}.help`)}
                label={t("wizard.questions.help")}
                optional={t("common.optional")}
                maxLength={500}
              />
            </div>
            <TextArea
              {...text(`questions.${i}.options`)}
              label={t("wizard.questions.options")}
              hint={t("wizard.questions.options_hint")}
              rows={3}
            />
            <Checkbox {...box(`questions.${i}.required`)} label={t("wizard.questions.required")} />
          </>
        )}
      </Rows>
    </Part>
  );
}

function Found({ locale, ...props }: StepProps) {
  const t = translator(locale);
  const { text } = controls(props);
  return (
    <Part id="found" title={t("wizard.found")}>
      <TextField
        {...text("slug")}
        label={t("events.form.slug")}
        hint={t("wizard.slug_hint")}
        maxLength={80}
        spellcheck={false}
        autocapitalize="none"
        required
      />
      <TextField {...text("seoTitle")} label={t("wizard.seo_title")} optional={t("common.optional")} maxLength={150} />
      <TextArea
        {...text("seoDescription")}
        label={t("wizard.seo_description")}
        optional={t("common.optional")}
        maxLength={300}
        rows={2}
      />
    </Part>
  );
}
