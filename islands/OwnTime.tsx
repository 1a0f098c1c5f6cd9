import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Language } from "../domain/ids.ts";
import { inOwnZone } from "../i18n/formats.ts";

/** Cookie in which the server finds the visitor's zone from the second page on. */
const cookie = "tz";

/**
 * Adds the visitor's own clock to a time in the event's zone: ` · 18:00 for you`, or nothing where both show the same.
 * `known` is the zone the server was told by the cookie, so that nothing moves from the second page on.
 */
export default function OwnTime(
  { startsAt, zone, locale, known }: { startsAt: string; zone: string; locale: Language; known: string | null },
) {
  const own = useSignal(known);
  useEffect(() => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!here || here === own.value) return;
    document.cookie = `${cookie}=${encodeURIComponent(here)}; Path=/; Max-Age=31536000; SameSite=Lax`;
    own.value = here;
  }, []);
  const text = own.value ? inOwnZone({ startsAt, zone, ownZone: own.value }, locale) : null;
  return text ? <span>{` · ${text}`}</span> : null;
}
