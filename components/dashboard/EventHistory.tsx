import type { Language } from "../../domain/ids.ts";
import { relative, when } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
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
  /** A member's name; null: somebody who is gone. */
  who: string | "system" | null;
  differences: readonly Difference[];
  /** Whether texts or page were changed by it. */
  restorable: boolean;
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
  const who = (entry: HistoryEntry) =>
    entry.who === "system" ? t("history.event.system") : entry.who ?? t("history.event.gone");
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
                      <dt>
                        <code>{field}</code>
                      </dt>
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
