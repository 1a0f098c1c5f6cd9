import type { Language } from "../../domain/ids.ts";
import { languageQuery, languages } from "../../i18n/locale.ts";

/** Tells search engines the one address of a page, and where it is in each language. For `<Head>`. */
export function Alternates({ address, offered = languages }: { address: string; offered?: readonly Language[] }) {
  return (
    <>
      <link rel="canonical" href={address} />
      <link rel="alternate" hreflang="x-default" href={address} />
      {offered.map((language) => (
        <link key={language} rel="alternate" hreflang={language} href={`${address}?${languageQuery}=${language}`} />
      ))}
    </>
  );
}
