import type { Context } from "fresh";
import type { RememberedProps } from "../../components/public/RememberedNote.tsx";
import type { RegistrationId } from "../../domain/ids.ts";
import { registrationById } from "../../projections/queries.ts";
import { registrationPath } from "../links.ts";
import type { State } from "../state.ts";
import { type Device, deviceOf, endOf, forgetOn, rememberOn, WARNED_MS } from "./device.ts";

type Ctx = Context<State>;

/** What the visitor's device remembers. */
export const deviceFor = ({ req, state: { app } }: Ctx): Device => deviceOf(req.headers, app.vault, app.commands.now());

/** What a page says of it; null where there is nothing to say. */
export function rememberedOf({ url, state: { app } }: Ctx, device: Device): RememberedProps | null {
  if (Object.keys(device.values).length === 0) return null;
  const end = endOf(device);
  const warnedAt = new Date(end - WARNED_MS).toISOString();
  return {
    until: new Date(end).toISOString(),
    warnedAt,
    soon: app.commands.now() >= warnedAt,
    back: url.pathname.replace(/(\/webinars\/[^/]+)\/register$/, "$1") + url.search,
  };
}

/** The registration of an event that was made on this device and still holds: where its page is. */
export async function registeredHere({ state: { app } }: Ctx, device: Device, eventId: string): Promise<string | null> {
  const done = device.done.find((one) => one.eventId === eventId);
  if (!done) return null;
  const registration = await registrationById(app.db, done.registrationId);
  if (!registration || registration.erased || registration.studioId === null) return null;
  if (!["pending", "confirmed", "waitlisted", "offered"].includes(registration.status)) return null;
  const { studioId, linkGeneration } = registration;
  return await registrationPath(app.vault, studioId, registration.id as RegistrationId, linkGeneration);
}

/** The answer, and the device remembers. */
export function remembering({ state }: Ctx, device: Device, response: Response): Response {
  response.headers.append("Set-Cookie", rememberOn(state.app.vault, device, isSecure(state)));
  return response;
}

/** The answer, and the device forgets everything. */
export function forgetting({ state }: Ctx, response: Response): Response {
  response.headers.append("Set-Cookie", forgetOn(isSecure(state)));
  return response;
}

function isSecure({ app }: State): boolean {
  return app.baseUrl.startsWith("https://");
}
