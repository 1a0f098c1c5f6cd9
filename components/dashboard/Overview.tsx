import type { Language } from "../../domain/ids.ts";
import { number, relative, time, when } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import type { FieldErrors } from "../../i18n/validation.ts";
import CopyButton from "../../islands/CopyButton.tsx";
import { Button, ButtonLink } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { CapacityUndo } from "./CapacityUndo.tsx";
import { Undo } from "./Undo.tsx";
import { CopyField } from "../CopyField.tsx";
import { EmbedSnippets } from "./EmbedSnippets.tsx";
import { Dialog } from "../Dialog.tsx";
import { TextArea, TextField } from "../inputs.tsx";
import { Notice } from "../Notice.tsx";
import { AreaChart } from "../Sparkline.tsx";
import { Stats } from "../Stat.tsx";
import { type Moment, Timeline } from "../Timeline.tsx";
import { explained } from "./analytics/explained.ts";
import { type EventView, hrefOf } from "./event.ts";
import { CapacityBar } from "./NextEvent.tsx";
import { figuresOf } from "./EventTile.tsx";
import { MoreActions } from "./MoreActions.tsx";

export interface OverviewProps {
  event: EventView;
  dates: readonly { startsAt: string }[];
  /** When the next reminder goes out, ISO 8601 UTC; null when none is to come. */
  reminderAt: string | null;
  cancelReason: string | null;
  lastRegistrationAt: string | null;
  /** Registrations so far at the end of each day, oldest first. */
  growth: readonly number[];
  locale: Language;
  now: Date;
  may: { change: boolean; publish: boolean; cancel: boolean; duplicate: boolean; remove: boolean };
  problem?: string;
  errors: FieldErrors;
  /** Said once, after something was done. */
  done?: "published" | "saved" | "unpublished";
  /** How many places there were before that, as it is typed: empty for no limit. */
  formerCapacity?: string;
  requestId: string;
}

/** Figures of one event, its public link, what is next, and what can be done about it. */
export function Overview(props: OverviewProps) {
  const { event, locale, now, problem, done, growth, lastRegistrationAt } = props;
  const t = translator(locale);
  return (
    <>
      {problem ? <Notice tone="negative" alert>{problem}</Notice> : null}
      {done === "published" ? <Notice tone="positive" alert>{t("events.published")}</Notice> : null}
      {done === "saved" && props.formerCapacity === undefined
        ? (
          <Notice tone="positive" alert>
            {t("events.saved", { time: time(now.toISOString(), event.timeZone, locale) })}
          </Notice>
        )
        : null}
      <TakenBack {...props} />
      {event.lifecycle === "cancelled"
        ? <Notice tone="negative">{t("events.cancelled_because", { reason: props.cancelReason || "–" })}</Notice>
        : null}
      <div class="columns">
        <div class="stack">
          <Card>
            <div class="stack">
              <Stats
                stats={[...figuresOf(event, locale), {
                  label: t("events.cancelled_people"),
                  value: number(event.cancelled, locale),
                  live: `${event.id}.cancelled`,
                  explained: explained(event.id, "cancelled", locale),
                }]}
              />
              <CapacityBar event={event} locale={locale} />
              <a class="small" href={hrefOf(event.id, "/analytics")}>{t("figures.back")}</a>
            </div>
          </Card>
          <Card>
            <div class="stack tight">
              <h2>{t("events.over_time")}</h2>
              {growth.length > 1
                ? <AreaChart values={growth} label={t("events.over_time")} />
                : <p class="muted">{t("events.over_time.empty")}</p>}
              {lastRegistrationAt
                ? (
                  <p class="muted small">
                    {t("events.last_registration", { when: relative(lastRegistrationAt, now, locale) })}
                  </p>
                )
                : null}
            </div>
          </Card>
        </div>
        <div class="stack">
          <Link {...props} />
          <Card>
            <div class="stack">
              <h2>{t("events.next_up")}</h2>
              <NextUp {...props} />
            </div>
          </Card>
          <Actions {...props} />
          <MoreActions {...props} />
        </div>
      </div>
    </>
  );
}

/**
 * Publishing is taken back while nobody is registered, and the other way round; places while no more than there were are
 * taken.
 */
function TakenBack({ event, done, formerCapacity, may, locale }: OverviewProps) {
  const t = translator(locale);
  if (done === "saved" && formerCapacity !== undefined && may.change) {
    return <CapacityUndo {...event} eventId={event.id} was={formerCapacity} locale={locale} />;
  }
  if (!may.publish) return null;
  const nobody = event.confirmed + event.waitlisted === 0;
  if (done === "published" && event.lifecycle === "published" && nobody) {
    return <Undo action={hrefOf(event.id, "/unpublish")} fields={{}} locale={locale}>{t("undo.published")}</Undo>;
  }
  if (done === "unpublished" && event.lifecycle === "draft") {
    return <Undo action={hrefOf(event.id, "/publish")} fields={{}} locale={locale}>{t("undo.unpublished")}</Undo>;
  }
  return null;
}

