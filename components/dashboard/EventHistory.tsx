import type { Language } from "../../domain/ids.ts";
import { relative, when } from "../../i18n/formats.ts";
import { type Translate, translator } from "../../i18n/translate.ts";
import type { PlanFact } from "../../web/pages/event_history.ts";
import { Button } from "../Button.tsx";
import { EmptyState } from "../EmptyState.tsx";

/** What one field was and is, written out. */
export interface Difference {
  field: string;
  before: string;
  after: string;
}

/** One change of an event. */
export interface HistoryEntry {
  revision: number;
  type: PlanFact;
  /** ISO 8601 UTC. */
  at: string;
  /** Who did it, or by which key. */
  by: "member" | "key" | "system";
  /** A member's or a key's name; null: somebody who is gone, or nobody. */
  who: string | null;
  differences: readonly Difference[];
  /** Whether texts or page were changed by it. */
  restorable: boolean;
}

const names: Readonly<Record<string, Parameters<Translate>[0]>> = {
  title: "events.form.title",
  description: "events.form.description",
  type: "events.form.type",
  language: "wizard.language",
  languages: "wizard.languages",
  slug: "events.form.slug",
  format: "wizard.format",
  category: "wizard.category",
  tags: "wizard.tags",
  difficulty: "wizard.difficulty",
  sensitive: "wizard.sensitive",
  dates: "wizard.dates",
  timeZone: "events.form.zone",
  capacity: "events.form.capacity",
  waitlist: "events.waitlisted",
  mode: "wizard.waitlist_mode",
  offerHours: "wizard.offer_hours",
  approval: "wizard.approval",
  registrationOpensAt: "events.form.opens",
  registrationClosesAt: "events.form.closes",
  audience: "wizard.audience",
  platform: "wizard.platform",
  materials: "wizard.materials",
  confirmation: "wizard.confirmation",
  reminders: "wizard.reminders",
  followUps: "wizard.after",
  access: "wizard.access",
  price: "wizard.price",
  earlyBird: "wizard.early",
  companyBilling: "wizard.company_billing",
  publishAt: "publish.later",
  reason: "events.cancel.reason",
  "page.cover": "wizard.cover",
  "page.keyPoints": "wizard.key_points",
  "page.objectives": "wizard.objectives",
  "page.audience": "wizard.who_for",
  "page.prerequisites": "wizard.prerequisites",
  "page.agenda": "wizard.agenda",
  "page.accentColour": "wizard.colour.which",
  "page.thankYouText": "wizard.thank_you",
  "page.seo": "wizard.found",
  "page.show": "wizard.looks",
  "form.standard": "wizard.asked",
  "form.questions": "wizard.questions",
};

/** A field as its editor calls it; what has no name there keeps its own. */
function nameOf(field: string, locale: Language): string {
  const key = field.startsWith("speaker.") ? "wizard.speakers" : names[field];
  return key ? (translator(locale) as (key: string) => string)(key) : field;
}

/** Who changed what in an event, newest first, and the way back. */
export function EventHistory(
  { entries, locale, zone, now, mayRestore, requestId }: {
    entries: readonly HistoryEntry[];
    locale: Language;
    zone: string;
    now: Date;
    mayRestore: boolean;
    requestId: string;
  },
) {
  const t = translator(locale);
  if (entries.length === 0) return <EmptyState text={t("history.event.empty")} />;
  const who = (entry: HistoryEntry) => {
    if (entry.by === "system") return t("history.event.system");
    if (entry.by === "key") return t("history.event.key", { name: entry.who ?? "–" });
    return entry.who ?? t("history.event.gone");
  };
  return (
    <ol class="timeline changes">
      {entries.map((entry, i) => (
        <li key={entry.revision}>
          <div class="stack tight">
            <strong>{t(`history.event.${entry.type}`)}</strong>
            <p class="muted small">
              {`${who(entry)} · `}
              <time dateTime={entry.at}>{when({ startsAt: entry.at, zone }, locale, now)}</time>
              {` · ${relative(entry.at, now, locale)}`}
            </p>
            {entry.differences.length > 0
              ? (
                <dl class="differences">
                  {entry.differences.map(({ field, before, after }) => (
                    <div key={field}>
                      <dt>{nameOf(field, locale)}</dt>
                      <dd>
                        <span class="unseen">{t("history.event.was")}:</span>
                        <del>{before}</del>
                      </dd>
                      <dd>
                        <span class="unseen">{t("history.event.is")}:</span>
                        <ins>{after}</ins>
                      </dd>
                    </div>
                  ))}
                </dl>
              )
              : null}
            {mayRestore && entry.restorable && i > 0
              ? (
                <form method="post">
                  <input type="hidden" name="requestId" value={requestId} />
                  <Button
                    size="small"
                    name="revision"
                    value={String(entry.revision)}
                    title={t("history.event.restore_hint")}
                  >
                    {t("history.event.restore")}
                  </Button>
                </form>
              )
              : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
