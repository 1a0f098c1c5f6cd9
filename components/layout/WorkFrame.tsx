import type { ComponentChildren } from "preact";
import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import { Button } from "../Button.tsx";
import { Icon, type IconName } from "../Icon.tsx";
import { LanguageMenu } from "./LanguageMenu.tsx";
import { StudioMenu } from "./StudioMenu.tsx";

export interface Place {
  href: string;
  label: string;
  icon: IconName;
}

export interface WorkFrameProps {
  url: URL;
  locale: Language;
  studio: string;
  person: string;
  /** Those that the reader belongs to beside this one. */
  others?: readonly { id: string; name: string }[];
  /** Where this person may go. */
  places: readonly Place[];
  children: ComponentChildren;
}

/** What surrounds the pages for people who work: a rail at the left, on a phone a bar at the thumb. */
export function WorkFrame({ url, locale, studio, person, places, others = [], children }: WorkFrameProps) {
  const t = translator(locale);
  return (
    <div class="desk">
      <a class="unseen skip" href="#content">{t("common.skip")}</a>
      <header class="desk-top">
        <strong>{studio}</strong>
        <div class="row tight">
          <LanguageMenu url={url} locale={locale} />
          <SignOut label={t("common.sign_out")} />
        </div>
      </header>
      <main id="content">{children}</main>
      <nav class="rail" aria-label={t("nav.label")}>
        <div class="rail-head">
          <strong>{studio}</strong>
          <a class="muted small" href="/dashboard/account">{person}</a>
          <StudioMenu others={others} locale={locale} />
        </div>
        <ul class="rail-links">
          {places.map((place) => (
            <li key={place.href}>
              <a href={place.href}>
                <Icon name={place.icon} />
                <span>{place.label}</span>
              </a>
            </li>
          ))}
        </ul>
        <div class="rail-foot">
          <LanguageMenu url={url} locale={locale} drop="up" />
          <SignOut label={t("common.sign_out")} />
        </div>
      </nav>
    </div>
  );
}

function SignOut({ label }: { label: string }) {
  return (
    <form method="post" action="/sign-out">
      <Button kind="quiet" size="small" icon="log-out">{label}</Button>
    </form>
  );
}
