import type { ComponentChildren } from "preact";

/** Nothing here yet: one sentence, one button. */
export function EmptyState({ text, children }: { text: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p>{text}</p>
      {children}
    </div>
  );
}
