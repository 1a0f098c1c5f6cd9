import type { Language } from "../../domain/ids.ts";
import { number } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import LiveFigures from "../../islands/LiveFigures.tsx";
import { ButtonLink } from "../Button.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { query } from "../hrefs.ts";
import { PagesOf } from "../PagesOf.tsx";
import { Tabs } from "../Tabs.tsx";
import type { EventView } from "./event.ts";
import { type EventFilter, EventFilters } from "./EventFilters.tsx";
import { EventTable } from "./EventTable.tsx";
import { EventTile } from "./EventTile.tsx";
import { NextEvent } from "./NextEvent.tsx";

export const tabs = ["upcoming", "past", "drafts"] as const;
export type EventTab = typeof tabs[number];

export interface EventBoardProps {
  url: URL;
  locale: Language;
  now: Date;
  tab: EventTab;
  counts: Readonly<Record<EventTab, number>>;
  filter: EventFilter;
  members: readonly { id: string; name: string }[];
  /** The next event of all, apart from the others; only on the first page of an unfiltered list. */
  next: { event: EventView; trend: readonly number[] } | null;
  events: readonly EventView[];
  total: number;
  page: number;
  pageSize: number;
  mayCreate: boolean;
}

const cleared = { q: null, type: null, access: null, state: null, member: null, page: null };

/** A trainer's events: the next one wide, the others as a grid of cards. */
export function EventBoard(props: EventBoardProps) {
  const { url, locale, now, tab, counts, filter, members, next, events, total, page, pageSize, mayCreate } = props;
  const t = translator(locale);
  const filtered = [filter.q, filter.type, filter.access, filter.state, filter.member].some((value) => value !== "");
  const shown = [...(next ? [next.event] : []), ...events];
  return (
    <div class="stack">
      <div class="page-head">
        <h1>{t("events.title")}</h1>
        {mayCreate
          ? <ButtonLink kind="primary" icon="plus" href={`${url.pathname}/new`}>{t("events.new")}</ButtonLink>
          : null}
      </div>
      <Tabs
        label={t("events.title")}
        tabs={tabs.map((name) => ({
          href: query(url, { tab: name === "upcoming" ? null : name, page: null, state: null }),
          label: t(`events.tab.${name}`),
          count: number(counts[name], locale),
          current: name === tab,
        }))}
      />
      {counts[tab] > 0 || filtered
        ? (
          <>
            <EventFilters tab={tab} filter={filter} members={members} locale={locale} />
            <nav class="row tight" aria-label={t("events.view")}>
              {(["cards", "list"] as const).map((view) => (
                <a
                  key={view}
                  class="button"
                  data-kind="quiet"
                  data-size="small"
                  href={query(url, { view: view === "list" ? view : null })}
                  aria-current={(filter.view === "list") === (view === "list") ? "true" : undefined}
                >
                  {t(`events.view.${view}`)}
                </a>
              ))}
            </nav>
          </>
        )
        : null}
      {shown.length === 0
        ? (
          <EmptyState
            text={filter.q
              ? t("events.empty.search", { text: filter.q })
              : filtered
              ? t("events.empty.filter")
              : t(`events.empty.${tab}`)}
          >
            {filtered
              ? <ButtonLink href={query(url, cleared)}>{t("common.clear")}</ButtonLink>
              : mayCreate && tab !== "past"
              ? <ButtonLink icon="plus" href={`${url.pathname}/new`}>{t("events.new")}</ButtonLink>
              : null}
          </EmptyState>
        )
        : null}
      {next ? null : <h2 class="unseen">{t(`events.tab.${tab}`)}</h2>}
      {next ? <NextEvent {...next} locale={locale} now={now} /> : null}
      {filter.view === "list" && events.length > 0
        ? <EventTable events={events} locale={locale} now={now} />
        : events.length > 0
        ? (
          <div class="event-grid">
            {events.map((event) => <EventTile key={event.id} event={event} locale={locale} now={now} />)}
          </div>
        )
        : null}
      <PagesOf url={url} page={page} total={total} pageSize={pageSize} locale={locale} />
      {shown.length > 0
        ? <LiveFigures address={`/dashboard/live?events=${shown.map((event) => event.id).join(",")}`} />
        : null}
    </div>
  );
}
