import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import type { LogEntry } from "../../projections/queries.ts";
import { EmptyState } from "../EmptyState.tsx";
import { Table } from "../Table.tsx";

/** Path of the page with one domain event. */
export const entryHref = (eventId: string): string => `/dashboard/history/${eventId}`;

/** Path of the page about one stream, at one revision. */
export const streamHref = (stream: string, revision?: number): string =>
  `/dashboard/history/streams/${encodeURIComponent(stream)}${revision === undefined ? "" : `?revision=${revision}`}`;

/** A domain event as the log's index knows it, and in words. */
export interface LogLine {
  entry: LogEntry;
  words: string;
}

/** Domain events, one a row. `hrefOf`: where a row leads, its own page when left out. */
export function LogTable(
  { rows, hrefOf = entryHref, chosen, locale }: {
    rows: readonly LogLine[];
    hrefOf?: (eventId: string) => string;
    /** Id of the one that is shown beside the list. */
    chosen?: string;
    locale: Language;
  },
) {
  const t = translator(locale);
  return (
    <Table
      caption={t("history.title")}
      rows={rows}
      keyOf={({ entry }) => entry.eventId}
      empty={<EmptyState text={t("history.none")} />}
      columns={[
        {
          key: "type",
          label: t("history.type"),
          lead: true,
          cell: ({ entry, words }) => (
            <span class="fact-line">
              <a
                href={hrefOf(entry.eventId)}
                aria-current={entry.eventId === chosen ? "true" : undefined}
              >
                {entry.type}
              </a>
              <span class="muted small">{words}</span>
            </span>
          ),
        },
        {
          key: "time",
          label: t("history.time"),
          cell: ({ entry }) => <time class="figures nowrap" dateTime={entry.recordedAt}>{utc(entry.recordedAt)}</time>,
        },
        {
          key: "stream",
          label: t("history.stream"),
          cell: ({ entry }) => (
            <a class="small nowrap" title={entry.stream} href={streamHref(entry.stream, entry.revision)}>
              {`${shortened(entry.stream)} @ ${entry.revision}`}
            </a>
          ),
        },
        {
          key: "actor",
          label: t("history.actor"),
          cell: ({ entry }) => (
            <a
              class="small nowrap"
              title={entry.actor}
              href={`/dashboard/history?actor=${encodeURIComponent(entry.actor)}`}
            >
              {shortened(entry.actor)}
            </a>
          ),
        },
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
