import type { ComponentChildren } from "preact";
import type { Tone } from "./Badge.tsx";
import { Icon, type IconName } from "./Icon.tsx";

const icons: Record<Tone, IconName> = {
  accent: "info",
  positive: "circle-check",
  warning: "triangle-alert",
  negative: "circle-alert",
};

/** Something to know about the page as a whole. `alert` when it answers what the reader has just done. */
export function Notice(
  { tone, title, alert, children }: { tone: Tone; title?: string; alert?: boolean; children?: ComponentChildren },
) {
  return (
    <div class="notice" data-tone={tone} role={alert ? "alert" : undefined}>
      <Icon name={icons[tone]} />
      {title ? <strong>{title}</strong> : null}
      {children ? <div>{children}</div> : null}
    </div>
  );
}
