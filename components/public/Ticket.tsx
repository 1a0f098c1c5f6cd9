import type { Language } from "../../domain/ids.ts";
import { day, duration, relative, time, when, zoneName } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import OwnTime from "../../islands/OwnTime.tsx";
import { Badge, type Tone } from "../Badge.tsx";
import { Button, ButtonLink } from "../Button.tsx";
import { DateBlock } from "../DateBlock.tsx";
import { Dialog } from "../Dialog.tsx";
import { Notice } from "../Notice.tsx";
import { type Moment, Timeline } from "../Timeline.tsx";
import { RichText } from "../RichText.tsx";
import type { AskedForm } from "./design.ts";
import type { CardEvent, PublicEvent } from "./event.ts";
import { MaterialLinks } from "./EventParts.tsx";
import { Support } from "./LegalTexts.tsx";
import type { SupportText } from "./looks.ts";
import { Joining, type Place, Suggested } from "./Joining.tsx";
import { OwnData, OwnForms, type RefusedForm } from "./OwnForms.tsx";

export type RegistrationStatus =
  | "pending"
  | "confirmed"
  | "waitlisted"
  | "offered"
  | "declined"
  | "cancelled"
  | "expired";

/** A registration as the person who has it sees it. Names are null once the person was erased. */
export interface RegistrationView {
  token: string;
  status: RegistrationStatus;
  reference: string;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  /** The address that was likely meant, where it looks mistyped. */
  meant: string | null;
  /** Place in the line, from 1, while waiting. */
  position: number | null;
  /** Until when an offered seat is held. */
  offerExpiresAt: string | null;
  declinedReason: string | null;
  /** Whether somebody else has the place now. */
  handedOver: boolean;
  /** Whom it is offered to, while nobody has answered. */
  handedTo: { email: string | null; expiresAt: string } | null;
  calendars: { google: string; outlook: string; office365: string; yahoo: string };
  /** What else was told, by the names of the fields. */
  details: Readonly<Record<string, string>>;
}

export interface TicketProps {
  registration: RegistrationView;
  event: PublicEvent;
  /** What may be changed beside the name. */
  asked: AskedForm;
  /** What the trainer says to those who have a place; empty for nothing. */
  thanks: string;
  thanksLanguage: Language;
  /** Where it takes place; null for those without a place, and where nothing has to be said. */
  place: Place | null;
  /** For those who have a place, or had one. */
  materials: readonly { title: string; href: string }[];
  /** Whom to ask, and what is needed; for those who have a place. */
  support: SupportText | null;
  /** Other dates and similar events, where there is no place. */
  suggested: readonly CardEvent[];
  automations: { confirmation: boolean; reminders: readonly string[] };
  /** Whether those who wait move up by themselves or are asked first. */
  waitlistMode: "automatic" | "offer";
  refused: RefusedForm | null;
  /** What was done a moment ago. */
  sent: string | null;
  locale: Language;
  ownZone: string | null;
  now: Date;
}

type Situation = RegistrationStatus | "event_cancelled" | "over" | "handed_over";

/** The registrant's own page: where they stand, when it is for them, what happens next. */
export function TicketPage(props: TicketProps) {
  const { registration, event, locale, refused, sent } = props;
  const t = translator(locale);
  const situation = situationOf(registration, event);
  const { title, text } = words(situation, props);
  const active = ["confirmed", "waitlisted", "offered", "pending"].includes(situation);
  const gone = situation === "cancelled" || situation === "expired";
  return (
    <div class="narrow">
      <div class="stack tight">
        {refused?.problem ? <Notice tone="negative" alert>{refused.problem}</Notice> : null}
        {sent === "details" ? <Notice tone="positive">{t("registration.details.saved")}</Notice> : null}
        <h1>{title}</h1>
        <p class="lead">{text}</p>
        {active && registration.email && registration.meant
          ? (
            <Notice tone="warning">
              {t("registration.meant_late", { email: registration.email, meant: registration.meant })}
            </Notice>
          )
          : null}
        {situation === "declined" && registration.declinedReason ? <p>{registration.declinedReason}</p> : null}
      </div>
      <Ticket {...props} />
      {situation === "offered" ? <Offer {...props} /> : null}
      {situation === "confirmed" && props.thanks
        ? (
          <div class="prose" lang={props.thanksLanguage}>
            <RichText text={props.thanks} />
          </div>
        )
        : null}
      {situation === "confirmed" && props.place ? <Joining {...props} place={props.place} /> : null}
      {situation === "confirmed" ? <Calendars {...props} /> : null}
      <MaterialLinks materials={props.materials} locale={locale} />
      {situation === "confirmed" && props.support ? <Support support={props.support} locale={locale} /> : null}
      {situation === "confirmed" || situation === "waitlisted"
        ? (
          <section class="stack" aria-labelledby="next-title">
            <h2 id="next-title">{t("registration.next")}</h2>
            <Timeline moments={nextSteps(situation, props)} />
          </section>
        )
        : null}
      <Suggested {...props} events={props.suggested} waiting={situation === "waitlisted"} />
      {active ? <OwnForms {...props} /> : registration.email === null ? null : <OwnData {...props} />}
      <div class="row">
        <ButtonLink href={gone ? event.href : event.studio.href}>
          {t(gone ? "registration.again" : "public.state.other_events")}
        </ButtonLink>
        {active
          ? (
            <Button kind="quiet" type="button" icon="calendar-x" popovertarget="cancel">
              {t("registration.cancel")}
            </Button>
          )
          : null}
      </div>
      {active ? <CancelDialog {...props} waiting={situation !== "confirmed"} /> : null}
    </div>
  );
}

