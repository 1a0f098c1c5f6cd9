import type { ComponentChildren } from "preact";
import { Button } from "./Button.tsx";

/** One button that asks the page itself to do something. */
export function Do({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <form method="post">
      <input type="hidden" name="do" value={name} />
      <Button kind="quiet">{children}</Button>
    </form>
  );
}
