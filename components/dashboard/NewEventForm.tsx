import type { Language } from "../../domain/ids.ts";
import { languageNames, languages } from "../../i18n/locale.ts";
import { translator } from "../../i18n/translate.ts";
import type { FieldErrors } from "../../i18n/validation.ts";
import { Button, ButtonLink } from "../Button.tsx";
import { WallClockField, ZoneField } from "../DateTimeField.tsx";
import { Select, TextField } from "../inputs.tsx";
import { Notice } from "../Notice.tsx";
import { eventKinds } from "./event.ts";

/** What an event begins with, as it is typed. */
export interface NewEventValues {
  title: string;
  type: string;
  language: string;
  /** Wall clock, `2026-11-24T19:00`. */
  startsAt: string;
  duration: string;
  timeZone: string;
}

/** Begins an event: title, date, kind. Everything else comes in the wizard. */
export function NewEventForm(
  { locale, values, errors, problem, requestId }: {
    locale: Language;
    values: NewEventValues;
    errors: FieldErrors;
    problem?: string;
    /** Makes a form that is sent twice one event. */
    requestId: string;
  },
) {
  const t = translator(locale);
  const count = Object.keys(errors).length;
  const first = Object.keys(errors)[0] ?? "title";
  const at = (name: keyof NewEventValues) => ({
    name,
    value: values[name],
    error: errors[name],
    focus: name === first,
  });
  return (
    <form class="form" method="post" novalidate>
      {problem
        ? <Notice tone="negative" alert>{problem}</Notice>
        : count > 0
        ? <Notice tone="negative" alert>{t("common.problems", { count })}</Notice>
        : null}
      <input type="hidden" name="requestId" value={requestId} />
      <TextField
        {...at("title")}
        label={t("events.form.title")}
        hint={t("events.form.title_hint")}
        maxLength={150}
        required
      />
      <div class="field-pair">
        <WallClockField {...at("startsAt")} label={t("events.form.date")} required />
        <TextField
          {...at("duration")}
          label={t("events.form.duration")}
          type="number"
          inputMode="numeric"
          min={5}
          max={1440}
          required
        />
      </div>
      <ZoneField {...at("timeZone")} label={t("events.form.zone")} />
      <div class="field-pair">
        <Select
          {...at("type")}
          label={t("events.form.type")}
          options={eventKinds.map((value) => ({ value, label: t(`public.type.${value}`) }))}
        />
        <Select
          {...at("language")}
          label={t("events.form.language")}
          options={languages.map((value) => ({ value, label: languageNames[value] }))}
        />
      </div>
      <p class="muted">{t("events.form.new_hint")}</p>
      <div class="form-actions">
        <Button kind="primary">{t("events.form.create")}</Button>
        <ButtonLink kind="quiet" href="/dashboard/experiences/virtual-events">{t("common.cancel")}</ButtonLink>
      </div>
    </form>
  );
}
