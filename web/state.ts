import { createDefine } from "fresh";
import type { Role } from "../domain/studio/events.ts";
import type { Switches } from "../domain/studio/settings.ts";
import type { Language, StudioId } from "../domain/ids.ts";
import type { Application } from "./application.ts";
import type { Device, Memory } from "./registering/device.ts";
import type { Site } from "./site.ts";
import type { VisitedEvent } from "./visits.ts";
import type { Session } from "./identity/auth.ts";

/** The studio a signed-in person works in, and as what. */
export interface Membership {
  id: StudioId;
  name: string;
  /** Its public address, `/s/{address}`. */
  address: string;
  timeZone: string;
  currency: string;
  language: Language;
  role: Role;
  /** What an associate may do beside their own events. */
  switches: Switches;
}

/** An event whose page was looked at: its zone, and the language in which it was. */
export interface LookedAt extends VisitedEvent {
  timeZone: string;
  locale: Language;
}

/** What the first middleware puts into every request. */
export interface State {
  app: Application;
  locale: Language;
  /** Whose host name the request came to. */
  site: Site;
  session: Session | null;
  /** Null when signed out, or a member of no studio. */
  studio: Membership | null;
  /** May see studios, limits and connections of the whole installation, no personal data. */
  operator: boolean;
  /** In every answer as `X-Request-Id`; correlation id of what the request leads to. A UUID. */
  requestId: string;
  /** The event whose page was looked at, once it was counted. */
  looked?: LookedAt;
  /** While a page is made to be kept: what stands for the memory of the asker's device. Ends where it becomes theirs alone. */
  nobody?: { device: Device; memory: Memory | null; asker: Device };
  /** The client's network address, seen through the trusted proxy. */
  clientAddress: string;
  /** Set with the answer. */
  cookies?: string[];
}

export const define = createDefine<State>();
