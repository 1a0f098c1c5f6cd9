import type { Language } from "../../domain/ids.ts";
import { duration, money, when } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import { Cover } from "../Cover.tsx";
import { DateBlock } from "../DateBlock.tsx";
import type { PublicEvent } from "./event.ts";
import { StateBadge } from "./StateBadge.tsx";

/** An event in a list: all of the card is a link to its page. */
export function EventCard(
  { event, locale, ownZone, now }: { event: PublicEvent; locale: Language; ownZone: string | null; now: Date },
) {
  const t = translator(locale);
  const { startsAt, durationMinutes } = event.date;
  return (
    <article class="card event-card" data-flush="true">
      <Cover seed={event.id} id={event.id} />
      <div class="event-card-body">
        <DateBlock at={startsAt} zone={event.timeZone} locale={locale} />
        <div class="event-card-text">
          <h2>
            <a class="cover-link" href={event.href} lang={event.language}>{event.title}</a>
          </h2>
          <p class="small muted">
            <time dateTime={startsAt}>{when({ startsAt, zone: event.timeZone, ownZone }, locale, now)}</time>
            {` · ${duration(durationMinutes)}`}
          </p>
          <p class="small muted">{t("public.by", { studio: event.studio.name })}</p>
        </div>
      </div>
      <div class="event-card-foot">
        <span class="small muted grow">
          {t(`public.type.${event.type}`)}
          {event.dates.length > 1 ? ` · ${t("public.dates", { count: event.dates.length })}` : ""}
          {` · ${event.price ? money(event.price, locale) : t("public.free")}`}
        </span>
        <StateBadge event={event} locale={locale} />
      </div>
    </article>
  );
}
