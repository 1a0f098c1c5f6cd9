import { FieldError, idOf } from "./Field.tsx";
import { Icon } from "./Icon.tsx";

/** Takes a file, chosen or dropped. */
export function FileDrop(
  { name, label, or, hint, accept, error, form, most, size }: {
    name: string;
    label: string;
    /** The words for dropping. */
    or: string;
    hint?: string;
    accept?: string;
    error?: string;
    /** Id of the form it belongs to, where that is not the one around it. */
    form?: string;
    /** Largest file in bytes, and what is said of a larger one before it is sent. */
    most?: { bytes: number; text: string };
    size?: "small";
  },
) {
  const id = idOf(name);
  return (
    <div class="field">
      <div class="drop" data-size={size}>
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
          data-most={most?.bytes}
          data-too-large={most?.text}
          aria-describedby={error ? `${id}-error` : undefined}
        />
      </div>
      {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
    </div>
  );
}
