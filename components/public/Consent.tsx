import { asset } from "fresh/runtime";
import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import type { MarketingSlot } from "../../web/tracking/slot.ts";
import { Button } from "../Button.tsx";

/** The address where a choice can be changed, from any page. */
export function consentHref(studio: string, url: URL): string {
  return `/consent?${new URLSearchParams({ studio, back: url.pathname === "/consent" ? "/webinars" : url.pathname })}`;
}

/** Asks, in a corner and with equal buttons, only where something needs it; and holds what may be loaded. */
export function ConsentSlot({ slot, url, locale }: { slot: MarketingSlot; url: URL; locale: Language }) {
  if (slot.studio === null || (!slot.ask && slot.frame === null)) return null;
  return (
    <>
      {slot.ask ? <Banner slot={slot} studio={slot.studio} url={url} locale={locale} /> : null}
      {slot.frame ? <PixelFrame src={slot.frame} conversions={slot.conversions} /> : null}
      <script src={asset("/consent.js")} defer />
    </>
  );
}

function Banner(
  { slot, studio, url, locale }: { slot: MarketingSlot; studio: string; url: URL; locale: Language },
) {
  const t = translator(locale);
  return (
    <section class="consent" id="consent" aria-label={t("consent.label")}>
      <p>{t("consent.text", { platforms: slot.platforms.join(", "), studio: slot.studioName })}</p>
      <form method="post" action="/consent" class="row">
        <input type="hidden" name="studio" value={studio} />
        <input type="hidden" name="back" value={url.pathname + url.search} />
        {slot.eventId ? <input type="hidden" name="event" value={slot.eventId} /> : null}
        <Button name="choice" value="none">{t("consent.refuse")}</Button>
        <Button name="choice" value="all">{t("consent.allow")}</Button>
        <a class="small" href={consentHref(studio, url)}>{t("consent.choose")}</a>
      </form>
    </section>
  );
}

/** Apart from the page: a platform's script reads neither its forms nor its address. */
function PixelFrame({ src, conversions }: { src: string; conversions: MarketingSlot["conversions"] }) {
  return (
    <iframe
      class="pixel-frame"
      id="pixels"
      src={src}
      title="pixels"
      aria-hidden="true"
      tabIndex={-1}
      loading="eager"
      referrerpolicy="no-referrer"
      data-conversions={JSON.stringify(conversions)}
    />
  );
}
