import type { ComponentChildren } from "preact";
import type { Language } from "../../../domain/ids.ts";
import { moment } from "../../../i18n/formats.ts";
import { sourceText } from "../../../i18n/sources.ts";
import { translator } from "../../../i18n/translate.ts";
import { Badge } from "../../Badge.tsx";
import { Button, ButtonLink } from "../../Button.tsx";
import { Card } from "../../Card.tsx";
import { Dialog } from "../../Dialog.tsx";
import { Select, TextArea, TextField } from "../../inputs.tsx";
import { Notice } from "../../Notice.tsx";
import { Timeline } from "../../Timeline.tsx";
import { StatusBadge } from "../desk/People.tsx";
import { type LeadDetailsView, type Members, nameOf } from "./lead.ts";
import { LeadTasks } from "./LeadTasks.tsx";

export interface LeadPageProps {
  person: LeadDetailsView;
  titles: Readonly<Record<string, string>>;
  members: Members;
  locale: Language;
  timeZone: string;
  may: { change: boolean; merge: boolean; consents: boolean };
  requestId: string;
  problem: string | null;
}

/** One person across all events: what is known, what is to be done, and everything that happened. */
export function LeadPage(props: LeadPageProps) {
  const { person, locale, problem, may } = props;
  const t = translator(locale);
  return (
    <div class="stack">
      <header class="page-head">
        <div>
          <h1>{nameOf(person) ?? t("people.erased")}</h1>
          <p class="muted">{[person.position, person.company].filter(Boolean).join(" · ")}</p>
        </div>
        <div class="row tight">
          {may.consents
            ? (
              <ButtonLink kind="quiet" href={`/dashboard/marketing/consents/${person.id}`}>
                {t("consent.own.title")}
              </ButtonLink>
            )
            : null}
          <ButtonLink kind="quiet" href="/dashboard/people">{t("leads.title")}</ButtonLink>
        </div>
      </header>
      {problem ? <Notice tone="negative" alert>{problem}</Notice> : null}
      {person.mergedInto
        ? (
          <Notice tone="warning">
            {t("leads.merged")} <a href={`/dashboard/people/${person.mergedInto}`}>{t("leads.merged.open")}</a>
          </Notice>
        )
        : null}
      <div class="columns">
        <div class="stack">
          <LeadTasks {...props} />
          <Places {...props} />
          <Card>
            <div class="stack">
              <h2>{t("leads.timeline")}</h2>
              <Timeline moments={person.timeline.map(({ key, text, at }) => ({ key, title: text, text: at }))} />
            </div>
          </Card>
        </div>
        <div class="stack">
          <Known {...props} />
          <Tags {...props} />
          <Notes {...props} />
          {may.merge && !person.mergedInto ? <Merge {...props} /> : null}
        </div>
      </div>
    </div>
  );
}

/** A form that does one thing with the person. */
export function Act({ does, requestId, children, inline }: {
  does: string;
  requestId: string;
  children: ComponentChildren;
  inline?: boolean;
}) {
  return (
    <form method="post" class={inline ? "row tight" : "stack tight"}>
      <input type="hidden" name="do" value={does} />
      <input type="hidden" name="requestId" value={requestId} />
      {children}
    </form>
  );
}