function situationOf({ status, handedOver }: RegistrationView, { state }: PublicEvent): Situation {
  if (handedOver) return "handed_over";
  if (state === "cancelled") return "event_cancelled";
  if (status === "cancelled" || status === "declined" || status === "expired") return status;
  return state === "over" ? "over" : status;
}

/** A seat that is held for some time: one click takes it, one leaves it to the next. */
function Offer({ registration, event, locale, now }: TicketProps) {
  const t = translator(locale);
  const { token, offerExpiresAt } = registration;
  return (
    <section class="card stack" aria-label={t("registration.offered.title")}>
      {offerExpiresAt
        ? (
          <p>
            <strong>
              {t("registration.offered.until", {
                when: when({ startsAt: offerExpiresAt, zone: event.timeZone, ownZone: null }, locale, now),
                left: relative(offerExpiresAt, now, locale),
              })}
            </strong>
          </p>
        )
        : null}
      <div class="row">
        <form method="post" action={`/r/${token}/accept`}>
          <Button kind="primary">{t("registration.offered.accept")}</Button>
        </form>
        <form method="post" action={`/r/${token}/decline`}>
          <Button>{t("registration.offered.decline")}</Button>
        </form>
      </div>
    </section>
  );
}

function words(
  situation: Situation,
  { registration, waitlistMode, locale }: TicketProps,
): { title: string; text: string } {
  const t = translator(locale);
  const { firstName, email, position } = registration;
  switch (situation) {
    case "confirmed":
      return {
        title: firstName
          ? t("registration.confirmed.title", { name: firstName })
          : t("registration.confirmed.title_unnamed"),
        text: email ? t("registration.confirmed.text", { email }) : t("registration.confirmed.text_unnamed"),
      };
    case "waitlisted":
      return {
        title: t("registration.waitlisted.title"),
        text: t(waitlistMode === "offer" ? "registration.waitlisted.text_offer" : "registration.waitlisted.text", {
          position: position ?? "–",
        }),
      };
    default:
      return { title: t(`registration.${situation}.title`), text: t(`registration.${situation}.text`) };
  }
}

const tones: Record<RegistrationStatus, Tone | undefined> = {
  pending: "warning",
  confirmed: "positive",
  waitlisted: "warning",
  offered: "accent",
  declined: "negative",
  cancelled: undefined,
  expired: undefined,
};

