import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import type { LogEntry } from "../../projections/queries.ts";
import { Badge } from "../Badge.tsx";
import { entryHref, shortened } from "./LogTable.tsx";

interface Node {
  entry: LogEntry;
  effects: Node[];
}

/** What led to what: each domain event with what it caused under it. */
export function CauseTree({ nodes, current, locale }: { nodes: readonly Node[]; current: string; locale: Language }) {
  const t = translator(locale);
  return (
    <ul class="cause-tree">
      {nodes.map(({ entry, effects }) => (
        <li key={entry.eventId}>
          <a href={entryHref(entry.eventId)} aria-current={entry.eventId === current ? "page" : undefined}>
            {entry.type}
          </a>{" "}
          <span class="muted small">{shortened(entry.stream)} · {shortened(entry.actor)}</span>{" "}
          {entry.eventId === current ? <Badge tone="accent">{t("history.this")}</Badge> : null}
          {effects.length > 0 ? <CauseTree nodes={effects} current={current} locale={locale} /> : null}
        </li>
      ))}
    </ul>
  );
}