function Known({ person, locale, timeZone, members, may, requestId }: LeadPageProps) {
  const t = translator(locale);
  const field = (name: "firstName" | "lastName" | "phone" | "company" | "position", label: string, max: number) => (
    <TextField name={name} label={label} value={person[name] ?? ""} maxLength={max} />
  );
  const rows = [
    [t("people.email"), person.email],
    [t("leads.origin"), `${t(`leads.origin.${person.origin}`)} · ${sourceText(person.source, locale)}`],
    [t("leads.medium"), person.medium],
    [t("leads.campaign"), person.campaign],
    [t("leads.first_seen"), moment(person.firstSeenAt, timeZone, locale)],
    [t("leads.seen"), moment(person.lastSeenAt, timeZone, locale)],
    [t("leads.marketing"), t(person.marketing ? "leads.marketing.yes" : "leads.marketing.no")],
  ].filter(([, value]) => value);
  return (
    <Card>
      <div class="stack">
        <h2>{t("leads.details")}</h2>
        <dl class="facts">
          {rows.map(([label, value]) => (
            <div key={label}>
              <dt class="muted small">{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {may.change && !person.erased
          ? (
            <>
              <Act does="owner" requestId={requestId}>
                <Select
                  name="ownerId"
                  label={t("leads.owner")}
                  value={person.ownerId ?? ""}
                  options={[
                    { value: "", label: t("leads.owner.nobody") },
                    ...members.map(({ userId, name }) => ({ value: userId, label: name })),
                  ]}
                />
                <Button size="small">{t("leads.assign")}</Button>
              </Act>
              <details>
                <summary>{t("leads.details.change")}</summary>
                <Act does="details" requestId={requestId}>
                  {field("firstName", t("desk.first_name"), 50)}
                  {field("lastName", t("desk.last_name"), 50)}
                  {field("phone", t("leads.phone"), 40)}
                  {field("company", t("people.company"), 200)}
                  {field("position", t("leads.position"), 100)}
                  <Button size="small">{t("leads.details.keep")}</Button>
                </Act>
              </details>
            </>
          )
          : null}
      </div>
    </Card>
  );
}

function Tags({ person, locale, may, requestId }: LeadPageProps) {
  const t = translator(locale);
  return (
    <Card>
      <div class="stack">
        <h2>{t("leads.tags")}</h2>
        {person.tags.length === 0 ? <p class="muted">{t("leads.tags.none")}</p> : null}
        <div class="row tight">
          {person.tags.map((tag) =>
            may.change
              ? (
                <Act key={tag} does="untag" requestId={requestId} inline>
                  <input type="hidden" name="tag" value={tag} />
                  <Button size="small" icon="x" aria-label={t("leads.tags.remove", { tag })}>{tag}</Button>
                </Act>
              )
              : <Badge key={tag}>{tag}</Badge>
          )}
        </div>
        {may.change
          ? (
            <Act does="tag" requestId={requestId}>
              <TextField name="tag" label={t("leads.tags.add")} required maxLength={50} />
              <Button size="small">{t("leads.tags.add")}</Button>
            </Act>
          )
          : null}
      </div>
    </Card>
  );
}

function Notes({ person, locale, may, requestId }: LeadPageProps) {
  const t = translator(locale);
  return (
    <Card>
      <div class="stack">
        <h2>{t("leads.notes")}</h2>
        {person.notes.length === 0 ? <p class="muted">{t("leads.notes.none")}</p> : null}
        {person.notes.map((note) => (
          <p key={note.id}>
            {note.text ?? t("people.erased")} <span class="muted small">{note.at}</span>
          </p>
        ))}
        {may.change
          ? (
            <Act does="note" requestId={requestId}>
              <TextArea name="text" label={t("leads.note")} maxLength={2000} required />
              <Button size="small">{t("leads.note.keep")}</Button>
            </Act>
          )
          : null}
      </div>
    </Card>
  );
}

function Places({ person, titles, locale }: LeadPageProps) {
  const t = translator(locale);
  if (person.places.length === 0) return null;
  return (
    <Card>
      <div class="stack">
        <h2>{t("leads.events")}</h2>
        <ul class="plain stack tight">
          {person.places.map((place) => (
            <li key={place.registrationId} class="row row--apart">
              <a
                href={`/dashboard/experiences/virtual-events/${place.eventId}/registrations?person=${place.registrationId}`}
              >
                {titles[place.eventId] ?? place.eventId}
              </a>
              <span class="row tight">
                <StatusBadge row={place} locale={locale} />
                {place.attendance === "unknown"
                  ? null
                  : <Badge>{t(place.attendance === "attended" ? "desk.attended" : "desk.no_show")}</Badge>}
                <span class="muted small">{place.at}</span>
              </span>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}

function Merge({ locale, requestId }: LeadPageProps) {
  const t = translator(locale);
  return (
    <div>
      <Button type="button" kind="quiet" size="small" popovertarget="merge-person">{t("leads.merge")}</Button>
      <Dialog id="merge-person" title={t("leads.merge")}>
        <p>{t("leads.merge.lead")}</p>
        <Act does="merge" requestId={requestId}>
          <TextField name="email" type="email" label={t("leads.merge.email")} required maxLength={254} />
          <Button kind="danger">{t("leads.merge.go")}</Button>
        </Act>
      </Dialog>
    </div>
  );
}