function Ticket({ registration, event, locale, ownZone, now }: TicketProps) {
  const t = translator(locale);
  const { startsAt, durationMinutes } = event.date;
  const name = [registration.firstName, registration.lastName].filter(Boolean).join(" ");
  return (
    <section class="ticket" aria-label={event.title}>
      <div class="ticket-main">
        <div class="row">
          <Badge
            tone={event.state === "cancelled" ? "negative" : tones[registration.status]}
            icon={registration.status === "confirmed" && event.state !== "cancelled" ? "circle-check" : undefined}
          >
            {event.state === "cancelled" ? t("public.badge.cancelled") : t(`registration.state.${registration.status}`)}
          </Badge>
        </div>
        <h2>
          <a href={event.href} lang={event.titleLanguage ?? event.language}>{event.title}</a>
        </h2>
        <div class="event-when">
          <DateBlock at={startsAt} zone={event.timeZone} locale={locale} />
          <div>
            <p>
              <strong>
                <time dateTime={startsAt}>
                  {`${day(startsAt, event.timeZone, locale, now)}, ${time(startsAt, event.timeZone, locale)} ${
                    zoneName(event.timeZone)
                  }`}
                </time>
              </strong>
            </p>
            <p class="muted">
              {duration(durationMinutes)}
              <OwnTime startsAt={startsAt} zone={event.timeZone} locale={locale} known={ownZone} />
            </p>
          </div>
        </div>
      </div>
      <dl class="ticket-stub">
        {name
          ? (
            <div>
              <dt>{t("registration.guest")}</dt>
              <dd>{name}</dd>
            </div>
          )
          : null}
        <div>
          <dt>{t("registration.reference")}</dt>
          <dd class="reference">{registration.reference}</dd>
        </div>
      </dl>
    </section>
  );
}

function Calendars({ registration, locale }: TicketProps) {
  const t = translator(locale);
  return (
    <section class="stack tight" aria-labelledby="calendar-title">
      <h2 id="calendar-title">{t("registration.calendar")}</h2>
      <div class="row tight">
        <ButtonLink href={registration.calendars.google} icon="calendar-plus" target="_blank" rel="noopener">
          {t("registration.calendar.google")}
        </ButtonLink>
        <ButtonLink href={registration.calendars.outlook} icon="calendar-plus" target="_blank" rel="noopener">
          {t("registration.calendar.outlook")}
        </ButtonLink>
        <ButtonLink href={registration.calendars.office365} icon="calendar-plus" target="_blank" rel="noopener">
          {t("registration.calendar.office365")}
        </ButtonLink>
        <ButtonLink href={registration.calendars.yahoo} icon="calendar-plus" target="_blank" rel="noopener">
          {t("registration.calendar.yahoo")}
        </ButtonLink>
        <ButtonLink href={`/r/${registration.token}/calendar.ics`} icon="download">
          {t("registration.calendar.ics")}
        </ButtonLink>
      </div>
    </section>
  );
}

function nextSteps(situation: "confirmed" | "waitlisted", props: TicketProps): Moment[] {
  const { event, automations, waitlistMode, locale, now } = props;
  const t = translator(locale);
  const first: Moment[] = situation === "waitlisted"
    ? [{
      key: "wait",
      title: t("registration.next.wait"),
      text: t(waitlistMode === "offer" ? "registration.next.wait_offer" : "registration.next.wait_text"),
      tone: "accent",
    }]
    : automations.confirmation
    ? [{ key: "mail", title: t("registration.next.mail"), text: t("registration.next.mail_text"), tone: "positive" }]
    : [];
  const next = nextReminder(automations.reminders, event.date.startsAt, now);
  const reminder: Moment[] = next === null ? [] : [{
    key: "reminder",
    title: t("registration.next.reminder", { when: relative(next, now, locale) }),
    text: t("registration.next.reminder_text"),
  }];
  const live: Moment = {
    key: "live",
    title: t("registration.next.live", { when: relative(event.date.startsAt, now, locale) }),
    text: t("registration.next.live_text"),
  };
  return [...first, ...reminder, live];
}

/** When the next of the event's reminders goes out; null when none is still to come. */
function nextReminder(offsets: readonly string[], startsAt: string, now: Date): string | null {
  const moments = offsets.map((offset) => {
    const [, days = "0", hours = "0", minutes = "0"] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(offset) ?? [];
    return Date.parse(startsAt) - ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000;
  }).filter((moment) => moment > now.getTime());
  return moments.length === 0 ? null : new Date(Math.min(...moments)).toISOString();
}

function CancelDialog({ registration, locale, waiting }: TicketProps & { waiting: boolean }) {
  const t = translator(locale);
  return (
    <Dialog id="cancel" title={t("registration.cancel.ask")}>
      <p>{t(waiting ? "registration.cancel.consequence_waitlist" : "registration.cancel.consequence")}</p>
      <form class="dialog-actions" method="post" action={`/r/${registration.token}/cancel`}>
        <Button type="button" popovertarget="cancel" popovertargetaction="hide">{t("registration.cancel.keep")}</Button>
        <Button kind="danger">{t("registration.cancel.confirm")}</Button>
      </form>
    </Dialog>
  );
}
