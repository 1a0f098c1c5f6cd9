import type { Language } from "../../domain/ids.ts";
import { day, duration, relative, time, zoneName } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import OwnTime from "../../islands/OwnTime.tsx";
import { Badge, type Tone } from "../Badge.tsx";
import { Button, ButtonLink } from "../Button.tsx";
import { DateBlock } from "../DateBlock.tsx";
import { Dialog } from "../Dialog.tsx";
import { Notice } from "../Notice.tsx";
import { type Moment, Timeline } from "../Timeline.tsx";
import type { PublicEvent } from "./event.ts";

export type RegistrationStatus = "confirmed" | "waitlisted" | "cancelled";

/** A registration as the person who has it sees it. Names are null once the person was erased. */
export interface RegistrationView {
  token: string;
  status: RegistrationStatus;
  reference: string;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  /** Place in the line, from 1, while waiting. */
  position: number | null;
  calendars: { google: string; outlook: string };
}

export interface TicketProps {
  registration: RegistrationView;
  event: PublicEvent;
  locale: Language;
  ownZone: string | null;
  now: Date;
  /** What refused the last thing that was asked for. */
  problem?: string;
}

type Situation = RegistrationStatus | "event_cancelled" | "over";

/** The registrant's own page: where they stand, when it is for them, what happens next. */
export function TicketPage(props: TicketProps) {
  const { registration, event, locale, problem } = props;
  const t = translator(locale);
  const situation = situationOf(registration, event);
  const { title, text } = words(situation, props);
  const active = situation === "confirmed" || situation === "waitlisted";
  return (
    <div class="narrow">
      <div class="stack tight">
        {problem ? <Notice tone="negative" alert>{problem}</Notice> : null}
        <h1>{title}</h1>
        <p class="lead">{text}</p>
      </div>
      <Ticket {...props} />
      {situation === "confirmed" ? <Calendars {...props} /> : null}
      {active
        ? (
          <section class="stack" aria-labelledby="next-title">
            <h2 id="next-title">{t("registration.next")}</h2>
            <Timeline moments={nextSteps(situation, props)} />
          </section>
        )
        : null}
      <div class="row">
        <ButtonLink href={situation === "cancelled" ? event.href : event.studio.href}>
          {t(situation === "cancelled" ? "registration.again" : "public.state.other_events")}
        </ButtonLink>
        {active
          ? (
            <Button kind="quiet" type="button" icon="calendar-x" popovertarget="cancel">
              {t("registration.cancel")}
            </Button>
          )
          : null}
      </div>
      {active ? <CancelDialog {...props} waiting={situation === "waitlisted"} /> : null}
    </div>
  );
}

function situationOf({ status }: RegistrationView, { state }: PublicEvent): Situation {
  if (state === "cancelled") return "event_cancelled";
  if (status === "cancelled") return "cancelled";
  return state === "over" ? "over" : status;
}

function words(situation: Situation, { registration, locale }: TicketProps): { title: string; text: string } {
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
        text: t("registration.waitlisted.text", { position: position ?? "–" }),
      };
    default:
      return { title: t(`registration.${situation}.title`), text: t(`registration.${situation}.text`) };
  }
}

const tones: Record<RegistrationStatus, Tone | undefined> = {
  confirmed: "positive",
  waitlisted: "warning",
  cancelled: undefined,
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
          <a href={event.href} lang={event.language}>{event.title}</a>
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
        <ButtonLink href={`/r/${registration.token}/calendar.ics`} icon="download">
          {t("registration.calendar.ics")}
        </ButtonLink>
      </div>
    </section>
  );
}

function nextSteps(situation: "confirmed" | "waitlisted", { event, locale, now }: TicketProps): Moment[] {
  const t = translator(locale);
  const step = (key: "mail" | "reminder" | "wait", tone?: Tone): Moment => ({
    key,
    title: t(`registration.next.${key}`),
    text: t(`registration.next.${key}_text`),
    tone,
  });
  const live: Moment = {
    key: "live",
    title: t("registration.next.live", { when: relative(event.date.startsAt, now, locale) }),
    text: t("registration.next.live_text"),
  };
  return situation === "confirmed"
    ? [step("mail", "positive"), step("reminder"), live]
    : [step("wait", "accent"), step("reminder"), live];
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
