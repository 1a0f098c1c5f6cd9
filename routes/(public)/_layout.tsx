import { PublicFrame } from "../../components/layout/PublicFrame.tsx";
import type { StudioId } from "../../domain/ids.ts";
import { looksOf } from "../../web/looks.ts";
import { define } from "../../web/state.ts";

/** Whose page it is; `colour`: its own, where it has one. */
interface Brand {
  studioId: StudioId;
  name: string;
  href: string;
  colour?: string | null;
}

/** Surrounds the pages for people who come. A page tells whose it is through `data.brand`. */
export default define.page(function PublicLayout({ Component, state, url, data }) {
  const { brand } = (data ?? {}) as { brand?: Brand };
  const settings = brand ? state.app.directory.settings(brand.studioId) : null;
  const looks = settings ? looksOf(settings, brand?.colour) : undefined;
  return (
    <PublicFrame url={url} locale={state.locale} brand={brand} looks={looks} signedIn={state.session !== null}>
      <Component />
    </PublicFrame>
  );
});
