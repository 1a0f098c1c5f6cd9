import { eventPageOf } from "../web/links.ts";
import { canonical } from "../web/site.ts";
import type { Core } from "./core.ts";

/** Where a studio's public page is found, by the one address it is known by, at the moment it is asked for. */
export function publicPages(
  { config, directory }: Pick<Core, "config" | "directory">,
  baseUrl: () => string,
): (studioAddress: string, path: string) => string {
  return (studioAddress, path) => canonical({ baseUrl: baseUrl(), config, directory }, studioAddress, path);
}

/** The same for an event's page. */
export function eventPages(
  core: Pick<Core, "config" | "directory">,
  baseUrl: () => string,
): (studioAddress: string, slug: string) => string {
  const page = publicPages(core, baseUrl);
  return (studioAddress, slug) => page(studioAddress, eventPageOf(slug));
}
