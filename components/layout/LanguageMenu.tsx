import type { Language } from "../../domain/ids.ts";
import { languageNames, languageQuery, languages } from "../../i18n/locale.ts";
import { translator } from "../../i18n/translate.ts";
import { query } from "../hrefs.ts";
import { Icon } from "../Icon.tsx";

/** Chooses the language and stays on the page. */
export function LanguageMenu({ url, locale, drop, offered = languages }: {
  url: URL;
  locale: Language;
  drop?: "up";
  /** Left out: all. */
  offered?: readonly Language[];
}) {
  const t = translator(locale);
  const shown = languages.filter((language) => language === locale || offered.includes(language));
  const id = drop ? "languages-up" : "languages";
  return (
    <div class="menu">
      <button class="button" data-kind="quiet" data-size="small" type="button" popovertarget={id}>
        <Icon name="languages" />
        <span class="unseen">{`${t("common.language")}: `}</span>
        {languageNames[locale]}
      </button>
      <div class="menu-list" id={id} popover="auto">
        {shown.map((language) => (
          <a
            key={language}
            href={query(url, { [languageQuery]: language })}
            hreflang={language}
            lang={language}
            aria-current={language === locale ? "true" : undefined}
          >
            {languageNames[language]}
          </a>
        ))}
      </div>
    </div>
  );
}
