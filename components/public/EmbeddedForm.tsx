import { day, time, zoneName } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import FrameHeight from "../../islands/FrameHeight.tsx";
import TellHost, { type TellHostProps } from "../../islands/TellHost.tsx";
import { ButtonLink } from "../Button.tsx";
import { DateBlock } from "../DateBlock.tsx";
import { type EventPageProps, RegisterPanel } from "./EventPage.tsx";

/** What came of the form inside the frame; null before it was sent. */
export type EmbeddedOutcome = {
  outcome: "confirmed" | "waitlisted" | "pending" | "known" | "by_mail";
  position: number;
  /** The registrant's own page. */
  href: string | null;
  /** What the page around the frame is told. */
  tell: TellHostProps;
} | null;

/** An event's form as it stands in a frame on its trainer's own site: what, when, and the form or what came of it. */
export function EmbeddedForm(props: EventPageProps & { done: EmbeddedOutcome }) {
  const { event, locale, now, done, address } = props;
  const t = translator(locale);
  const { startsAt } = event.date;
  return (
    <main id="content" class="embedded stack">
      <h1 lang={event.titleLanguage ?? event.language}>
        <a href={address} target="_blank" rel="noopener">{event.title}</a>
      </h1>
      <div class="event-when">
        <DateBlock at={startsAt} zone={event.timeZone} locale={locale} />
        <p>
          <time dateTime={startsAt}>
            {`${day(startsAt, event.timeZone, locale, now)}, ${time(startsAt, event.timeZone, locale)} ${
              zoneName(event.timeZone)
            }`}
          </time>
        </p>
      </div>
      {done
        ? (
          <section class="stack" role="status">
            <h2 tabIndex={-1} autofocus>{t(`several.outcome.${done.outcome}`, { position: done.position })}</h2>
            {done.href
              ? (
                <p>
                  <ButtonLink href={done.href} kind="primary" target="_blank" rel="noopener">
                    {t("registration.here.open")}
                  </ButtonLink>
                </p>
              )
              : null}
            {done.tell.conversions.length > 0 ? <TellHost {...done.tell} /> : null}
          </section>
        )
        : (
          <section class="stack" aria-labelledby="register-title">
            <RegisterPanel {...props} />
          </section>
        )}
      <FrameHeight />
    </main>
  );
}
