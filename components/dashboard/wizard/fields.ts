import type { Language } from "../../../domain/ids.ts";
import type { Option } from "../../inputs.tsx";

export type Row = Readonly<Record<string, string>>;

/** What every step is given: the form as it is typed, what is wrong with it, and rows of its lists. */
export interface StepProps {
  locale: Language;
  form: Readonly<Record<string, string>>;
  errors: Readonly<Record<string, string>>;
  rows(list: string): readonly Row[];
  /** Path of the event's pages. */
  href: string;
}

/** Makes what a control needs: its name and value, what is wrong with it, and whether it takes the focus. */
export function controls({ form, errors }: Pick<StepProps, "form" | "errors">) {
  const first = Object.keys(errors)[0];
  const at = (name: string) => ({ name, error: errors[name], focus: name === first });
  return {
    text: (name: string) => ({ ...at(name), value: form[name] ?? "" }),
    box: (name: string) => ({ ...at(name), checked: form[name] === "true" }),
  };
}

export type Options = readonly Option[];
