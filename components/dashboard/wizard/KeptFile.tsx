import type { ComponentChildren } from "preact";
import type { Language } from "../../../domain/ids.ts";
import { translator } from "../../../i18n/translate.ts";
import { Button } from "../../Button.tsx";
import { FileDrop } from "../../FileDrop.tsx";

/** A file of one row: the one that is kept, another one to choose, and the way to have none. */
export function KeptFile({ name, kept, error, accept, most, labels, locale, children }: {
  /** Of the hidden field that holds what is kept. */
  name: string;
  kept?: string;
  error?: string;
  accept: string;
  /** Megabytes. */
  most: number;
  labels: { choose: string; hint: string; clear: string; tooLarge: string };
  locale: Language;
  /** What is kept, to be looked at. */
  children: ComponentChildren;
}) {
  return (
    <>
      <input type="hidden" name={name} value={kept} />
      {kept
        ? (
          <div class="kept-file">
            {children}
            <Button kind="quiet" size="small" icon="trash-2" name="then" value={`clear.${name}`} formNoValidate>
              {labels.clear}
            </Button>
          </div>
        )
        : null}
      <FileDrop
        name={`${name}Chosen`}
        label={labels.choose}
        or={translator(locale)("wizard.cover.drop")}
        hint={labels.hint}
        accept={accept}
        error={error}
        most={{ bytes: most * 1024 * 1024, text: labels.tooLarge }}
        size="small"
      />
    </>
  );
}
