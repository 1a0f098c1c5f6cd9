import type { Language } from "../../../domain/ids.ts";
import { moment, number } from "../../../i18n/formats.ts";
import { sourceText } from "../../../i18n/sources.ts";
import { translator } from "../../../i18n/translate.ts";
import { Avatar } from "../../Avatar.tsx";
import { Badge } from "../../Badge.tsx";
import { ButtonLink } from "../../Button.tsx";
import { EmptyState } from "../../EmptyState.tsx";
import { elsewhere } from "../../here.ts";
import { PagesOf } from "../../PagesOf.tsx";
import { type Column, Table } from "../../Table.tsx";
import { type LeadRow, type Members, nameOf } from "./lead.ts";
import { LeadFilters, type LeadFilterView, SaveSegment } from "./LeadFilters.tsx";

export interface LeadListProps {
  url: URL;
  locale: Language;
  timeZone: string;
  rows: readonly LeadRow[];
  total: number;
  page: number;
  pageSize: number;
  filter: LeadFilterView;
  filtered: boolean;
  segments: readonly { id: string; name: string; href: string; count: number }[];
  events: readonly { id: string; title: string }[];
  members: Members;
  may: { change: boolean; export: boolean; sort: boolean };
  requestId: string;
}

const PEOPLE = "/dashboard/people";

/** Everybody the studio knows: segments, a filter, one row a person. */
export function LeadList(props: LeadListProps) {
  const { url, locale, rows, total, page, pageSize, filtered, may } = props;
  const t = translator(locale);
  return (
    <div class="stack">
      <header class="page-head">
        <div>
          <h1>{t("leads.title")}</h1>
          <p class="muted">{t("leads.lead")}</p>
        </div>
        <div class="row tight">
          {may.sort ? <ButtonLink kind="quiet" href={`${PEOPLE}/sorting`}>{t("leads.sorting")}</ButtonLink> : null}
          {may.change
            ? (
              <>
                <ButtonLink href={`${PEOPLE}/import`} icon="upload">{t("leads.import")}</ButtonLink>
                <ButtonLink kind="primary" href={`${PEOPLE}/new`} icon="plus">{t("leads.add")}</ButtonLink>
              </>
            )
            : null}
        </div>
      </header>
      {props.segments.length > 0
        ? (
          <nav class="chips" aria-label={t("leads.segments")}>
            {props.segments.map(({ id, name, href, count }) => {
              const chosen = href === url.pathname + url.search;
              return (
                <a
                  key={id}
                  href={chosen ? href : elsewhere(href, url.pathname)}
                  aria-current={chosen ? "true" : undefined}
                >
                  {name}
                  <strong>{number(count, locale)}</strong>
                </a>
              );
            })}
          </nav>
        )
        : null}
      <LeadFilters {...props} />
      {filtered && may.sort ? <SaveSegment url={url} locale={locale} requestId={props.requestId} /> : null}
      {may.export && total > 0
        ? (
          <div class="row tight">
            {(["csv", "xlsx"] as const).map((format) => (
              <ButtonLink key={format} kind="quiet" icon="download" href={`${PEOPLE}/export/${format}${url.search}`}>
                {t(`leads.export.${format}`)}
              </ButtonLink>
            ))}
          </div>
        )
        : null}
      <Table
        caption={t("leads.table")}
        columns={columnsOf(props)}
        rows={rows}
        keyOf={(row) => row.id}
        empty={
          <EmptyState text={t(filtered ? "people.empty_filter" : "leads.empty")}>
            {filtered ? <ButtonLink href={url.pathname}>{t("common.clear")}</ButtonLink> : null}
          </EmptyState>
        }
      />
      <PagesOf url={url} page={page} total={total} pageSize={pageSize} locale={locale} counted />
    </div>
  );
}

function columnsOf({ locale, timeZone, rows, members }: LeadListProps): Column<LeadRow>[] {
  const t = translator(locale);
  const owner = (id: string | null) => members.find(({ userId }) => userId === id)?.name ?? "–";
  return [
    {
      key: "name",
      label: t("people.name"),
      lead: true,
      cell: (row) => (
        <a class="person" href={`${PEOPLE}/${row.id}`}>
          <Avatar name={nameOf(row) ?? "?"} />
          <span>{nameOf(row) ?? <span class="muted">{t("people.erased")}</span>}</span>
        </a>
      ),
    },
    { key: "email", long: true, label: t("people.email"), cell: (row) => row.email ?? "–" },
    ...(rows.some((row) => row.company)
      ? [{ key: "company", long: true, label: t("people.company"), cell: (row: LeadRow) => row.company ?? "–" }]
      : []),
    {
      key: "tags",
      label: t("leads.tags"),
      cell: (row) => row.tags.length > 0 ? row.tags.map((tag) => <Badge key={tag}>{tag}</Badge>) : "–",
    },
    { key: "source", label: t("people.source"), cell: (row) => sourceText(row.source, locale) },
    {
      key: "registrations",
      label: t("leads.registrations"),
      number: true,
      cell: (row) => number(row.registrations, locale),
    },
    ...(rows.some((row) => row.ownerId)
      ? [{ key: "owner", label: t("leads.owner"), cell: (row: LeadRow) => owner(row.ownerId) }]
      : []),
    ...(rows.some((row) => row.openTasks > 0)
      ? [{
        key: "tasks",
        label: t("leads.tasks"),
        number: true,
        cell: (row: LeadRow) => number(row.openTasks, locale),
      }]
      : []),
    {
      key: "lastSeenAt",
      label: t("leads.seen"),
      cell: (row) => <time class="nowrap" dateTime={row.lastSeenAt}>{moment(row.lastSeenAt, timeZone, locale)}</time>,
    },
  ];
}
