import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./Icon.tsx";

/** Actions behind one button. A popover of the browser's own: it closes with Escape and by a press elsewhere. */
export function Menu(
  { id, label, icon = "ellipsis", children }: {
    id: string;
    label: string;
    icon?: IconName;
    children: ComponentChildren;
  },
) {
  return (
    <div class="menu">
      <button class="button" data-kind="quiet" data-size="small" type="button" popovertarget={id}>
        <Icon name={icon} />
        {label}
      </button>
      <div class="menu-list" id={id} popover="auto">{children}</div>
    </div>
  );
}
