import type { Language } from "../../domain/ids.ts";
import { day, duration, money, time, when, zoneName } from "../../i18n/formats.ts";
import { languageNames } from "../../i18n/locale.ts";
import { translator } from "../../i18n/translate.ts";
import OwnTime from "../../islands/OwnTime.tsx";
import { ButtonLink } from "../Button.tsx";
import { Cover } from "../Cover.tsx";
import { DateBlock } from "../DateBlock.tsx";
import { Notice } from "../Notice.tsx";
import { RichText } from "../RichText.tsx";
import type { PageDesign } from "./design.ts";
import { pictureHref, type PublicEvent, takesRegistrations } from "./event.ts";
import { EventCard } from "./EventCard.tsx";
import { Agenda, MaterialLinks, PassOn, Points, Proof, Speakers } from "./EventParts.tsx";
import type { Legal } from "./looks.ts";
import { RegisterForm, type RegisterFormState } from "./RegisterForm.tsx";
import { RememberedNote, type RememberedProps } from "./RememberedNote.tsx";
import { StateBadge } from "./StateBadge.tsx";

export interface EventPageProps {
  event: PublicEvent;
  design: PageDesign;
  /** Full address of the page, to pass on. */
  address: string;
  form: RegisterFormState;
  /** What the boxes of the form are about. */
  legal?: Legal;
  locale: Language;
  ownZone: string | null;
  now: Date;
  /** Somebody has just registered an address that is registered already. */
  known?: boolean;
  /** Where the registration is that was made on this device. */
  mine?: string | null;
  remembered?: RememberedProps | null;
  /** Where the form goes; to the event's own page when left out. */
  action?: string;
}

/** The page of one event: what it is, when for the reader, and the form beside it. */
export function EventPage(props: EventPageProps) {
  const { event, design, locale, ownZone, now } = props;
  const t = translator(locale);
  const open = takesRegistrations(event.state);
  return (
    <>
      <article class="event-page">
        <header>
          {event.state === "preview" ? <Notice tone="accent">{t("public.preview")}</Notice> : null}
          {design.cover
            ? (
              <img
                class="cover"
                src={pictureHref(design.cover, 1280)}
                srcset={([320, 640, 1280] as const).map((w) => `${pictureHref(design.cover!, w)} ${w}w`).join(", ")}
                sizes="(min-width: 68rem) 64rem, 100vw"
                width={1280}
                height={720}
                alt=""
                fetchpriority="high"
              />
            )
            : <Cover seed={event.id} id={event.id} />}
          <div class="row tight">
            <span class="muted">{t(`public.type.${event.type}`)}</span>
            <StateBadge event={event} locale={locale} />
          </div>
          <h1 lang={event.titleLanguage ?? event.language}>{event.title}</h1>
          {design.speakers.length > 0
            ? (
              <p class="muted">
                {t("public.by", {
                  studio: new Intl.ListFormat(locale, { type: "conjunction" })
                    .format(design.speakers.map(({ name }) => name)),
                })}
              </p>
            )
            : null}
          <div class="event-when">
            <DateBlock at={event.date.startsAt} zone={event.timeZone} locale={locale} />
            <div>
              <p>
                <strong>
                  <time dateTime={event.date.startsAt}>
                    {`${day(event.date.startsAt, event.timeZone, locale, now)}, ${
                      time(event.date.startsAt, event.timeZone, locale)
                    } ${zoneName(event.timeZone)}`}
                  </time>
                </strong>
              </p>
              <p class="muted">
                {duration(event.date.durationMinutes)}
                <OwnTime startsAt={event.date.startsAt} zone={event.timeZone} locale={locale} known={ownZone} />
              </p>
            </div>
          </div>
        </header>
        <aside id="register">
          <section class="card register-card" aria-labelledby="register-title">
            <RegisterPanel {...props} />
          </section>
          <Proof design={design} locale={locale} />
        </aside>
        <div class="event-text stack loose">
          <section class="stack" aria-labelledby="about-title">
            <h2 id="about-title">{t("public.about")}</h2>
            <div class="prose" lang={design.description.language}>
              <RichText text={design.description.value} />
            </div>
          </section>
          <Points id="points" title={t("public.key_points")} points={design.keyPoints} />
          <Points id="objectives" title={t("public.objectives")} points={design.objectives} />
          <Agenda {...props} />
          <Points id="audience" title={t("public.audience")} points={design.audience} />
          <Points id="prerequisites" title={t("public.prerequisites")} points={design.prerequisites} />
          {event.dates.length > 1 ? <Dates {...props} /> : null}
          <Speakers design={design} locale={locale} />
          <MaterialLinks materials={design.materials} locale={locale} />
          <dl class="facts">
            <dt>{t("public.where")}</dt>
            <dd>{t("public.online")}</dd>
            <dt>{t("public.duration")}</dt>
            <dd>{duration(event.date.durationMinutes)}</dd>
            {design.showPrice
              ? (
                <>
                  <dt>{t("public.price")}</dt>
                  <dd>{priceOf(props)}</dd>
                </>
              )
              : null}
            <dt>{t("public.held_in")}</dt>
            <dd>{design.languages.map((language) => languageNames[language]).join(", ")}</dd>
          </dl>
          <PassOn {...props} />
        </div>
        {design.related.length > 0
          ? (
            <section class="event-related stack" aria-labelledby="related-title">
              <h2 id="related-title">{t("public.related")}</h2>
              <div class="event-grid">
                {design.related.map((card) => (
                  <EventCard key={card.id} event={card} locale={locale} ownZone={ownZone} now={now} heading="h3" />
                ))}
              </div>
            </section>
          )
          : null}
      </article>
      {open
        ? (
          <div class="register-bar">
            <ButtonLink href="#register" kind="primary" wide>
              {t(event.state === "full_waitlist" ? "public.join_waitlist" : "public.register")}
            </ButtonLink>
          </div>
        )
        : null}
    </>
  );
}

