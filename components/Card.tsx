import type { ComponentChildren } from "preact";

/** A surface for one thing. `flush` lets a picture reach its edges. */
export function Card({ flush, children }: { flush?: boolean; children: ComponentChildren }) {
  return <section class="card" data-flush={flush || undefined}>{children}</section>;
}
