import type { ComponentChildren } from "preact";

/** An address to take along. `children` is the copy button, an island; the text can be selected without it. */
export function CopyField({ value, label, children }: { value: string; label: string; children?: ComponentChildren }) {
  return (
    <div class="copy">
      <input class="input" type="text" readonly value={value} aria-label={label} />
      {children}
    </div>
  );
}
