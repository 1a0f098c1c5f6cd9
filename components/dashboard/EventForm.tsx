import type { Language } from "../../domain/ids.ts";
import { languageNames, languages } from "../../i18n/locale.ts";
import { translator } from "../../i18n/translate.ts";
import type { FieldErrors } from "../../i18n/validation.ts";
import { Button, ButtonLink } from "../Button.tsx";
import { WallClockField, ZoneField } from "../DateTimeField.tsx";
import { Checkbox, Select, TextArea, TextField } from "../inputs.tsx";
import { Notice } from "../Notice.tsx";
import { kinds } from "../public/FilterBar.tsx";

/** What a trainer types about an event, as it is typed. */
export interface EventFormValues {
  title: string;
  description: string;
  type: string;
  language: string;
  slug: string;
  /** Wall clocks, `2026-11-24T19:00`, and the ids of dates that exist already. */
  dates: readonly { id: string; startsAt: string; duration: string }[];
  timeZone: string;
  capacity: string;
  waitlist: boolean;
  opensAt: string;
  closesAt: string;
  companyRequired: boolean;
}

export interface EventFormProps {
  locale: Language;
  values: EventFormValues;
  errors: FieldErrors;
  problem?: string;
  /** Makes a form that is sent twice one event. */
  requestId: string;
  /** Of an event that exists already. */
  editing: { href: string; registered: number; published: boolean } | null;
}

/** Creates or changes an event, in three parts; keeps what was typed, says what is wrong at the field. */
export function EventForm(props: EventFormProps) {
  const { locale, errors, problem, requestId, editing } = props;
  const t = translator(locale);
  const count = Object.keys(errors).length;
  return (
    <form class="form" method="post" novalidate>
      {problem
        ? <Notice tone="negative" alert>{problem}</Notice>
        : count > 0
        ? <Notice tone="negative" alert>{t("common.problems", { count })}</Notice>
        : null}
      <input type="hidden" name="requestId" value={requestId} />
      {/* Enter presses a form's first button: it has to be the one that saves */}
      <button type="submit" name="then" value="save" hidden />
      <Details {...props} />
      <Times {...props} />
      <Places {...props} />
      <div class="form-actions">
        <Button kind="primary" name="then" value="save">
          {t(editing ? "events.form.save" : "events.form.create")}
        </Button>
        <ButtonLink kind="quiet" href={editing?.href ?? "/dashboard/experiences/virtual-events"}>
          {t("common.cancel")}
        </ButtonLink>
      </div>
    </form>
  );
}

/** Fields in their order on the page; the first with an error takes the focus. */
function focused({ errors, values }: EventFormProps): string | undefined {
  const dates = values.dates.flatMap((_, i) => [`dates.${i}.startsAt`, `dates.${i}.duration`]);
  const order = [
    "title",
    "description",
    "type",
    "language",
    "slug",
    ...dates,
    "timeZone",
    "capacity",
    "opensAt",
    "closesAt",
  ];
  return order.find((name) => errors[name] !== undefined);
}

function Details(props: EventFormProps) {
  const { locale, values, errors } = props;
  const t = translator(locale);
  const first = focused(props);
  const at = (name: string) => ({ name, error: errors[name], focus: name === first });
  return (
    <section class="form-part" aria-labelledby="details-title">
      <h2 id="details-title">{t("events.form.details")}</h2>
      <TextField
        {...at("title")}
        label={t("events.form.title")}
        hint={t("events.form.title_hint")}
        value={values.title}
        maxLength={150}
        required
      />
      <TextArea
        {...at("description")}
        label={t("events.form.description")}
        hint={t("events.form.description_hint")}
        value={values.description}
        maxLength={20_000}
        rows={8}
      />
      <div class="field-pair">
        <Select
          {...at("type")}
          label={t("events.form.type")}
          value={values.type}
          options={kinds.map((value) => ({ value, label: t(`public.type.${value}`) }))}
        />
        <Select
          {...at("language")}
          label={t("events.form.language")}
          value={values.language}
          options={languages.map((value) => ({ value, label: languageNames[value] }))}
        />
      </div>
      <TextField
        {...at("slug")}
        label={t("events.form.slug")}
        hint={t("events.form.slug_hint")}
        optional={t("common.optional")}
        value={values.slug}
        maxLength={80}
        spellcheck={false}
        autocapitalize="none"
      />
    </section>
  );
}

function Times(props: EventFormProps) {
  const { locale, values, errors, editing } = props;
  const t = translator(locale);
  const first = focused(props);
  const at = (name: string) => ({ name, error: errors[name], focus: name === first });
  const several = values.dates.length > 1;
  return (
    <section class="form-part" aria-labelledby="times-title">
      <h2 id="times-title">{t("events.form.time")}</h2>
      {editing?.published && editing.registered > 0
        ? <Notice tone="accent">{t("events.form.rescheduled_note", { count: editing.registered })}</Notice>
        : null}
      {values.dates.map((date, i) => (
        <fieldset key={i} class="stack tight">
          {several ? <legend class="field-label small">{t("events.form.date_n", { number: i + 1 })}</legend> : null}
          <input type="hidden" name={`dates.${i}.id`} value={date.id} />
          <div class="field-pair">
            <WallClockField
              {...at(`dates.${i}.startsAt`)}
              label={t("events.form.date")}
              hint={i === 0 ? t("events.form.date_hint") : undefined}
              value={date.startsAt}
              required
            />
            <TextField
              {...at(`dates.${i}.duration`)}
              label={t("events.form.duration")}
              type="number"
              inputMode="numeric"
              min={5}
              max={1440}
              value={date.duration}
              required
            />
          </div>
          {several
            ? (
              <div>
                <Button kind="quiet" size="small" icon="trash-2" name="then" value={`remove.${i}`} formNoValidate>
                  {t("events.form.remove_date", { number: i + 1 })}
                </Button>
              </div>
            )
            : null}
        </fieldset>
      ))}
      <div>
        <Button size="small" icon="plus" name="then" value="add_date" formNoValidate>
          {t("events.form.add_date")}
        </Button>
      </div>
      <ZoneField {...at("timeZone")} label={t("events.form.zone")} value={values.timeZone} />
    </section>
  );
}

function Places(props: EventFormProps) {
  const { locale, values, errors } = props;
  const t = translator(locale);
  const first = focused(props);
  const at = (name: string) => ({ name, error: errors[name], focus: name === first });
  return (
    <section class="form-part" aria-labelledby="places-title">
      <h2 id="places-title">{t("events.form.places")}</h2>
      <TextField
        {...at("capacity")}
        label={t("events.form.capacity")}
        hint={t("events.form.capacity_hint")}
        optional={t("common.optional")}
        type="number"
        inputMode="numeric"
        min={1}
        value={values.capacity}
      />
      <Checkbox name="waitlist" label={t("events.form.waitlist")} checked={values.waitlist} />
      <Checkbox name="companyRequired" label={t("events.form.company")} checked={values.companyRequired} />
      <div class="field-pair">
        <WallClockField
          {...at("opensAt")}
          label={t("events.form.opens")}
          hint={t("events.form.opens_hint")}
          value={values.opensAt}
        />
        <WallClockField
          {...at("closesAt")}
          label={t("events.form.closes")}
          hint={t("events.form.closes_hint")}
          value={values.closesAt}
        />
      </div>
    </section>
  );
}