function priceOf({ event, design, locale, now }: EventPageProps): string {
  const t = translator(locale);
  if (!event.price) return t("public.free");
  if (!design.earlyBird) return money(event.price, locale);
  const until = day(design.earlyBird.until, event.timeZone, locale, now);
  const then = money(event.price, locale);
  return `${money(design.earlyBird.price, locale)} ${t("public.early_bird", { when: until, price: then })}`;
}

/** The form with what has to be known before it is filled in. */
function Form({ event, design, form, legal, locale, ownZone, remembered, action }: EventPageProps) {
  const t = translator(locale);
  return (
    <>
      {event.state === "full_waitlist" ? <p>{t("public.state.full_waitlist")}</p> : null}
      {design.approval ? <p>{t("public.approval")}</p> : null}
      {remembered ? <RememberedNote remembered={remembered} locale={locale} /> : null}
      <RegisterForm
        action={action}
        event={event}
        asked={design.form}
        code={design.code}
        approval={design.approval}
        legal={legal}
        form={form}
        locale={locale}
        ownZone={ownZone}
      />
    </>
  );
}

/** The form, or why there is none. */
export function RegisterPanel(props: EventPageProps) {
  const { event, form, locale, ownZone, now, known, mine } = props;
  const t = translator(locale);
  if (known) {
    return (
      <>
        <h2 id="register-title" tabIndex={-1} autofocus>{t("registration.known.title")}</h2>
        <p role="status">{t("registration.known.text")}</p>
      </>
    );
  }
  if (mine && event.state !== "cancelled" && event.state !== "over") {
    const untouched = form.problem === undefined && Object.keys(form.errors).length === 0;
    return (
      <>
        <h2 id="register-title">{t("registration.here.title")}</h2>
        <p>{t("registration.here.text")}</p>
        <ButtonLink href={mine} kind="primary" wide>{t("registration.here.open")}</ButtonLink>
        {takesRegistrations(event.state)
          ? (
            <details class="more-fields" open={!untouched}>
              <summary>{t("registration.here.other")}</summary>
              <Form {...props} />
            </details>
          )
          : null}
      </>
    );
  }
  if (takesRegistrations(event.state)) {
    return (
      <>
        <h2 id="register-title">{t("registration.form")}</h2>
        <Form {...props} />
      </>
    );
  }
  const opens = event.opensAt ? when({ startsAt: event.opensAt, zone: event.timeZone, ownZone }, locale, now) : "";
  const texts = {
    preview: [t("public.preview"), null],
    not_yet_open: [t("public.state.not_yet_open", { when: opens }), null],
    closed: [t("public.state.closed"), t("public.state.closed_text")],
    full: [t("public.state.full"), null],
    cancelled: [t("public.state.cancelled"), t("public.state.cancelled_text")],
    over: [t("public.state.over"), null],
    open: ["", null],
    full_waitlist: ["", null],
  } as const;
  const [title, text] = texts[event.state];
  return (
    <>
      {form.problem ? <Notice tone="negative" alert>{form.problem}</Notice> : null}
      <h2 id="register-title">{title}</h2>
      {text ? <p>{text}</p> : null}
      {mine ? <ButtonLink href={mine} wide>{t("registration.here.open")}</ButtonLink> : null}
      <p>
        <ButtonLink href={event.studio.href} icon="calendar">{t("public.state.other_events")}</ButtonLink>
      </p>
    </>
  );
}

function Dates({ event, locale, ownZone, now }: EventPageProps) {
  const t = translator(locale);
  return (
    <section class="stack" aria-labelledby="dates-title">
      <h2 id="dates-title">{t("public.when")}</h2>
      <p class="muted">{t("public.series")}</p>
      <ol class="event-dates">
        {event.dates.map(({ startsAt }) => (
          <li key={startsAt}>
            <time dateTime={startsAt}>{when({ startsAt, zone: event.timeZone, ownZone }, locale, now)}</time>
          </li>
        ))}
      </ol>
    </section>
  );
}
