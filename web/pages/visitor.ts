import { isTimeZone } from "../../i18n/formats.ts";

/** In which a page's script tells the zone that the device is in. */
export const zoneCookie = "tz";

/** The visitor's own zone, told by an earlier page's script; null while nobody knows. */
export function ownZoneOf(headers: Headers): string | null {
  const written = /(?:^|;\s*)tz=([^;]+)/.exec(headers.get("cookie") ?? "")?.[1];
  if (!written) return null;
  try {
    const zone = decodeURIComponent(written);
    return isTimeZone(zone) ? zone : null;
  } catch {
    return null;
  }
}
