import type { Language } from "../../../domain/ids.ts";
import { moment, number, unknown } from "../../../i18n/formats.ts";
import { translator } from "../../../i18n/translate.ts";
import type { ConversionView } from "../../../projections/conversions.ts";
import { Badge, type Tone } from "../../Badge.tsx";
import { ButtonLink } from "../../Button.tsx";
import { EmptyState } from "../../EmptyState.tsx";
import { query } from "../../hrefs.ts";
import { Table } from "../../Table.tsx";
import { Tabs } from "../../Tabs.tsx";
import { skipText } from "./words.ts";

export type Outcome = "success" | "failed" | "pending" | "skipped";
export type LogRow = ConversionView & { outcome: Outcome };
export const outcomes: readonly Outcome[] = ["success", "failed", "pending", "skipped"];

const tones: Record<Outcome, Tone | undefined> = {
  success: "positive",
  failed: "negative",
  pending: "accent",
  skipped: undefined,
};

/** What came of one conversion, in a word. */
export function OutcomeBadge({ outcome, locale }: { outcome: Outcome; locale: Language }) {
  return <Badge tone={tones[outcome]}>{translator(locale)(`marketing.status.${outcome}`)}</Badge>;
}

/** A pixel's log, newest first, by outcome. */
export function PixelLog({ rows, more, chosen, url, zone, locale }: {
  rows: readonly LogRow[];
  /** Where older ones begin; null: these were all. */
  more: number | null;
  chosen: Outcome | null;
  url: URL;
  zone: string;
  locale: Language;
}) {
  const t = translator(locale);
  const tabs = [null, ...outcomes].map((outcome) => ({
    href: query(url, { outcome, from: null }),
    label: t(outcome === null ? "marketing.log.all" : `marketing.status.${outcome}`),
    current: outcome === chosen,
  }));
  return (
    <section class="stack" aria-labelledby="log-title">
      <h2 id="log-title">{t("marketing.log")}</h2>
      <Tabs label={t("marketing.log.status")} tabs={tabs} />
      <Table
        caption={t("marketing.log")}
        rows={rows}
        keyOf={(row) => row.delivery_id}
        empty={<EmptyState text={t("marketing.log.empty")} />}
        columns={[
          {
            key: "event",
            label: t("marketing.log.event"),
            lead: true,
            cell: (row) => (
              <a href={`${url.pathname}/log/${row.delivery_id}`}>{row.event_name || t("marketing.log.test")}</a>
            ),
          },
          { key: "when", label: t("marketing.log.when"), cell: (row) => moment(row.created_at, zone, locale) },
          {
            key: "status",
            label: t("marketing.log.status"),
            cell: (row) => <OutcomeBadge outcome={row.outcome} locale={locale} />,
          },
          {
            key: "detail",
            label: t("marketing.log.detail"),
            cell: (row) => row.skip_reason ? skipText(t, row.skip_reason) : row.error ?? "",
          },
          { key: "code", label: t("marketing.log.code"), number: true, cell: (row) => row.status_code ?? unknown },
          {
            key: "latency",
            label: t("marketing.log.latency"),
            number: true,
            cell: (row) =>
              row.latency_ms === null ? unknown : t("marketing.ms", { ms: number(row.latency_ms, locale) }),
          },
          {
            key: "attempts",
            label: t("marketing.log.attempts"),
            number: true,
            cell: (row) => number(row.attempts, locale),
          },
        ]}
      />
      {more === null ? null : (
        <div class="row">
          <ButtonLink href={query(url, { from: String(more) })}>{t("marketing.log.older")}</ButtonLink>
        </div>
      )}
    </section>
  );
}
