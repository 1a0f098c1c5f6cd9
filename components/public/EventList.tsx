import type { Language } from "../../domain/ids.ts";
import { languageNames, languages } from "../../i18n/locale.ts";
import { translator } from "../../i18n/translate.ts";
import { Button, ButtonLink } from "../Button.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { query } from "../hrefs.ts";
import { SearchBox, Select } from "../inputs.tsx";
import { Pagination } from "../Pagination.tsx";
import type { PublicEvent } from "./event.ts";
import { EventCard } from "./EventCard.tsx";

export const kinds = ["webinar", "masterclass", "challenge", "qa", "panel", "workshop"] as const;

export interface EventListProps {
  url: URL;
  locale: Language;
  ownZone: string | null;
  now: Date;
  /** Null: the events of all studios. */
  studio: string | null;
  /** The studios to choose from, where there are several and none is chosen. */
  studios: readonly { name: string; href: string }[];
  events: readonly PublicEvent[];
  total: number;
  page: number;
  pageSize: number;
  filter: { search: string; type: string; language: string };
}

/** Events that are still to come, with filters that live in the address. */
export function EventList(props: EventListProps) {
  const { url, locale, studio, events, total, filter } = props;
  const t = translator(locale);
  const filtered = Boolean(filter.search || filter.type || filter.language);
  return (
    <>
      <div class="hero">
        <h1>{studio ?? t("public.title")}</h1>
        <p>{studio ? t("public.list.lead", { studio }) : t("public.list.lead_all")}</p>
      </div>
      {props.studios.length > 1
        ? (
          <nav class="chips" aria-label={t("public.studios")}>
            {props.studios.map(({ name, href }) => <a key={href} href={href}>{name}</a>)}
          </nav>
        )
        : null}
      {total > 0 || filtered
        ? (
          <form class="filters" method="get" action={url.pathname} role="search">
            <SearchBox name="q" label={t("public.filter.search")} value={filter.search} />
            <Select
              name="type"
              label={t("public.filter.type")}
              value={filter.type}
              options={[
                { value: "", label: t("common.all") },
                ...kinds.map((value) => ({ value, label: t(`public.type.${value}`) })),
              ]}
            />
            <Select
              name="held_in"
              label={t("public.filter.language")}
              value={filter.language}
              options={[
                { value: "", label: t("common.all") },
                ...languages.map((value) => ({ value, label: languageNames[value] })),
              ]}
            />
            <Button type="submit" icon="list-filter">{t("public.filter.apply")}</Button>
          </form>
        )
        : null}
      {events.length === 0
        ? (
          <EmptyState text={t(filtered ? "public.list.empty_filter" : "public.list.empty")}>
            {filtered ? <ButtonLink href={url.pathname}>{t("public.list.show_all")}</ButtonLink> : null}
          </EmptyState>
        )
        : (
          <div class="stack loose">
            <p class="muted" role="status">{t("public.list.upcoming", { count: total })}</p>
            <div class="event-grid">
              {events.map((event) => <EventCard key={event.id} {...props} event={event} />)}
            </div>
            <Pages {...props} />
          </div>
        )}
    </>
  );
}

function Pages({ url, locale, total, page, pageSize }: EventListProps) {
  const t = translator(locale);
  const pages = Math.max(1, Math.ceil(total / pageSize));
  if (pages === 1) return null;
  const from = (page - 1) * pageSize + 1;
  return (
    <Pagination
      page={page}
      pages={pages}
      hrefOf={(n) => query(url, { page: n === 1 ? null : n })}
      labels={{
        nav: t("common.pages"),
        previous: t("common.previous"),
        next: t("common.next"),
        shown: t("common.shown_of", { from, to: Math.min(total, page * pageSize), total }),
      }}
    />
  );
}
