import type { Language } from "../../domain/ids.ts";
import { number } from "../../i18n/formats.ts";
import { sourceText } from "../../i18n/sources.ts";
import { translator } from "../../i18n/translate.ts";
import type { RegistrationStatus, RegistrationView } from "../../projections/queries.ts";
import { Badge } from "../Badge.tsx";
import { Button } from "../Button.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { query } from "../hrefs.ts";
import { PagesOf } from "../PagesOf.tsx";
import { Table } from "../Table.tsx";
import { utc } from "./LogTable.tsx";
import { standing } from "./why/Standing.tsx";

export interface PeopleAsOfProps {
  url: URL;
  rows: readonly RegistrationView[];
  counts: Readonly<Record<RegistrationStatus, number>>;
  total: number;
  page: number;
  pageSize: number;
  status: string;
  /** Whether names and addresses are shown; else they are masked. */
  revealed: boolean;
  locale: Language;
}

const statuses = ["confirmed", "waitlisted", "offered", "pending", "declined", "cancelled", "expired"] as const;

/** Who was registered, and where each stood in the line. */
export function PeopleAsOf(props: PeopleAsOfProps) {
  const { url, rows, counts, total, page, pageSize, status, revealed, locale } = props;
  const t = translator(locale);
  const missing = ({ erased }: RegistrationView) => t(revealed || erased ? "history.erased" : "history.hidden");
  const named = (row: RegistrationView) => [row.firstName, row.lastName].filter(Boolean).join(" ") || missing(row);
  return (
    <div class="stack">
      <nav class="chips" aria-label={t("people.status")}>
        {statuses.filter((name) => counts[name] > 0).map((name) => (
          <a
            key={name}
            href={query(url, { status: status === name ? null : name, page: null })}
            aria-current={status === name ? "true" : undefined}
          >
            {name === "waitlisted" ? t("events.waitlisted") : t(`people.status.${name}`)}
            <strong>{number(counts[name], locale)}</strong>
          </a>
        ))}
      </nav>
      {revealed || rows.length === 0 ? null : (
        <form method="post" class="row">
          <span class="muted">{`${t("history.personal")} ${t("audit.shown")}`}</span>
          <Button size="small" icon="eye">{t("history.reveal")}</Button>
        </form>
      )}
      <Table
        caption={t("people.table")}
        rows={rows}
        keyOf={(row) => row.id}
        empty={<EmptyState text={t("people.empty")} />}
        columns={[
          {
            key: "reference",
            label: t("people.reference"),
            lead: true,
            cell: (row) => <a href={`/dashboard/history/why/registrations/${row.id}`}>{row.reference}</a>,
          },
          { key: "name", label: t("people.name"), cell: named },
          {
            key: "email",
            long: true,
            label: t("people.email"),
            cell: (row) => row.email ?? <span class="muted">{missing(row)}</span>,
          },
          {
            key: "status",
            label: t("people.status"),
            cell: (row) => <Badge>{standing(row.status, row.waitlistRank, locale)}</Badge>,
          },
          { key: "source", label: t("people.source"), cell: (row) => sourceText(row.source, locale) },
          {
            key: "registered",
            label: t("people.registered_at"),
            cell: (row) => <time class="figures nowrap" dateTime={row.registeredAt}>{utc(row.registeredAt)}</time>,
          },
        ]}
      />
      <PagesOf url={url} page={page} total={total} pageSize={pageSize} locale={locale} />
    </div>
  );
}
