import type { JSX } from "preact";
import { Field, FieldError, type FieldProps, idOf } from "./Field.tsx";
import { Icon } from "./Icon.tsx";

type Own<T extends EventTarget, A> = FieldProps & Omit<A, keyof FieldProps | "ref">;

function split<P extends FieldProps>(props: P): [FieldProps, Omit<P, keyof FieldProps>] {
  const { name, label, hint, error, optional, counter, focus, ...rest } = props;
  return [{ name, label, hint, error, optional, counter, focus }, rest];
}

/** One line of text. */
export function TextField(props: Own<HTMLInputElement, JSX.InputHTMLAttributes<HTMLInputElement>>) {
  const [field, rest] = split(props);
  return <Field {...field}>{(control) => <input type="text" {...rest} {...control} class="input" />}</Field>;
}

/** Several lines of text. */
export function TextArea(
  { value, ...props }: Own<HTMLTextAreaElement, JSX.TextareaHTMLAttributes<HTMLTextAreaElement>> & { value?: string },
) {
  const [field, rest] = split(props);
  return <Field {...field}>{(control) => <textarea {...rest} {...control} class="input" value={value} />}</Field>;
}

export interface Option {
  value: string;
  label: string;
}

/** A choice out of a few. */
export function Select(
  { options, value, ...props }: Own<HTMLSelectElement, JSX.SelectHTMLAttributes<HTMLSelectElement>> & {
    options: readonly Option[];
    value?: string;
  },
) {
  const [field, rest] = split(props);
  return (
    <Field {...field}>
      {(control) => (
        <span class="select">
          <select {...rest} {...control} class="input">
            {options.map((option) => (
              <option key={option.value} value={option.value} selected={option.value === value}>{option.label}</option>
            ))}
          </select>
          <Icon name="chevron-down" />
        </span>
      )}
    </Field>
  );
}

/** A choice out of many, found by typing; what is typed is checked by the server. */
export function Combobox(
  { options, ...props }: Own<HTMLInputElement, JSX.InputHTMLAttributes<HTMLInputElement>> & {
    options: readonly Option[];
  },
) {
  const [field, rest] = split(props);
  const list = `${idOf(field.name)}-list`;
  return (
    <Field {...field}>
      {(control) => (
        <span class="select">
          <input type="text" autocomplete="off" {...rest} {...control} class="input" list={list} />
          <datalist id={list}>
            {options.map(({ value, label }) => (
              <option key={value} value={value}>{label === value ? null : label}</option>
            ))}
          </datalist>
        </span>
      )}
    </Field>
  );
}

/** A box to tick, with its words beside it. */
export function Checkbox(
  { name, label, error, checked, value = "true", required, focus }: {
    name: string;
    label: string;
    error?: string;
    checked?: boolean;
    value?: string;
    required?: boolean;
    focus?: boolean;
  },
) {
  const id = idOf(name);
  return (
    <div class="check">
      <input
        type="checkbox"
        id={id}
        name={name}
        value={value}
        checked={checked}
        required={required}
        autofocus={focus}
        aria-invalid={error ? "true" : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
      />
      <label for={id}>{label}</label>
      {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
    </div>
  );
}

/** A search box that sends its form with Enter. */
export function SearchBox(props: { name: string; label: string; value?: string }) {
  return (
    <div class="search grow">
      <Icon name="search" />
      <input
        class="input"
        type="search"
        name={props.name}
        value={props.value}
        placeholder={props.label}
        aria-label={props.label}
        maxLength={100}
      />
    </div>
  );
}
