import { Partial } from "fresh/runtime";
import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import { Button, ButtonLink } from "../Button.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { query } from "../hrefs.ts";
import { Icon } from "../Icon.tsx";
import { Notice } from "../Notice.tsx";
import { PagesOf } from "../PagesOf.tsx";
import { type CardEvent, takesRegistrations } from "./event.ts";
import { EventCard } from "./EventCard.tsx";
import { type Asked, type Choices, FilterBar, filterWords } from "./FilterBar.tsx";

/** Id of the form for several events at once. */
const CHOOSING = "choosing";

export interface EventListProps {
  url: URL;
  locale: Language;
  ownZone: string | null;
  now: Date;
  /** Null: the events of all studios. */
  studio: string | null;
  /** The studios to choose from, where there are several and none is chosen. */
  studios: readonly { name: string; href: string }[];
  events: readonly CardEvent[];
  total: number;
  page: number;
  pageSize: number;
  asked: Asked;
  choices: Choices;
  /** The spelling that found the events, where what was typed finds nothing. */
  meant: string | null;
  /** Filters without which something would be found. */
  near: readonly { name: string; count: number }[];
  /** The studio's calendar, where there is one studio. */
  feed: string | null;
  /** Where one form registers for several events; null where they are of several studios. */
  several: string | null;
}

/** Events to come, or past ones, with filters that live in the address. */
export function EventList(props: EventListProps) {
  const { url, locale, studio, asked } = props;
  const t = translator(locale);
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
      <FilterBar action={url.pathname} asked={asked} choices={props.choices} locale={locale} />
      <Partial name="events">
        <Found {...props} />
      </Partial>
      {props.feed
        ? (
          <p class="list-foot small">
            <Icon name="calendar" />
            <a href={props.feed}>{t("public.list.feed")}</a>
          </p>
        )
        : null}
    </>
  );
}

/** What was found; with script it takes the place of what was found before. */
function Found(props: EventListProps) {
  const { locale, events, total, asked } = props;
  const t = translator(locale);
  const filtered = Object.keys(asked).length > 0;
  const choosable = props.several !== null && events.filter(({ state }) => takesRegistrations(state)).length > 1;
  return (
    <div class="stack loose">
      {props.meant !== null
        ? <Notice tone="accent">{t("public.list.respelled", { typed: asked.q ?? "", meant: props.meant })}</Notice>
        : null}
      {events.length === 0 ? <Nothing {...props} filtered={filtered} /> : (
        <div class="stack loose">
          <p class="muted" role="status">
            {t(asked.when === "past" ? "public.list.past" : "public.list.upcoming", { count: total })}
          </p>
          <div class="event-grid">
            {events.map((event) => (
              <EventCard
                key={event.id}
                {...props}
                event={event}
                chooseIn={choosable && takesRegistrations(event.state) ? CHOOSING : undefined}
              />
            ))}
          </div>
          {choosable
            ? (
              <form id={CHOOSING} class="choosing" method="get" action={props.several!}>
                <p class="muted small">{t("several.hint")}</p>
                <Button>{t("several.go")}</Button>
              </form>
            )
            : null}
          <div f-client-nav>
            <PagesOf {...props} />
          </div>
        </div>
      )}
    </div>
  );
}

function Nothing({ url, locale, asked, near, filtered }: EventListProps & { filtered: boolean }) {
  const t = translator(locale);
  return (
    <EmptyState text={t(filtered ? "public.list.empty_filter" : "public.list.empty")}>
      {near.length > 0
        ? (
          <div class="row tight" f-client-nav>
            <span class="muted">{t("public.list.near")}</span>
            {near.map(({ name, count }) => (
              <ButtonLink key={name} href={url.pathname + query(url, { [name]: null, page: null })}>
                {`${t("public.list.without", { filter: filterWords(name, asked[name] ?? "", locale) })} (${count})`}
              </ButtonLink>
            ))}
          </div>
        )
        : null}
      {filtered ? <ButtonLink href={url.pathname}>{t("public.list.show_all")}</ButtonLink> : null}
    </EmptyState>
  );
}
