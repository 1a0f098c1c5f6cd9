import type { Language } from "../../domain/ids.ts";
import { when } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import { Badge, type Tone } from "../Badge.tsx";
import { ButtonLink } from "../Button.tsx";
import type { PublicEvent } from "./event.ts";

type Outcome = "confirmed" | "waitlisted" | "pending" | "known" | "by_mail" | "refused";

/** What came of a form for several events, each by itself. */
export function ResultsPage(
  { results, list, ownZone, locale, now }: {
    results: readonly {
      event: PublicEvent;
      outcome: Outcome;
      position: number;
      /** Why not, in words. */
      reason: string;
      /** The page of this registration. */
      href: string | null;
    }[];
    list: string;
    ownZone: string | null;
    locale: Language;
    now: Date;
  },
) {
  const t = translator(locale);
  return (
    <div class="narrow stack loose">
      <h1>{t("several.done")}</h1>
      {results.length === 0 ? <p class="lead">{t("several.forgotten")}</p> : (
        <ul class="chosen-events" role="list">
          {results.map(({ event, outcome, position, reason, href }) => (
            <li key={event.id} class="stack tight">
              <h2>
                <a href={href ?? event.href} lang={event.titleLanguage ?? event.language}>{event.title}</a>
              </h2>
              <p class="muted small">
                {when({ startsAt: event.date.startsAt, zone: event.timeZone, ownZone }, locale, now)}
              </p>
              <p>
                <Badge tone={tones[outcome]}>
                  {t(`several.outcome.${outcome}`, { position, reason })}
                </Badge>
              </p>
              {href
                ? (
                  <p>
                    <ButtonLink href={href}>{t("registration.here.open")}</ButtonLink>
                  </p>
                )
                : null}
            </li>
          ))}
        </ul>
      )}
      <p>
        <ButtonLink href={list}>{t("public.state.other_events")}</ButtonLink>
      </p>
    </div>
  );
}

const tones: Record<Outcome, Tone | undefined> = {
  confirmed: "positive",
  waitlisted: "warning",
  pending: "warning",
  known: "accent",
  by_mail: "accent",
  refused: "negative",
};
