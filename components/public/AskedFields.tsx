import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import { FieldError, idOf } from "../Field.tsx";
import { Checkbox, Select, TextArea, TextField } from "../inputs.tsx";
import { type AskedForm, type AskedQuestion, optionField, questionField } from "./design.ts";

interface Props {
  asked: AskedForm;
  values: Readonly<Record<string, string>>;
  errors: Readonly<Record<string, string>>;
  /** The field that takes the focus. */
  first?: string;
  locale: Language;
}

const autocomplete = {
  phone: "tel",
  company: "organization",
  position: "organization-title",
  website: "url",
} as const;
const long = ["specialRequirements", "accessibilityNeeds"];

/** What a form asks for beside name and address: what is needed in sight, what may be told behind one line. */
export function AskedFields(props: Props) {
  const { asked, values, errors, locale } = props;
  const t = translator(locale);
  const needed = asked.standard.filter(({ required }) => required);
  const more = asked.standard.filter(({ required }) => !required);
  const open = more.some(({ name }) => values[name] || errors[name]);
  return (
    <>
      {needed.map((field) => <Standard key={field.name} {...props} field={field} />)}
      {asked.questions.map((question) => <Question key={question.id} {...props} question={question} />)}
      {more.length > 0
        ? (
          <details class="more-fields" open={open}>
            <summary>{t("registration.more")}</summary>
            <div class="stack">{more.map((field) => <Standard key={field.name} {...props} field={field} />)}</div>
          </details>
        )
        : null}
    </>
  );
}

function Standard(
  { field: { name, required, choices }, values, errors, first, locale }: Props & {
    field: AskedForm["standard"][number];
  },
) {
  const t = translator(locale);
  const label = t(`registration.field.${name}`);
  const common = { name, label, value: values[name] ?? "", error: errors[name], focus: name === first, required };
  if (choices) {
    return (
      <Select
        {...common}
        options={[{ value: "", label: t("registration.choose") }, ...choices]}
        autocomplete={name === "country" ? "country" : undefined}
      />
    );
  }
  if (long.includes(name)) return <TextArea {...common} rows={2} maxLength={500} />;
  return (
    <TextField
      {...common}
      type={name === "phone" ? "tel" : name === "website" ? "url" : "text"}
      maxLength={name === "website" ? 500 : 200}
      autocomplete={autocomplete[name as keyof typeof autocomplete] ?? "on"}
    />
  );
}

function Question({ question, values, errors, first, locale }: Props & { question: AskedQuestion }) {
  const t = translator(locale);
  const { id, kind, label, help, options, shownOptions = options, required } = question;
  const name = questionField(id);
  const common = {
    name,
    label,
    hint: help || undefined,
    value: values[name] ?? "",
    error: errors[name],
    focus: name === first,
    required,
  };
  switch (kind) {
    case "text":
      return <TextField {...common} maxLength={300} />;
    case "long":
      return <TextArea {...common} rows={4} maxLength={2_000} />;
    case "one":
      return (
        <Select
          {...common}
          options={[
            { value: "", label: t("registration.choose") },
            ...options.map((value, n) => ({ value, label: shownOptions[n]! })),
          ]}
        />
      );
    case "yes_no":
      return (
        <Select
          {...common}
          options={[
            { value: "", label: t("registration.choose") },
            { value: "true", label: t("registration.yes") },
            { value: "false", label: t("registration.no") },
          ]}
        />
      );
    case "consent":
      return (
        <Checkbox
          name={name}
          label={label}
          error={errors[name]}
          checked={values[name] === "true"}
          required={required}
          focus={name === first}
        />
      );
    case "many":
      return (
        <fieldset class="stack tight" aria-describedby={errors[name] ? `${idOf(name)}-error` : undefined}>
          <legend class="field-label">{label}</legend>
          {help ? <p class="field-hint">{help}</p> : null}
          {options.map((option, n) => (
            <Checkbox
              key={option}
              name={optionField(id, n)}
              label={shownOptions[n]!}
              checked={values[optionField(id, n)] === "true"}
              focus={n === 0 && name === first}
            />
          ))}
          {errors[name] ? <FieldError id={`${idOf(name)}-error`}>{errors[name]}</FieldError> : null}
        </fieldset>
      );
  }
}

/** The names of the fields in their order on the page. */
export function askedNames(asked: AskedForm): string[] {
  const of = (required: boolean) =>
    asked.standard.filter((field) => field.required === required).map(({ name }) => name);
  return [...of(true), ...asked.questions.map(({ id }) => questionField(id)), ...of(false)];
}
