import type { Context } from "fresh";
import type { RememberedProps } from "../../components/public/RememberedNote.tsx";
import type { RegistrationId } from "../../domain/ids.ts";
import { moment } from "../../i18n/formats.ts";
import { registrationById } from "../../projections/queries.ts";
import { registrationPath } from "../links.ts";
import type { State } from "../state.ts";
import { type Device, deviceOf, forgetOn, memoryOf, rememberOn } from "./device.ts";

type Ctx = Context<State>;

/**
 * What the visitor's device remembers, on the page of an event or elsewhere. Of a page that is made to be kept: what stands
 * for that; but who was registered for the event on this device gets a page of their own.
 */
export function deviceFor({ req, state }: Ctx, eventId?: string): Device {
  const { app, nobody } = state;
  if (!nobody) return deviceOf(req.headers, app.vault, app.commands.now());
  if (!nobody.asker.done.some((one) => one.eventId === eventId)) return nobody.device;
  state.nobody = undefined;
  return nobody.asker;
}

/** What a page says of it, in the reader's zone; null where there is nothing to say. */
export function rememberedOf(
  { url, state: { app, locale, nobody } }: Ctx,
  device: Device,
  zone: string,
): RememberedProps | null {
  const memory = nobody ? nobody.memory : memoryOf(device, app.commands.now());
  if (memory === null) return null;
  return {
    until: nobody ? memory.until : moment(memory.until, zone, locale),
    warnedAt: memory.warnedAt,
    soon: memory.soon,
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
