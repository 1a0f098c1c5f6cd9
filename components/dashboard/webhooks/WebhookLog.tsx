import type { Language } from "../../../domain/ids.ts";
import { moment, number, unknown } from "../../../i18n/formats.ts";
import { translator } from "../../../i18n/translate.ts";
import type { Outcome } from "../../../projections/outcomes.ts";
import type { WebhookCallView } from "../../../projections/webhooks.ts";
import { Badge, type Tone } from "../../Badge.tsx";
import { ButtonLink } from "../../Button.tsx";
import { EmptyState } from "../../EmptyState.tsx";
import { query } from "../../hrefs.ts";
import { Table } from "../../Table.tsx";
import { Tabs } from "../../Tabs.tsx";

export type CallRow = WebhookCallView & { outcome: Outcome };
export const callOutcomes: readonly Outcome[] = ["success", "failed", "pending", "skipped"];

const tones: Record<Outcome, Tone | undefined> = {
  success: "positive",
  failed: "negative",
  pending: "accent",
  skipped: undefined,
};

/** What came of one call, in a word. */
export function CallBadge({ outcome, locale }: { outcome: Outcome; locale: Language }) {
  return <Badge tone={tones[outcome]}>{translator(locale)(`webhooks.outcome.${outcome}`)}</Badge>;
}

/** A webhook's log, newest first, by outcome. */
export function WebhookLog({ rows, more, chosen, url, zone, locale }: {
  rows: readonly CallRow[];
  /** Where older ones begin; null: these were all. */
  more: number | null;
  chosen: Outcome | null;
  url: URL;
  zone: string;
  locale: Language;
}) {
  const t = translator(locale);
  const tabs = [null, ...callOutcomes].map((outcome) => ({
    href: query(url, { outcome, from: null }),
    label: t(outcome === null ? "webhooks.log.all" : `webhooks.outcome.${outcome}`),
    current: outcome === chosen,
  }));
  return (
    <section class="stack" aria-labelledby="log-title">
      <h2 id="log-title">{t("webhooks.log")}</h2>
      <Tabs label={t("webhooks.log.outcome")} tabs={tabs} />
      <Table
        caption={t("webhooks.log")}
        rows={rows}
        keyOf={(row) => row.delivery_id}
        empty={<EmptyState text={t("webhooks.log.empty")} />}
        columns={[
          {
            key: "type",
            label: t("webhooks.log.type"),
            lead: true,
            cell: (row) => <a href={`${url.pathname}/log/${row.delivery_id}`}>{row.type}</a>,
          },
          { key: "when", label: t("webhooks.log.when"), cell: (row) => moment(row.created_at, zone, locale) },
          {
            key: "outcome",
            label: t("webhooks.log.outcome"),
            cell: (row) => <CallBadge outcome={row.outcome} locale={locale} />,
          },
          { key: "detail", label: t("webhooks.log.detail"), cell: (row) => detailOf(row, locale) },
          { key: "code", label: t("webhooks.log.code"), number: true, cell: (row) => row.status_code ?? unknown },
          {
            key: "latency",
            label: t("webhooks.log.latency"),
            number: true,
            cell: (row) => row.latency_ms === null ? unknown : `${number(row.latency_ms, locale)} ms`,
          },
          {
            key: "attempts",
            label: t("webhooks.log.attempts"),
            number: true,
            cell: (row) => number(row.attempts, locale),
          },
        ]}
      />
      {more === null ? null : (
        <div class="row">
          <ButtonLink href={query(url, { from: String(more) })}>{t("webhooks.log.older")}</ButtonLink>
        </div>
      )}
    </section>
  );
}

/** Why it was left out, or what went wrong at last. */
export function detailOf({ skip_reason, error }: WebhookCallView, locale: Language): string {
  if (skip_reason === "paused") return translator(locale)("reason.paused");
  if (skip_reason !== null) return translator(locale)("reason.webhook_removed");
  return error ?? "";
}
