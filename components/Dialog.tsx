import type { ComponentChildren } from "preact";
import { Button } from "./Button.tsx";

interface Sheet {
  id: string;
  title: string;
  children: ComponentChildren;
  /** In the page instead of over it, always open. */
  inline?: boolean;
}

/**
 * Asks before what cannot be undone. A `<dialog>` that the browser opens by itself when a button with
 * `popovertarget={id}` is pressed: it works without script, closes with Escape and gives the focus back.
 */
export function Dialog({ id, title, children, inline }: Sheet) {
  return (
    <dialog
      class="dialog"
      id={id}
      popover={inline ? undefined : "auto"}
      open={inline || undefined}
      data-inline={inline || undefined}
      aria-labelledby={`${id}-title`}
    >
      <div>
        <h2 id={`${id}-title`}>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}

/** A sheet at the side with the details of one row; opened as a {@link Dialog} is. */
export function Drawer({ id, title, children, inline, close }: Sheet & { close: string }) {
  return (
    <dialog
      class="drawer"
      id={id}
      popover={inline ? undefined : "auto"}
      open={inline || undefined}
      data-inline={inline || undefined}
      aria-labelledby={`${id}-title`}
    >
      <div class="stack">
        <div class="row row--apart">
          <h2 id={`${id}-title`}>{title}</h2>
          <Button kind="quiet" size="small" type="button" icon="x" popovertarget={id} popovertargetaction="hide">
            {close}
          </Button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
