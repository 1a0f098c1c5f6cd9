import { type Context, HttpError } from "fresh";
import { isDraft, type Lifecycle } from "../projections/queries.ts";
import type { Application } from "./application.ts";
import type { DirectoryStudio } from "./directory.ts";
import { eventPageOf, eventPath } from "./links.ts";
import type { State } from "./state.ts";

/** Whose host name a request came to. */
export interface Site {
  /** Of the request, without a trailing slash. */
  origin: string;
  /** Null: the installation's own. */
  studio: DirectoryStudio | null;
}

/** By which the addresses of an installation are known. */
export type Known = {
  baseUrl: string;
  config: Pick<Application["config"], "studioHosts">;
  directory: Pick<Application["directory"], "studioByAddress" | "studioByDomain">;
};

/**
 * The site at a host name: a studio's own domain, `<address>.<host of BASE_URL>`, or the installation's. A name that nobody
 * knows is the installation's: behind a proxy it may be called anything.
 */
export function siteAt(app: Known, url: URL): Site {
  const base = new URL(app.baseUrl);
  const suffix = `.${base.hostname}`;
  const studio = url.hostname === base.hostname
    ? null
    : url.hostname.endsWith(suffix)
    ? app.directory.studioByAddress(url.hostname.slice(0, -suffix.length))
    : app.directory.studioByDomain(url.hostname);
  return studio ? { origin: `${base.protocol}//${url.host}`, studio } : { origin: app.baseUrl, studio: null };
}

/**
 * The one full address by which a studio's public page is known, whichever of its addresses it was opened by: at its own
 * domain once that was found to lead here, at its host name where the installation has such, else under `/s/{studio}`.
 * `path`: below that, such as `/webinars/errores`.
 */
export function canonical(app: Known, studioAddress: string, path: string): string {
  const base = new URL(app.baseUrl);
  const studio = app.directory.studioByAddress(studioAddress);
  if (studio?.domain && studio.domainRight) return `${base.protocol}//${studio.domain}${path}`;
  if (app.config.studioHosts) return `${base.protocol}//${studioAddress}.${base.host}${path}`;
  return `${app.baseUrl}/s/${studioAddress}${path}`;
}

/** An event's page by the address it is known by; a draft where people sign in, as only they see it. */
export function eventAddress(
  app: Known,
  studioAddress: string,
  { slug, lifecycle }: { slug: string; lifecycle: Lifecycle | "deleted" },
): string {
  if (lifecycle !== "deleted" && isDraft(lifecycle)) return `${app.baseUrl}${eventPath(studioAddress, slug)}`;
  return canonical(app, studioAddress, eventPageOf(slug));
}

/**
 * Whose pages are asked for, by the address or the host name.
 * @throws {HttpError} 404: nobody's
 */
export function studioAddressOf({ params, state: { site } }: Pick<Context<State>, "params" | "state">): string {
  const address = params.address ?? site.studio?.address;
  if (address === undefined) throw new HttpError(404);
  return address;
}

/** What belongs to those who work, and to no studio's own site. */
export function isForWork(pathname: string): boolean {
  return /^\/(dashboard|sign-in|sign-out|setup|invitations|forgotten|reset|dev|api)(\/|$)/.test(pathname);
}
