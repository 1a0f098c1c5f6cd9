import { createContext } from "preact";

/** Path of the page that is shown; null where nobody says. */
export const Here = createContext<string | null>(null);

/**
 * The address of a link that is not the reader's place, beside one that is. The framework says `aria-current` of every
 * link with an absolute path to the page or above it: of several that belong together only one may be, the others lead
 * there by a relative path.
 */
export function elsewhere(href: string, here: string | null): string {
  const path = href.replace(/[?#].*$/, "");
  if (here === null || !path.startsWith("/") || (here !== path && !here.startsWith(`${path}/`))) return href;
  return "../".repeat(here.split("/").length - 2) + href.slice(1);
}

/** Of places the one that the reader is in: the nearest above the page. */
export function placeOf<P extends { href: string }>(places: readonly P[], here: string): P | undefined {
  return places.filter(({ href }) => here === href || here.startsWith(`${href}/`))
    .toSorted((a, b) => b.href.length - a.href.length)[0];
}
