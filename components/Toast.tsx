import type { ComponentChildren } from "preact";

/** Says that something has been done; `undo` is a form or button that takes it back. */
export function Toast(
  { children, undo, inline }: { children: ComponentChildren; undo?: ComponentChildren; inline?: boolean },
) {
  return (
    <div class="toast" role="status" data-fixed={!inline || undefined}>
      <span>{children}</span>
      {undo}
    </div>
  );
}
