import type { ComponentChildren } from "preact";
import type { Tone } from "./Badge.tsx";

export interface Moment {
  key: string;
  title: ComponentChildren;
  text?: ComponentChildren;
  tone?: Tone;
}

/** What happened, or will, one under the other. */
export function Timeline({ moments }: { moments: readonly Moment[] }) {
  return (
    <ol class="timeline">
      {moments.map((moment) => (
        <li key={moment.key} data-tone={moment.tone}>
          <strong>{moment.title}</strong>
          {moment.text ? <p class="muted small">{moment.text}</p> : null}
        </li>
      ))}
    </ol>
  );
}
