import type { Language } from "../../domain/ids.ts";
import { number, rate, when } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import { Badge } from "../Badge.tsx";
import { DateBlock } from "../DateBlock.tsx";
import { Stats } from "../Stat.tsx";
import { type EventView, hrefOf, tones } from "./event.ts";
import { explained } from "./analytics/explained.ts";
import { EventCover } from "./EventCover.tsx";
import { EventMenu } from "./EventMenu.tsx";

/** The three figures of an event, kept up to date by a live page. */
export function figuresOf(event: EventView, locale: Language) {
  const t = translator(locale);
  const free = event.capacity === null ? "∞" : number(Math.max(0, event.capacity - event.confirmed), locale);
  return [
    {
      label: t("events.registered"),
      value: number(event.confirmed, locale),
      live: `${event.id}.confirmed`,
      explained: explained(event.id, "registered", locale),
    },
    {
      label: t("events.waitlisted"),
      value: number(event.waitlisted, locale),
      live: `${event.id}.waitlisted`,
      explained: explained(event.id, "waitlisted", locale),
    },
    {
      label: t("events.places_free"),
      value: free,
      live: `${event.id}.free`,
      explained: explained(event.id, "places", locale),
    },
  ];
}

/** The three figures that say something in an event's state: for those to come conversion and places, for past ones who came. */
export function tellingFigures(event: EventView, locale: Language) {
  const t = translator(locale);
  const [registered, waitlisted, free] = figuresOf(event, locale);
  const { lifecycle, measured, confirmed } = event;
  if (!measured || (lifecycle !== "published" && lifecycle !== "live" && lifecycle !== "completed")) {
    return [registered!, waitlisted!, free!];
  }
  const { completed, visitors, attended } = measured;
  const conversion = {
    label: t("events.conversion"),
    value: rate(visitors === null ? null : Math.min(completed, visitors), visitors, locale),
    live: `${event.id}.conversion`,
  };
  const came = { label: t("desk.attended"), value: rate(attended, confirmed, locale), live: `${event.id}.attended` };
  return [registered!, conversion, lifecycle === "completed" ? came : free!];
}

/** An event in the grid. */
export function EventTile({ event, locale, now }: { event: EventView; locale: Language; now: Date }) {
  const t = translator(locale);
  return (
    <article class="card event-tile">
      <div class="event-tile-cover">
        <EventCover event={event} width={640} />
      </div>
      <div class="event-tile-head">
        <DateBlock at={event.startsAt} zone={event.timeZone} locale={locale} />
        <div class="stack tight grow">
          <div>
            <Badge tone={tones[event.lifecycle]}>{t(`events.state.${event.lifecycle}`)}</Badge>
          </div>
          <h3>
            <a class="cover-link" href={hrefOf(event.id)} lang={event.language}>{event.title}</a>
          </h3>
          <p class="small muted">
            <time dateTime={event.startsAt}>
              {when({ startsAt: event.startsAt, zone: event.timeZone }, locale, now)}
            </time>
          </p>
        </div>
      </div>
      <EventMenu event={event} locale={locale} />
      <Stats stats={tellingFigures(event, locale).map((figure) => ({ ...figure, size: "small" as const }))} />
    </article>
  );
}
