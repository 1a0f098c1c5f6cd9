import { PublicFrame } from "../../components/layout/PublicFrame.tsx";
import { consentHref, ConsentSlot } from "../../components/public/Consent.tsx";
import type { StudioId } from "../../domain/ids.ts";
import { looksOf } from "../../web/looks.ts";
import { define } from "../../web/state.ts";
import type { MarketingSlot } from "../../web/tracking/slot.ts";

/** Whose page it is; `colour`: its own, where it has one. */
interface Brand {
  studioId: StudioId;
  name: string;
  href: string;
  colour?: string | null;
}

/** Surrounds the pages for people who come. A page tells whose it is through `data.brand`, what it loads through `data.marketing`. */
export default define.page(function PublicLayout({ Component, state, url, data }) {
  const { brand, marketing } = (data ?? {}) as { brand?: Brand; marketing?: MarketingSlot };
  const settings = brand ? state.app.directory.settings(brand.studioId) : null;
  const looks = settings ? looksOf(settings, brand?.colour) : undefined;
  const choices = marketing?.studio ? consentHref(marketing.studio, url) : undefined;
  const signedIn = state.session !== null;
  return (
    <PublicFrame url={url} locale={state.locale} brand={brand} looks={looks} signedIn={signedIn} choices={choices}>
      <Component />
      {marketing ? <ConsentSlot slot={marketing} url={url} locale={state.locale} /> : null}
    </PublicFrame>
  );
});
