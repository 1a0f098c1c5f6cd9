import type { ComponentChildren } from "preact";
import { Icon } from "./Icon.tsx";

/** What every control is told by its field, so that label, hint and error are read with it. */
export interface ControlProps {
  id: string;
  name: string;
  "aria-describedby"?: string;
  "aria-invalid"?: "true";
  autofocus?: boolean;
}

export interface FieldProps {
  name: string;
  label: string;
  hint?: string;
  error?: string;
  /** Marks what may be left empty, in the reader's words. */
  optional?: string;
  /** How much of the allowed length is used: `120 / 500`. */
  counter?: string;
  /** The first field with an error takes the focus. */
  focus?: boolean;
}

/** A control with its label, hint and error. `children` makes the control from what the field hands it. */
export function Field(
  { name, label, hint, error, optional, counter, focus, children }: FieldProps & {
    children: (control: ControlProps) => ComponentChildren;
  },
) {
  const id = idOf(name);
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div class="field">
      <div class="field-head">
        <label class="field-label" for={id}>{label}</label>
        {optional || counter ? <span class="field-hint">{counter ?? optional}</span> : null}
      </div>
      {children({
        id,
        name,
        ...(described ? { "aria-describedby": described } : {}),
        ...(error ? { "aria-invalid": "true" as const } : {}),
        ...(focus ? { autofocus: true } : {}),
      })}
      {hint ? <p class="field-hint" id={`${id}-hint`}>{hint}</p> : null}
      {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
    </div>
  );
}

/** The message at a field. */
export function FieldError({ id, children }: { id: string; children: ComponentChildren }) {
  return (
    <p class="field-error" id={id}>
      <Icon name="circle-alert" />
      <span>{children}</span>
    </p>
  );
}

/** A name of a form field as an id: `dates.0.startsAt` → `dates-0-startsAt`. */
export function idOf(name: string): string {
  return `f-${name.replaceAll(/[^\w-]/g, "-")}`;
}
