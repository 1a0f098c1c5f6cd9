import type { ComponentChildren } from "preact";

/** One component in its states. `scheme` keeps ids apart: the page shows everything twice. */
export interface Specimen {
  name: string;
  show: (scheme: string) => ComponentChildren;
}
