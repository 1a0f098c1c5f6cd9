import type { ComponentChildren, JSX } from "preact";
import { Icon, type IconName } from "./Icon.tsx";

interface Looks {
  /** One primary button a page; `danger` for what cannot be undone. */
  kind?: "primary" | "danger" | "quiet";
  size?: "small" | "large";
  wide?: boolean;
  icon?: IconName;
  children: ComponentChildren;
}
type ButtonProps = Looks & { busy?: boolean } & Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "size" | "icon">;

/** A button. `busy` turns its icon, and keeps it from being pressed twice. */
export function Button({ kind, size, wide, icon, busy, children, type = "submit", ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      class="button"
      type={type}
      data-kind={kind}
      data-size={size}
      data-wide={wide || undefined}
      aria-busy={busy ? "true" : undefined}
      disabled={busy || rest.disabled}
    >
      {busy ? <Icon name="loader-circle" /> : icon ? <Icon name={icon} /> : null}
      {children}
    </button>
  );
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function ButtonLink(
  { kind, size, wide, icon, children, ...rest }:
    & Looks
    & Omit<JSX.AnchorHTMLAttributes<HTMLAnchorElement>, "size" | "icon">,
) {
  return (
    <a {...rest} class="button" data-kind={kind} data-size={size} data-wide={wide || undefined}>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </a>
  );
}
