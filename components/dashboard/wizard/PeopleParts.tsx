import { translator } from "../../../i18n/translate.ts";
import { Checkbox, Select, TextArea, TextField } from "../../inputs.tsx";
import { controls, type StepProps } from "./fields.ts";
import { KeptFile } from "./KeptFile.tsx";
import { Part } from "./Part.tsx";
import { Rows } from "./Rows.tsx";

const audiences = ["everyone", "unlisted", "chosen"] as const;
const platforms = ["room", "zoom", "teams", "webex", "custom"] as const;
const roles = ["primary", "panelist", "moderator"] as const;

/** Who may register, where it takes place, who speaks, and what belongs to it. */
export function PeopleParts(props: StepProps & { invited: { code: boolean; people: number } }) {
  return (
    <>
      <Audience {...props} />
      <Platform {...props} />
      <Speakers {...props} />
      <Materials {...props} />
    </>
  );
}

function Audience({ locale, invited, ...props }: Parameters<typeof PeopleParts>[0]) {
  const t = translator(locale);
  const { text, box } = controls(props);
  return (
    <Part id="audience" title={t("wizard.audience")}>
      <Select
        {...text("audience")}
        label={t("wizard.audience.who")}
        options={audiences.map((value) => ({ value, label: t(`wizard.audience.${value}`) }))}
      />
      <details class="more" open={props.form.audience === "chosen" || undefined}>
        <summary>{t("wizard.audience.chosen_more")}</summary>
        <div class="stack">
          <TextField
            {...text("audienceCode")}
            label={t("wizard.audience.code")}
            hint={invited.code ? t("wizard.audience.code_kept") : undefined}
            optional={t("common.optional")}
            maxLength={100}
            autocomplete="off"
          />
          {invited.code ? <Checkbox {...box("audienceNoCode")} label={t("wizard.audience.no_code")} /> : null}
          <TextArea
            {...text("audienceEmails")}
            label={t("wizard.audience.emails")}
            hint={t("wizard.audience.named", { count: invited.people })}
            optional={t("common.optional")}
            rows={3}
          />
          {invited.people > 0 ? <Checkbox {...box("audienceForget")} label={t("wizard.audience.forget")} /> : null}
          <TextField {...text("audienceTags")} label={t("wizard.audience.tags")} optional={t("common.optional")} />
        </div>
      </details>
      <Checkbox {...box("sensitive")} label={t("wizard.sensitive")} />
    </Part>
  );
}

function Platform({ locale, ...props }: StepProps) {
  const t = translator(locale);
  const { text } = controls(props);
  return (
    <Part id="platform" title={t("wizard.platform")}>
      <Select
        {...text("platform")}
        label={t("wizard.platform.kind")}
        options={platforms.map((value) => ({ value, label: t(`wizard.platform.${value}`) }))}
      />
      <details class="more" open={props.form.platform !== "room" || undefined}>
        <summary>{t("wizard.platform.more")}</summary>
        <div class="stack">
          <TextField
            {...text("platformUrl")}
            label={t("wizard.platform.url")}
            hint={t("wizard.platform.url_hint")}
            type="url"
            placeholder="https://"
          />
          <TextField
            {...text("platformPassword")}
            label={t("wizard.platform.password")}
            optional={t("common.optional")}
            autocomplete="off"
            maxLength={200}
          />
        </div>
      </details>
    </Part>
  );
}

