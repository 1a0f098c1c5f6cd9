import { PublicFrame } from "../../components/layout/PublicFrame.tsx";
import { define } from "../../web/state.ts";

/** Surrounds the pages for people who come. A page tells whose it is through `data.brand`. */
export default define.page(function PublicLayout({ Component, state, url, data }) {
  const brand = (data as { brand?: { name: string; href: string } } | undefined)?.brand;
  return (
    <PublicFrame url={url} locale={state.locale} brand={brand} signedIn={state.session !== null}>
      <Component />
    </PublicFrame>
  );
});
