import type { ComponentChildren } from "preact";
import type { Language } from "../../domain/ids.ts";
import { duration, when } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import { Badge } from "../Badge.tsx";
import { Tabs } from "../Tabs.tsx";
import { type EventView, hrefOf, tones } from "./event.ts";
import { EventCover } from "./EventCover.tsx";

export interface EventHeadProps {
  event: EventView;
  locale: Language;
  now: Date;
  tab: "overview" | "registrations" | "messages" | "analytics" | "history" | "publish";
  /** Whether the reader may see who is registered. */
  seesPeople: boolean;
  /** Buttons; one of them primary. */
  children?: ComponentChildren;
}

/** What stands over every page of one event: which it is, its state and its date, and what can be done. */
export function EventHead({ event, locale, now, tab, seesPeople, children }: EventHeadProps) {
  const t = translator(locale);
  const open = event.lifecycle !== "completed" && event.lifecycle !== "cancelled";
  return (
    <>
      <header class="event-head">
        <div class="cover-thumb">
          <EventCover event={event} width={320} />
        </div>
        <div class="stack tight">
          <div class="row tight">
            <Badge tone={tones[event.lifecycle]}>{t(`events.state.${event.lifecycle}`)}</Badge>
            <span class="muted small">{t(`public.type.${event.type}`)}</span>
          </div>
          <h1 lang={event.language}>{event.title}</h1>
          <p class="muted">
            <time dateTime={event.startsAt}>
              {when({ startsAt: event.startsAt, zone: event.timeZone }, locale, now)}
            </time>
            {` · ${duration(event.durationMinutes)}`}
          </p>
        </div>
        {children ? <div class="row tight">{children}</div> : null}
      </header>
      <Tabs
        label={t("events.tabs")}
        tabs={[
          { href: hrefOf(event.id), label: t("events.overview"), current: tab === "overview" },
          ...(seesPeople
            ? [{
              href: hrefOf(event.id, "/registrations"),
              label: t("events.registrations"),
              current: tab === "registrations",
            }]
            : []),
          ...(open ? [{ href: hrefOf(event.id, "/edit/page"), label: t("events.page"), current: false }] : []),
          { href: hrefOf(event.id, "/messages"), label: t("messages.title"), current: tab === "messages" },
          { href: hrefOf(event.id, "/analytics"), label: t("figures.title"), current: tab === "analytics" },
          { href: hrefOf(event.id, "/history"), label: t("events.history"), current: tab === "history" },
        ]}
      />
    </>
  );
}
