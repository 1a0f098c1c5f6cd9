import type { ComponentChildren } from "preact";
import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import { pictureHref } from "../public/event.ts";
import type { Looks } from "../public/looks.ts";
import { LanguageMenu } from "./LanguageMenu.tsx";

export interface PublicFrameProps {
  url: URL;
  locale: Language;
  /** Whose page it is: the studio's name, or none for the installation's own pages. */
  brand?: { name: string; href: string };
  /** The studio's, where the page is one's. */
  looks?: Looks;
  signedIn: boolean;
  /** Where a choice about consent can be changed; none where nobody is asked. */
  choices?: string;
  children: ComponentChildren;
}

/** What surrounds the pages for people who come: inviting, with nothing in the way. */
export function PublicFrame({ url, locale, brand, looks, signedIn, choices, children }: PublicFrameProps) {
  const t = translator(locale);
  return (
    <div class="site" data-brand={looks?.accent ? true : undefined} style={looks?.accent ?? undefined}>
      <a class="unseen skip" href="#content">{t("common.skip")}</a>
      <header class="site-head">
        <a class="brand" href={brand?.href ?? "/"}>
          {brand && looks?.logo
            ? <img class="logo" src={pictureHref(looks.logo, 320)} alt={brand.name} />
            : brand?.name ?? t("public.title")}
        </a>
        <LanguageMenu url={url} locale={locale} offered={looks?.languages} />
      </header>
      <main id="content">{children}</main>
      <footer class="site-foot">
        <p>{t("public.footer")}</p>
        {looks ? <LegalLinks links={looks.links} locale={locale} /> : null}
        {choices ? <a href={choices}>{t("consent.link")}</a> : null}
        <a href={signedIn ? "/dashboard/experiences/virtual-events" : "/sign-in"}>
          {signedIn ? t("common.dashboard") : t("common.sign_in")}
        </a>
      </footer>
    </div>
  );
}

function LegalLinks({ links, locale }: { links: Looks["links"]; locale: Language }) {
  const t = translator(locale);
  const named = [
    [t("public.imprint"), links.imprintUrl],
    [t("public.privacy"), links.privacyUrl],
    [t("public.terms"), links.termsUrl],
  ].filter(([, href]) => href);
  if (named.length === 0) return null;
  return <p class="row tight">{named.map(([label, href]) => <a key={href} href={href} rel="noopener">{label}</a>)}</p>;
}
