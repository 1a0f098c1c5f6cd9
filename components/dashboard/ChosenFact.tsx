import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import type { HistoryEvent } from "../../web/pages/history_event.ts";
import { Card } from "../Card.tsx";
import { CauseTree } from "./CauseTree.tsx";
import { EventData } from "./EventData.tsx";
import { entryHref, streamHref } from "./LogTable.tsx";
import { SealStanding } from "./SealStanding.tsx";

/** The domain event that was chosen in the log, beside it: in words, its data, its causes and effects, its hash. */
export function ChosenFact(
  { event, words, links, closeHref, locale }: {
    event: HistoryEvent;
    words: string;
    /** Pages that explain what it is about. */
    links: readonly { href: string; label: string }[];
    closeHref: string;
    locale: Language;
  },
) {
  const t = translator(locale);
  const { entry, fields, metadata, chain, seal } = event;
  return (
    <Card>
      <div class="stack">
        <div class="stack tight">
          <p class="row spread">
            <strong>{entry.type}</strong>
            <a class="small" href={closeHref}>{t("audit.close")}</a>
          </p>
          <p>{words}</p>
          <p class="row tight small">
            <a href={entryHref(entry.eventId)}>{t("audit.open")}</a>
            <a href={streamHref(entry.stream, entry.revision)}>{t("history.stream")}</a>
            {links.map(({ href, label }) => <a key={href} href={href}>{label}</a>)}
          </p>
        </div>
        <section class="stack tight">
          <h2>{t("history.data")}</h2>
          <EventData
            fields={fields.map(({ name, value }) => ({
              name,
              value: value ?? t("history.hidden"),
              missing: value === null,
            }))}
          />
        </section>
        <section class="stack tight">
          <h2>{t("audit.effects")}</h2>
          <CauseTree nodes={chain} current={entry.eventId} locale={locale} />
        </section>
        <SealStanding seal={seal} locale={locale} />
        <details>
          <summary>{t("history.metadata")}</summary>
          <EventData fields={metadata.map(([name, value]) => ({ name, value, missing: false }))} />
        </details>
      </div>
    </Card>
  );
}