function Speakers({ locale, rows, ...props }: StepProps) {
  const t = translator(locale);
  const { text } = controls(props);
  const speakers = rows("speakers");
  return (
    <Part id="speakers" title={t("wizard.speakers")}>
      <Rows
        list="speakers"
        title={t("wizard.speakers.who")}
        hint={t("wizard.speakers.hint")}
        count={speakers.length}
        error={props.errors.speakers}
        add={t("wizard.speakers.add")}
        remove={(number) => t("wizard.speakers.remove", { number })}
        legend={(number) => t("wizard.speakers.nth", { number })}
      >
        {(i) => (
          <>
            <input type="hidden" name={`speakers.${i}.id`} value={speakers[i]!.id} />
            <div class="field-pair">
              <TextField {...text(`speakers.${i}.name`)} label={t("wizard.speakers.name")} maxLength={100} required />
              <Select
                {...text(`speakers.${i}.role`)}
                label={t("wizard.speakers.role")}
                options={roles.map((value) => ({ value, label: t(`wizard.speakers.role.${value}`) }))}
              />
            </div>
            <div class="field-pair">
              <TextField {...text(`speakers.${i}.title`)} label={t("wizard.speakers.title")} maxLength={150} />
              <TextField {...text(`speakers.${i}.company`)} label={t("wizard.speakers.company")} maxLength={200} />
            </div>
            <div class="field-pair">
              <TextField
                {...text(`speakers.${i}.email`)}
                label={t("wizard.speakers.email")}
                hint={t("wizard.speakers.email_hint")}
                type="email"
                autocomplete="off"
              />
              <TextField
                {...text(`speakers.${i}.link`)}
                label={t("wizard.speakers.link")}
                type="url"
                placeholder="https://"
              />
            </div>
            <TextArea {...text(`speakers.${i}.bio`)} label={t("wizard.speakers.bio")} maxLength={2_000} rows={3} />
            <KeptFile
              name={`speakers.${i}.photo`}
              kept={speakers[i]!.photo}
              error={props.errors[`speakers.${i}.photoChosen`]}
              accept="image/jpeg,image/png,image/webp,image/avif"
              most={10}
              labels={{
                choose: t(speakers[i]!.photo ? "wizard.photo.other" : "wizard.photo"),
                hint: t("wizard.cover.hint"),
                clear: t("wizard.photo.remove", { number: i + 1 }),
                tooLarge: t("problem.picture_too_large"),
              }}
              locale={locale}
            >
              <img src={`/media/${speakers[i]!.photo}-320.webp`} alt={t("wizard.photo.now")} width={56} height={56} />
            </KeptFile>
          </>
        )}
      </Rows>
    </Part>
  );
}

function Materials({ locale, rows, ...props }: StepProps) {
  const t = translator(locale);
  const { text } = controls(props);
  const materials = rows("materials");
  return (
    <Part id="materials" title={t("wizard.materials")}>
      <Rows
        list="materials"
        title={t("wizard.materials.which")}
        hint={t("wizard.materials.hint")}
        count={materials.length}
        error={props.errors.materials}
        add={t("wizard.materials.add")}
        remove={(number) => t("wizard.materials.remove", { number })}
        legend={(number) => t("wizard.materials.nth", { number })}
      >
        {(i) => (
          <>
            <input type="hidden" name={`materials.${i}.id`} value={materials[i]!.id} />
            <TextField {...text(`materials.${i}.title`)} label={t("wizard.materials.title")} maxLength={200} required />
            <KeptFile
              name={`materials.${i}.file`}
              kept={materials[i]!.file}
              error={props.errors[`materials.${i}.fileChosen`]}
              accept=".pdf,.pptx,.docx,.xlsx,.odp,.odt,.ods,.txt,.md,.csv,image/jpeg,image/png,image/webp,image/avif"
              most={25}
              labels={{
                choose: t(materials[i]!.file ? "wizard.file.other" : "wizard.file"),
                hint: t("wizard.file.hint"),
                clear: t("wizard.file.remove", { number: i + 1 }),
                tooLarge: t("problem.document_too_large"),
              }}
              locale={locale}
            >
              <a href={`${props.href}/materials/${materials[i]!.id}`}>{t("wizard.file.now")}</a>
            </KeptFile>
            {materials[i]!.file
              ? <input type="hidden" name={`materials.${i}.url`} value={materials[i]!.url} />
              : (
                <TextField
                  {...text(`materials.${i}.url`)}
                  label={t("wizard.materials.url")}
                  type="url"
                  placeholder="https://"
                />
              )}
            <div class="field-pair">
              <Select
                {...text(`materials.${i}.when`)}
                label={t("wizard.materials.when")}
                options={(["before", "after"] as const).map((value) => ({
                  value,
                  label: t(`wizard.materials.when.${value}`),
                }))}
              />
              <Select
                {...text(`materials.${i}.whom`)}
                label={t("wizard.materials.whom")}
                options={(["registered", "everyone"] as const).map((value) => ({
                  value,
                  label: t(`wizard.materials.whom.${value}`),
                }))}
              />
            </div>
          </>
        )}
      </Rows>
    </Part>
  );
}
