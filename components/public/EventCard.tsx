import type { Language } from "../../domain/ids.ts";
import { duration, money, when } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import { Cover } from "../Cover.tsx";
import { DateBlock } from "../DateBlock.tsx";
import { plainText } from "../rich_text.ts";
import { type CardEvent, pictureHref, slugIn } from "./event.ts";
import { StateBadge } from "./StateBadge.tsx";

/** An event in a list: all of the card is a link to its page. */
export function EventCard(
  { event, locale, ownZone, now, heading: Heading = "h2", chooseIn }: {
    event: CardEvent;
    locale: Language;
    ownZone: string | null;
    now: Date;
    heading?: "h2" | "h3";
    /** Id of the form that registers for several events at once, where this one can be among them. */
    chooseIn?: string;
  },
) {
  const t = translator(locale);
  const { startsAt, durationMinutes } = event.date;
  return (
    <article class="card event-card" data-flush="true">
      {event.cover
        ? (
          <img
            class="cover"
            src={pictureHref(event.cover, 640)}
            srcset={`${pictureHref(event.cover, 320)} 320w, ${pictureHref(event.cover, 640)} 640w`}
            sizes="(min-width: 42rem) 20rem, 100vw"
            width={640}
            height={360}
            alt=""
            loading="lazy"
            decoding="async"
          />
        )
        : <Cover seed={event.id} id={event.id} />}
      <div class="event-card-body">
        <DateBlock at={startsAt} zone={event.timeZone} locale={locale} />
        <div class="event-card-text">
          <Heading class="event-card-title">
            <a class="cover-link" href={event.href} lang={event.language}>{event.title}</a>
          </Heading>
          <p class="small muted">
            <time dateTime={startsAt}>{when({ startsAt, zone: event.timeZone, ownZone }, locale, now)}</time>
            {` · ${duration(durationMinutes)}`}
          </p>
          {event.description
            ? <p class="small two-lines" lang={event.language}>{plainText(event.description).slice(0, 240)}</p>
            : null}
          <Speakers event={event} locale={locale} />
        </div>
      </div>
      <div class="event-card-foot">
        <span class="small muted grow">{factsOf(event, locale)}</span>
        <StateBadge event={event} locale={locale} />
        {chooseIn
          ? (
            <label class="choose small">
              <input
                type="checkbox"
                name="event"
                value={slugIn(event.href)}
                form={chooseIn}
                aria-label={t("several.choose", { title: event.title })}
              />
              {t("several.pick")}
            </label>
          )
          : null}
      </div>
    </article>
  );
}

function Speakers({ event, locale }: { event: CardEvent; locale: Language }) {
  const t = translator(locale);
  const [first] = event.speakers;
  if (!first) return <p class="small muted">{t("public.by", { studio: event.studio.name })}</p>;
  const names = new Intl.ListFormat(locale, { type: "conjunction" }).format(event.speakers.map(({ name }) => name));
  return (
    <p class="small muted event-card-speakers">
      {first.photo
        ? <img src={pictureHref(first.photo, 320)} alt="" width={24} height={24} loading="lazy" decoding="async" />
        : null}
      {t("public.by", { studio: names })}
    </p>
  );
}

function factsOf(event: CardEvent, locale: Language): string {
  const t = translator(locale);
  return [
    t(`public.type.${event.type}`),
    event.category,
    event.difficulty ? t(`public.difficulty.${event.difficulty}`) : null,
    event.dates.length > 1 ? t("public.dates", { count: event.dates.length }) : null,
    event.showPrice ? (event.price ? money(event.price, locale) : t("public.free")) : null,
  ].filter((fact) => fact !== null).join(" · ");
}
