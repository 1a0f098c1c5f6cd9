import type { ComponentChildren } from "preact";
import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import Palette from "../../islands/Palette.tsx";
import { Button } from "../Button.tsx";
import { elsewhere, Here, placeOf } from "../here.ts";
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
  /** Where one begins an event; null or left out for who may not. */
  newHref?: string | null;
  children: ComponentChildren;
}

/** What surrounds the pages for people who work: a rail at the left, on a phone a bar at the thumb. */
export function WorkFrame(props: WorkFrameProps) {
  const { url, locale, studio, person, places, others = [], newHref = null, children } = props;
  const t = translator(locale);
  const here = placeOf(places, url.pathname);
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
      <main id="content">
        <Here.Provider value={url.pathname}>{children}</Here.Provider>
      </main>
      <nav class="rail" aria-label={t("nav.label")}>
        <div class="rail-head">
          <strong>{studio}</strong>
          <a class="muted small" href="/dashboard/account">{person}</a>
          <StudioMenu others={others} locale={locale} />
          <Finder locale={locale} newHref={newHref} />
        </div>
        <ul class="rail-links">
          <li class="rail-find">
            <a href="/dashboard/find">
              <Icon name="search" />
              <span>{t("find.title")}</span>
            </a>
          </li>
          {places.map((place) => (
            <li key={place.href}>
              <a href={place === here ? place.href : elsewhere(place.href, url.pathname)}>
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

function Finder({ locale, newHref }: { locale: Language; newHref: string | null }) {
  const t = translator(locale);
  return (
    <Palette
      address="/dashboard/find"
      newHref={newHref}
      labels={{
        open: t("find.title"),
        placeholder: t("find.placeholder"),
        none: t("find.none"),
        keys: t("find.keys"),
        close: t("find.keys.close"),
        kinds: {
          event: t("find.kind.event"),
          person: t("find.kind.person"),
          page: t("find.kind.page"),
          action: t("find.kind.action"),
        },
      }}
      keys={[
        { key: "Ctrl K", does: t("find.keys.find") },
        ...(newHref ? [{ key: "N", does: t("find.keys.new") }] : []),
        { key: "/", does: t("find.keys.search") },
        { key: "?", does: t("find.keys.help") },
        { key: "Esc", does: t("find.keys.close") },
      ]}
    />
  );
}

function SignOut({ label }: { label: string }) {
  return (
    <form method="post" action="/sign-out">
      <Button kind="quiet" size="small" icon="log-out">{label}</Button>
    </form>
  );
}
