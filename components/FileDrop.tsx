import { FieldError, idOf } from "./Field.tsx";
import { Icon } from "./Icon.tsx";

/** Takes a file, chosen or dropped. */
export function FileDrop(
  { name, label, or, hint, accept, error, form }: {
    name: string;
    label: string;
    /** The words for dropping. */
    or: string;
    hint?: string;
    accept?: string;
    error?: string;
    /** Id of the form it belongs to, where that is not the one around it. */
    form?: string;
  },
) {
  const id = idOf(name);
  return (
    <div class="field">
      <div class="drop">
        <Icon name="upload" />
        <label for={id}>
          <strong>{label}</strong> {or}
        </label>
        {hint ? <p class="muted small">{hint}</p> : null}
        <input
          type="file"
          id={id}
          name={name}
          accept={accept}
          form={form}
          aria-describedby={error ? `${id}-error` : undefined}
        />
      </div>
      {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
    </div>
  );
}
