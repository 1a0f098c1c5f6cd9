import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import { Badge, type Tone } from "../Badge.tsx";
import type { PublicEvent, PublicState } from "./event.ts";

const tones: Partial<Record<PublicState, Tone>> = {
  full_waitlist: "warning",
  cancelled: "negative",
  preview: "accent",
};

/** Up to so many places are few, whatever the size of the event. */
const FEW = 20;

/** What a visitor has to know about an event's state, in a word; nothing while there is room. */
export function StateBadge({ event, locale }: { event: PublicEvent; locale: Language }) {
  const t = translator(locale);
  if (event.live && event.state !== "cancelled") return <Badge tone="positive">{t("public.badge.live")}</Badge>;
  switch (event.state) {
    case "open":
      return event.placesLeft === null ? null : (
        <Badge tone={event.placesLeft <= FEW ? "warning" : undefined}>
          {t("public.places_left", { count: event.placesLeft })}
        </Badge>
      );
    case "not_yet_open":
      return <Badge>{t("public.badge.soon")}</Badge>;
    case "full_waitlist":
      return <Badge tone="warning">{t("public.badge.waitlist")}</Badge>;
    default:
      return <Badge tone={tones[event.state]}>{t(`public.badge.${event.state}`)}</Badge>;
  }
}
