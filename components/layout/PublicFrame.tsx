import type { ComponentChildren } from "preact";
import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import { LanguageMenu } from "./LanguageMenu.tsx";

export interface PublicFrameProps {
  url: URL;
  locale: Language;
  /** Whose page it is: the studio's name, or none for the installation's own pages. */
  brand?: { name: string; href: string };
  signedIn: boolean;
  children: ComponentChildren;
}

/** What surrounds the pages for people who come: inviting, with nothing in the way. */
export function PublicFrame({ url, locale, brand, signedIn, children }: PublicFrameProps) {
  const t = translator(locale);
  return (
    <div class="site">
      <a class="unseen skip" href="#content">{t("common.skip")}</a>
      <header class="site-head">
        <a class="brand" href={brand?.href ?? "/"}>{brand?.name ?? t("public.title")}</a>
        <LanguageMenu url={url} locale={locale} />
      </header>
      <main id="content">{children}</main>
      <footer class="site-foot">
        <p>{t("public.footer")}</p>
        <a href={signedIn ? "/dashboard/experiences/virtual-events" : "/sign-in"}>
          {signedIn ? t("common.dashboard") : t("common.sign_in")}
        </a>
      </footer>
    </div>
  );
}
