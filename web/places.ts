import { reachOf } from "../commands/authorise.ts";
import type { State } from "./state.ts";

const EVENTS = "/dashboard/experiences/virtual-events";

/** Where somebody starts working: the first page that their role is for. */
export function startOf({ session, studio, operator }: Pick<State, "session" | "studio" | "operator">): string {
  const asker = { userId: session?.userId, role: studio?.role, switches: studio?.switches, operator };
  if (studio?.role === "auditor") return "/dashboard/history";
  if (studio?.role === "analyst") return "/dashboard/projections";
  if (reachOf(asker, "event.read")) return EVENTS;
  return reachOf(asker, "projection.read") ? "/dashboard/projections" : "/";
}

/** A path of this site to go on to, or null: an address of another one is none. */
export function safePath(next: string | null | undefined): string | null {
  if (!next || !/^\/(?![/\\])/.test(next) || next.length > 2_000) return null;
  // as a browser reads it: it drops tabs and line ends, and resolves dots
  const url = new URL(next, "http://here.invalid");
  return url.host === "here.invalid" && !url.pathname.startsWith("//") ? url.pathname + url.search : null;
}
