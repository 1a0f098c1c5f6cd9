import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import type { LogEntry } from "../../projections/queries.ts";
import { EmptyState } from "../EmptyState.tsx";
import { Table } from "../Table.tsx";

/** Path of the page with one domain event. */
export const entryHref = (eventId: string): string => `/dashboard/history/${eventId}`;

/** Domain events as the log's index knows them. */
export function LogTable({ entries, locale }: { entries: readonly LogEntry[]; locale: Language }) {
  const t = translator(locale);
  return (
    <Table
      caption={t("history.title")}
      rows={entries}
      keyOf={(entry) => entry.eventId}
      empty={<EmptyState text={t("history.none")} />}
      columns={[
        {
          key: "type",
          label: t("history.type"),
          lead: true,
          cell: (entry) => <a href={entryHref(entry.eventId)}>{entry.type}</a>,
        },
        {
          key: "time",
          label: t("history.time"),
          cell: (entry) => <time class="figures nowrap" dateTime={entry.recordedAt}>{utc(entry.recordedAt)}</time>,
        },
        {
          key: "stream",
          label: t("history.stream"),
          cell: (entry) => (
            <a class="small nowrap" title={entry.stream} href={`?stream=${encodeURIComponent(entry.stream)}`}>
              {shortened(entry.stream)}
            </a>
          ),
        },
        { key: "revision", label: t("history.revision"), number: true, cell: (entry) => entry.revision },
        {
          key: "actor",
          label: t("history.actor"),
          cell: (entry) => <span class="small nowrap" title={entry.actor}>{shortened(entry.actor)}</span>,
        },
        { key: "position", label: t("history.position"), number: true, cell: (entry) => entry.position },
      ]}
    />
  );
}

/** With the first part of each UUID: enough to tell them apart on one page. */
export function shortened(name: string): string {
  return name.replace(/([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "$1…");
}

/** To the millisecond, in UTC: auditors compare with other logs. */
export function utc(instant: string): string {
  return instant.replace("T", " ").replace("Z", "");
}