function Link({ event, locale }: OverviewProps) {
  const t = translator(locale);
  const draft = event.lifecycle === "draft" || event.lifecycle === "scheduled";
  return (
    <Card>
      <div class="stack tight">
        <h2>{t("events.link")}</h2>
        <CopyField value={event.publicUrl} label={t("events.link")}>
          <CopyButton text={event.publicUrl} label={t("common.copy")} done={t("common.copied")} />
        </CopyField>
        <p>
          <a href={event.publicUrl} target="_blank">{t(draft ? "events.preview_page" : "events.view_page")}</a>
        </p>
        {draft ? null : <EmbedSnippets publicUrl={event.publicUrl} locale={locale} />}
      </div>
    </Card>
  );
}

function NextUp(props: OverviewProps) {
  const { event, locale, reminderAt, dates, now } = props;
  const t = translator(locale);
  if (event.lifecycle === "draft" || event.lifecycle === "scheduled") return <p>{t("events.next_up.publish")}</p>;
  const at = (instant: string) => when({ startsAt: instant, zone: event.timeZone }, locale, now);
  const upcoming = event.lifecycle === "cancelled" ? [] : dates.filter((date) => date.startsAt > now.toISOString());
  const moments: Moment[] = [
    ...(reminderAt
      ? [{ key: "reminder", title: t("events.next_up.reminder", { count: event.confirmed, when: at(reminderAt) }) }]
      : []),
    ...upcoming.slice(0, 3).map((date, i) => ({
      key: date.startsAt,
      title: t("events.next_up.start", { when: at(date.startsAt) }),
      text: relative(date.startsAt, now, locale),
      tone: i === 0 ? "accent" as const : undefined,
    })),
  ];
  return moments.length > 0 ? <Timeline moments={moments} /> : <p class="muted">{t("events.next_up.nothing")}</p>;
}

function Actions({ event, locale, may, errors, requestId }: OverviewProps) {
  const t = translator(locale);
  const over = event.lifecycle === "completed" || event.lifecycle === "cancelled";
  if (over || !(may.change || may.cancel)) return null;
  const told = event.confirmed + event.waitlisted;
  return (
    <Card>
      <div class="stack">
        {may.change
          ? (
            <form class="stack tight" method="post" novalidate>
              <input type="hidden" name="requestId" value={requestId} />
              <TextField
                name="capacity"
                label={t("events.capacity")}
                hint={event.waitlisted > 0
                  ? t("events.capacity.waiting", { count: event.waitlisted })
                  : t("events.capacity.hint", { count: event.confirmed })}
                error={errors.capacity}
                focus={Boolean(errors.capacity)}
                type="number"
                inputMode="numeric"
                min={Math.max(1, event.confirmed)}
                value={event.capacity === null ? "" : String(event.capacity)}
              />
              <div>
                <Button size="small">{t("events.capacity.change")}</Button>
              </div>
            </form>
          )
          : null}
        {may.cancel
          ? (
            <div>
              <Button kind="quiet" type="button" icon="calendar-x" popovertarget="cancel-event">
                {t("events.cancel")}
              </Button>
            </div>
          )
          : null}
      </div>
      {may.cancel
        ? (
          <Dialog id="cancel-event" title={t("events.cancel.ask")}>
            <p>{told > 0 ? t("events.cancel.consequence", { count: told }) : t("events.cancel.nobody")}</p>
            <form class="stack" method="post" action={hrefOf(event.id, "/cancel")}>
              <input type="hidden" name="requestId" value={requestId} />
              <TextArea
                name="reason"
                label={t("events.cancel.reason")}
                hint={t("events.cancel.reason_hint")}
                optional={t("common.optional")}
                maxLength={500}
                rows={3}
              />
              <div class="dialog-actions">
                <Button type="button" popovertarget="cancel-event" popovertargetaction="hide">
                  {t("events.cancel.keep")}
                </Button>
                <Button kind="danger">{t("events.cancel")}</Button>
              </div>
            </form>
          </Dialog>
        )
        : null}
    </Card>
  );
}

/** The buttons in the head of an event: what fits its state, one of them primary. */
export function HeadActions({ event, locale, may }: OverviewProps) {
  const t = translator(locale);
  const over = event.lifecycle === "completed" || event.lifecycle === "cancelled";
  return (
    <>
      {may.change && !over
        ? <ButtonLink href={hrefOf(event.id, "/edit")} icon="pencil">{t("events.edit")}</ButtonLink>
        : null}
      {may.publish && (event.lifecycle === "draft" || event.lifecycle === "scheduled")
        ? (
          <ButtonLink kind="primary" icon="rocket" href={hrefOf(event.id, "/publish")}>
            {t("events.publish")}
          </ButtonLink>
        )
        : <ButtonLink href={event.publicUrl} icon="external-link" target="_blank">{t("events.view_page")}</ButtonLink>}
    </>
  );
}
