import type { Language } from "../../domain/ids.ts";
import { number, relative, when } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import CopyButton from "../../islands/CopyButton.tsx";
import { Badge } from "../Badge.tsx";
import { ButtonLink } from "../Button.tsx";
import { Sparkline } from "../Sparkline.tsx";
import { Stats } from "../Stat.tsx";
import { type EventView, hrefOf, tones } from "./event.ts";
import { EventCover } from "./EventCover.tsx";
import { tellingFigures } from "./EventTile.tsx";

/** The event that comes next, wide: countdown, places, curve of registrations. */
export function NextEvent(
  { event, trend, locale, now }: { event: EventView; trend: readonly number[]; locale: Language; now: Date },
) {
  const t = translator(locale);
  return (
    <article class="card next-event" data-flush="true">
      <EventCover event={event} width={640} />
      <div class="next-event-body">
        <div class="row tight">
          <span class="muted small">{t("events.next")}</span>
          <Badge tone={tones[event.lifecycle]}>{t(`events.state.${event.lifecycle}`)}</Badge>
        </div>
        <div class="stack tight">
          <h2>
            <a href={hrefOf(event.id)} lang={event.language}>{event.title}</a>
          </h2>
          <p class="muted">
            <time dateTime={event.startsAt}>
              {when({ startsAt: event.startsAt, zone: event.timeZone }, locale, now)}
            </time>
            {` · ${relative(event.startsAt, now, locale)}`}
          </p>
        </div>
        <Stats stats={tellingFigures(event, locale)} />
        <CapacityBar event={event} locale={locale} />
        {trend.length > 1 ? <Sparkline values={trend} /> : null}
        <div class="row tight">
          <CopyButton text={event.publicUrl} label={t("events.copy_link")} done={t("common.copied")} />
          <ButtonLink href={event.publicUrl} kind="quiet" icon="external-link" target="_blank">
            {t("events.view_page")}
          </ButtonLink>
        </div>
      </div>
    </article>
  );
}

/** How many of the places are taken; nothing for an event without a limit. */
export function CapacityBar({ event, locale }: { event: EventView; locale: Language }) {
  const t = translator(locale);
  if (event.capacity === null) return null;
  const [count, capacity] = [number(event.confirmed, locale), number(event.capacity, locale)];
  const text = t("events.registered_of", { count, capacity });
  return (
    <div class="progress" data-full={event.confirmed >= event.capacity || undefined}>
      <progress
        value={event.confirmed}
        max={event.capacity}
        aria-label={t("events.capacity")}
        data-live={`${event.id}.taken`}
      />
      <span class="muted figures" data-live={`${event.id}.taken_text`}>{text}</span>
    </div>
  );
}
