import type { ComponentChildren } from "preact";
import { Button } from "../../Button.tsx";
import { FieldError, idOf } from "../../Field.tsx";

/** A list of which there may be more or fewer; its buttons work without script. */
export function Rows(
  { list, title, hint, count, least = 0, most = 50, error, add, remove, legend, children }: {
    list: string;
    title: string;
    hint?: string;
    count: number;
    least?: number;
    most?: number;
    /** What is wrong with the list as a whole. */
    error?: string;
    add: string;
    remove: (number: number) => string;
    legend: (number: number) => string;
    children: (at: number) => ComponentChildren;
  },
) {
  const id = idOf(list);
  return (
    <div class="rows" role="group" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{title}</h3>
      {hint ? <p class="field-hint">{hint}</p> : null}
      {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
      {Array.from({ length: count }, (_, i) => (
        <fieldset key={i} class="row-card stack tight">
          <legend class="field-label small">{legend(i + 1)}</legend>
          {children(i)}
          {count > least
            ? (
              <div>
                <Button
                  kind="quiet"
                  size="small"
                  icon="trash-2"
                  name="then"
                  value={`remove.${list}.${i}`}
                  formNoValidate
                >
                  {remove(i + 1)}
                </Button>
              </div>
            )
            : null}
        </fieldset>
      ))}
      {count < most
        ? (
          <div>
            <Button size="small" icon="plus" name="then" value={`add.${list}`} formNoValidate>{add}</Button>
          </div>
        )
        : null}
    </div>
  );
}
