import type { ComponentChildren } from "preact";
import type { Language } from "../../../domain/ids.ts";
import { sourceText } from "../../../i18n/sources.ts";
import { translator } from "../../../i18n/translate.ts";
import { Badge } from "../../Badge.tsx";
import { Button, ButtonLink } from "../../Button.tsx";
import { Dialog } from "../../Dialog.tsx";
import { TextArea, TextField } from "../../inputs.tsx";
import { Notice } from "../../Notice.tsx";
import { isDisposable } from "../../public/mail_addresses.ts";
import { Timeline } from "../../Timeline.tsx";
import { StatusBadge } from "./People.tsx";
import { actionsFor, type PersonDetails } from "./person.ts";

const standardAnswers = ["accessibilityNeeds", "industry", "companySize", "country", "experience"] as const;

export interface PersonSheetProps {
  person: PersonDetails;
  /** Labels of the form's own questions, by id. */
  questions: readonly { id: string; label: string }[];
  locale: Language;
  /** The list without this sheet. */
  closeHref: string;
  may: { change: boolean; cancel: boolean; people: boolean; consents: boolean };
  /** Whether a date has begun, so that attendance can be noted. */
  begun: boolean;
  /** Whether a date is still to begin, and whether all have ended. */
  toCome: boolean;
  over: boolean;
  requestId: string;
  problem: string | null;
}

/** One registered person at the side of the list: what they told, what happened, what can be done. */
export function PersonSheet(props: PersonSheetProps) {
  const { person, locale, closeHref, may, problem } = props;
  const t = translator(locale);
  const title = person.name ?? t("people.erased");
  return (
    <aside class="drawer" data-open aria-labelledby="person-title" id="person">
      <div class="stack">
        <div class="row row--apart">
          <h2 id="person-title">{title}</h2>
          <ButtonLink kind="quiet" size="small" icon="x" href={closeHref}>{t("desk.close")}</ButtonLink>
        </div>
        {problem ? <Notice tone="negative" alert>{problem}</Notice> : null}
        <div class="row tight">
          <StatusBadge row={person} locale={locale} />
          <code>{person.reference}</code>
        </div>
        <Facts {...props} />
        <div class="row tight">
          {may.people
            ? (
              <ButtonLink kind="quiet" size="small" href={`/dashboard/people/${person.personId}`}>
                {t("desk.all_events")}
              </ButtonLink>
            )
            : null}
          {may.consents
            ? (
              <ButtonLink kind="quiet" size="small" href={`/dashboard/marketing/consents/${person.personId}`}>
                {t("consent.own.title")}
              </ButtonLink>
            )
            : null}
        </div>
        {may.change ? <Actions {...props} /> : null}
        <section class="stack tight">
          <h3>{t("desk.timeline")}</h3>
          <Timeline
            moments={person.timeline.map(({ key, text, at, tone }) => ({ key, title: text, text: at, tone }))}
          />
        </section>
        <section class="stack tight">
          <h3>{t("desk.notes")}</h3>
          {person.notes.map((note) => (
            <p key={note.id}>
              {note.text ?? t("people.erased")} <span class="muted small">{note.at}</span>
            </p>
          ))}
          {may.change
            ? (
              <Act {...props} does="note">
                <TextArea name="text" label={t("desk.note")} maxLength={2000} required />
                <Button size="small">{t("desk.note.keep")}</Button>
              </Act>
            )
            : null}
        </section>
      </div>
    </aside>
  );
}

function Facts({ person, questions, locale }: PersonSheetProps) {
  const t = translator(locale);
  const rows = [
    [t("people.email"), person.email],
    [t("desk.phone"), person.told.phone],
    [t("people.company"), person.told.company],
    [t("desk.position"), person.told.position],
    [t("desk.website"), person.told.website],
    [t("desk.requirements"), person.told.specialRequirements],
    [t("people.source"), sourceText(person.source, locale)],
    ...person.answers.map(({ question, answer }) => [
      questions.find(({ id }) => id === question)?.label ?? standardLabel(question, locale),
      answer,
    ]),
  ].filter(([, value]) => value);
  return (
    <dl class="facts">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt class="muted small">{label}</dt>
          <dd>
            {value}
            {value && value === person.email && isDisposable(value)
              ? (
                <>
                  <br />
                  <Badge tone="warning">{t("desk.disposable")}</Badge>
                </>
              )
              : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A field of the form that is no question of its own. */
function standardLabel(name: string, locale: Language): string {
  const field = standardAnswers.find((known) => known === name);
  return field ? translator(locale)(`registration.field.${field}`) : name;
}

function Actions(props: PersonSheetProps) {
  const { person, locale, may, begun, toCome, over } = props;
  const t = translator(locale);
  const own = actionsFor(person.status).filter((action) => action !== "cancel" && action !== "decline");
  const marks = (["attended", "no_show"] as const).filter((mark) =>
    begun && person.status === "confirmed" && mark !== person.attendance
  );
  const held = ["pending", "confirmed", "waitlisted", "offered"].includes(person.status);
  const mails = [
    ...(held ? ["resend" as const] : []),
    ...(person.status === "confirmed" && toCome ? ["reminder" as const] : []),
    ...(person.status === "confirmed" && !over ? ["join_details" as const] : []),
  ];
  return (
    <section class="stack">
      <div class="row tight">
        {[...own, ...marks, ...mails].map((action) => (
          <Act key={action} {...props} does={action}>
            <Button size="small">{t(`desk.do.${action}`)}</Button>
          </Act>
        ))}
        {may.cancel && actionsFor(person.status).includes("cancel")
          ? (
            <>
              <Button type="button" size="small" kind="quiet" popovertarget="cancel-person">
                {t("people.cancel")}
              </Button>
              <Dialog id="cancel-person" title={t("people.cancel.ask", { name: person.name ?? person.reference })}>
                <p>{t("people.cancel.consequence")}</p>
                <Act {...props} does="cancel">
                  <Button kind="danger">{t("people.cancel.confirm")}</Button>
                </Act>
              </Dialog>
            </>
          )
          : null}
      </div>
      {actionsFor(person.status).includes("decline")
        ? (
          <Act {...props} does="decline">
            <TextField name="detail" label={t("desk.reason")} maxLength={500} />
            <Button size="small" kind="quiet">{t("desk.do.decline")}</Button>
          </Act>
        )
        : null}
      <Act {...props} does="tags">
        <TextField name="tags" label={t("desk.tags")} hint={t("desk.tags.hint")} value={person.tags.join(", ")} />
        <Button size="small">{t("desk.tags.keep")}</Button>
      </Act>
      {person.status === "confirmed"
        ? (
          <details>
            <summary>{t("desk.transfer")}</summary>
            <Act {...props} does="transfer">
              <p class="muted small">{t("desk.transfer.lead")}</p>
              <TextField name="firstName" label={t("desk.first_name")} required maxLength={100} />
              <TextField name="lastName" label={t("desk.last_name")} required maxLength={100} />
              <TextField name="email" type="email" label={t("people.email")} required maxLength={254} />
              <Button size="small">{t("desk.transfer.offer")}</Button>
            </Act>
          </details>
        )
        : null}
    </section>
  );
}

function Act(
  { person, does, requestId, children }: PersonSheetProps & {
    does: string;
    children: ComponentChildren;
  },
) {
  return (
    <form method="post" class="stack tight">
      <input type="hidden" name="do" value={does} />
      <input type="hidden" name="requestId" value={requestId} />
      <input type="hidden" name="registrationId" value={person.registrationId} />
      {children}
    </form>
  );
}
