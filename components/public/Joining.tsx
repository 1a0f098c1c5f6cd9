import type { Language } from "../../domain/ids.ts";
import { when } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import JoinButton from "../../islands/JoinButton.tsx";
import type { CardEvent, PublicEvent } from "./event.ts";
import { EventCard } from "./EventCard.tsx";

/** Where an event takes place, for those who have a place. */
export interface Place {
  url: string;
  password: string | null;
  /** From when on one can join, ISO 8601 UTC. */
  opensAt: string;
  /** Whether that is now. */
  open: boolean;
}

/** The way in: address and password, and the button that wakes up a quarter of an hour before. */
export function Joining(
  { place, event, ownZone, locale, now }: {
    place: Place;
    event: PublicEvent;
    ownZone: string | null;
    locale: Language;
    now: Date;
  },
) {
  const t = translator(locale);
  const opens = when({ startsAt: place.opensAt, zone: event.timeZone, ownZone }, locale, now);
  return (
    <section class="card stack" aria-labelledby="join-title">
      <h2 id="join-title">{t("join.title")}</h2>
      <p>
        <JoinButton
          href={place.url}
          opensAt={place.opensAt}
          open={place.open}
          now={t("join.now")}
          later={t("join.later")}
        />
      </p>
      {place.open ? null : <p class="muted">{t("join.opens", { when: opens })}</p>}
      <dl class="facts">
        <dt>{t("join.address")}</dt>
        <dd>
          <a href={place.url} target="_blank" rel="noopener noreferrer">{place.url}</a>
        </dd>
        {place.password
          ? (
            <>
              <dt>{t("join.password")}</dt>
              <dd>
                <code>{place.password}</code>
              </dd>
            </>
          )
          : null}
      </dl>
      <p class="muted small">{t("join.private")}</p>
    </section>
  );
}

/** Other dates and similar events, for those who wait or did not get a place. */
export function Suggested(
  { events, waiting, ownZone, locale, now }: {
    events: readonly CardEvent[];
    waiting: boolean;
    ownZone: string | null;
    locale: Language;
    now: Date;
  },
) {
  if (events.length === 0) return null;
  const t = translator(locale);
  return (
    <section class="stack" aria-labelledby="suggested-title">
      <h2 id="suggested-title">{t(waiting ? "suggested.waiting" : "suggested.gone")}</h2>
      <div class="event-grid">
        {events.map((event) => (
          <EventCard key={event.id} event={event} locale={locale} ownZone={ownZone} now={now} heading="h3" />
        ))}
      </div>
    </section>
  );
}
