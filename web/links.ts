import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";
import { invitationToken } from "../commands/secrets.ts";
import type { InvitationId, PersonId, RegistrationId, StudioId } from "../domain/ids.ts";
import type { Vault } from "../vault/port.ts";

/** Generation of everybody's first personal link; a renewed one counts on from it. */
export const FIRST_GENERATION = 1;

/** A registrant's own page. The token is the only key to it: it belongs in no log and no referrer. */
export async function registrationPath(
  vault: Pick<Vault, "linkToken">,
  studioId: string,
  registrationId: RegistrationId,
  generation: number = FIRST_GENERATION,
): Promise<string> {
  return `/r/${await vault.linkToken({ studioId, registrationId, generation })}`;
}

/** Where an event's public page is, whichever studio's it is. */
export const eventPath = (studioAddress: string, slug: string): string => `/s/${studioAddress}/webinars/${slug}`;

/** A studio's public list of events. */
export const studioPath = (studioAddress: string): string => `/s/${studioAddress}/webinars`;

/** A studio's calendar of everything it holds. */
export const feedPath = (studioAddress: string): string => `/s/${studioAddress}/webinars.ics`;

/** Where one form registers for several events of a studio. */
export const severalPath = (studioAddress: string): string => `/s/${studioAddress}/register`;

/** The picture that stands for an event where its page is linked, in one language. */
export const picturePath = (studioAddress: string, slug: string, language: string): string =>
  `${eventPath(studioAddress, slug)}/picture.png?lang=${language}`;

/** Full addresses for mails. `baseUrl` is asked each time: it is known once the server listens. */
export function mailLinks(baseUrl: () => string, vault: Pick<Vault, "linkToken" | "derivedSecret">) {
  return {
    registration: async (studioId: string, registrationId: string, generation: number) =>
      baseUrl() + await registrationPath(vault, studioId, registrationId as RegistrationId, generation),
    event: (studioAddress: string, slug: string) => baseUrl() + eventPath(studioAddress, slug),
    studio: (studioAddress: string) => baseUrl() + studioPath(studioAddress),
    preferences: (studioId: string, personId: string) => baseUrl() + preferencesPath(vault, studioId, personId),
    dashboard: (eventId?: string) =>
      `${baseUrl()}/dashboard/experiences/virtual-events${eventId === undefined ? "" : `/${eventId}`}`,
    invitation: (_studioId: string, invitationId: string) =>
      Promise.resolve(`${baseUrl()}/invitations/${invitationToken(vault, invitationId as InvitationId)}`),
  };
}

/** Where somebody says what a studio may send them: known by a token that nobody can guess and that never ends. */
export const preferencesPath = (vault: Pick<Vault, "derivedSecret">, studioId: string, personId: string): string =>
  `/mail/${studioId}.${personId}.${macOf(vault, studioId, personId)}`;

/** Whose preferences a token is for; null: nobody's. */
export function preferencesOf(
  vault: Pick<Vault, "derivedSecret">,
  token: string,
): { studioId: StudioId; personId: PersonId } | null {
  const [studioId = "", personId = "", mac = ""] = token.split(".");
  const right = Buffer.from(macOf(vault, studioId, personId));
  const given = Buffer.from(mac);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  return { studioId: studioId as StudioId, personId: personId as PersonId };
}

function macOf(vault: Pick<Vault, "derivedSecret">, studioId: string, personId: string): string {
  return createHmac("sha256", vault.derivedSecret("mail preferences")).update(`${studioId} ${personId}`)
    .digest("base64url").slice(0, 32);
}
