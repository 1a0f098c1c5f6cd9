import type { Language } from "../../../domain/ids.ts";
import { moment, number } from "../../../i18n/formats.ts";
import { sourceText } from "../../../i18n/sources.ts";
import { translator } from "../../../i18n/translate.ts";
import CopyButton from "../../../islands/CopyButton.tsx";
import { Avatar } from "../../Avatar.tsx";
import { Badge } from "../../Badge.tsx";
import { ButtonLink } from "../../Button.tsx";
import { EmptyState } from "../../EmptyState.tsx";
import { query } from "../../hrefs.ts";
import { PagesOf } from "../../PagesOf.tsx";
import { type Column, Table } from "../../Table.tsx";
import { BulkBar } from "./BulkBar.tsx";
import { DeskFilters, type DeskFilterView } from "./DeskFilters.tsx";
import { type PersonRow, type PersonStatus, statusTones } from "./person.ts";

export interface PeopleProps {
  url: URL;
  locale: Language;
  timeZone: string;
  /** What to give away while nobody has come. */
  publicUrl: string;
  rows: readonly PersonRow[];
  counts: Readonly<Record<PersonStatus, number>>;
  facets: { sources: readonly string[]; attended: number; noShow: number };
  /** The form's own questions, which can be filtered by. */
  questions: readonly { id: string; label: string }[];
  total: number;
  page: number;
  pageSize: number;
  filter: DeskFilterView;
  filtered: boolean;
  /** Whether the reader may change registrations, cancel them, take them along. */
  may: { change: boolean; cancel: boolean; export: boolean; create: boolean };
  requestId: string;
}

/** Who is registered: counts that filter, a search, one row a person; those chosen can be dealt with together. */
export function People(props: PeopleProps) {
  const { url, locale, rows, total, page, pageSize, may } = props;
  const t = translator(locale);
  if (total === 0 && !props.filtered) {
    return (
      <EmptyState text={t("people.empty")}>
        <span class="row tight">
          <CopyButton text={props.publicUrl} label={t("events.copy_link")} done={t("common.copied")} />
          <Ways {...props} />
        </span>
      </EmptyState>
    );
  }
  const table = (
    <Table
      caption={t("people.table")}
      columns={columnsOf(props)}
      rows={rows}
      keyOf={(row) => row.registrationId}
      select={may.change ? { name: "selected", label: (row) => row.name ?? row.reference } : undefined}
      empty={
        <EmptyState text={t("people.empty_filter")}>
          <ButtonLink href={url.pathname}>{t("common.clear")}</ButtonLink>
        </EmptyState>
      }
    />
  );
  return (
    <>
      <Summary {...props} />
      <DeskFilters {...props} />
      <div class="row tight">
        <Ways {...props} />
      </div>
      {may.change && total > 0
        ? (
          <form method="post" action={`${url.pathname}/bulk${url.search}`} class="stack">
            {table}
            <BulkBar locale={locale} total={total} requestId={props.requestId} mayCancel={may.cancel} />
          </form>
        )
        : table}
      <PagesOf url={url} page={page} total={total} pageSize={pageSize} locale={locale} counted without="person" />
    </>
  );
}

/** Where people come in and lists go out. */
function Ways({ url, locale, may, total }: PeopleProps) {
  const t = translator(locale);
  return (
    <>
      {may.create
        ? (
          <>
            <ButtonLink href={`${url.pathname}/new`} icon="plus">{t("desk.add")}</ButtonLink>
            <ButtonLink href={`${url.pathname}/import`} icon="upload">{t("desk.import")}</ButtonLink>
          </>
        )
        : null}
      {may.export && total > 0
        ? (["csv", "xlsx", "pdf"] as const).map((format) => (
          <ButtonLink key={format} kind="quiet" icon="download" href={`${url.pathname}/export/${format}${url.search}`}>
            {t(`desk.export.${format}`)}
          </ButtonLink>
        ))
        : null}
    </>
  );
}

function Summary({ url, locale, counts, facets, filter }: PeopleProps) {
  const t = translator(locale);
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const chip = (name: "status" | "attendance", value: string, label: string, count: number) => (
    <a
      key={value}
      href={query(url, { status: null, attendance: null, [name]: value || null, page: null, person: null })}
      aria-current={(filter.status ?? filter.attendance ?? "") === value ? "true" : undefined}
    >
      {label}
      <strong>{number(count, locale)}</strong>
    </a>
  );
  const shown = (["declined", "offered", "expired"] as const).filter((status) => counts[status] > 0);
  return (
    <nav class="chips" aria-label={t("people.status")}>
      {chip("status", "", t("events.all_people"), all)}
      {chip("status", "confirmed", t("events.confirmed"), counts.confirmed)}
      {chip("status", "waitlisted", t("events.waitlisted"), counts.waitlisted)}
      {chip("status", "pending", t("people.status.pending"), counts.pending)}
      {chip("status", "cancelled", t("events.cancelled_people"), counts.cancelled)}
      {shown.map((status) => chip("status", status, t(`people.status.${status}`), counts[status]))}
      {chip("attendance", "attended", t("desk.attended"), facets.attended)}
      {facets.noShow > 0 ? chip("attendance", "no_show", t("desk.no_show"), facets.noShow) : null}
    </nav>
  );
}

function columnsOf({ url, locale, timeZone, rows, filter, facets }: PeopleProps): Column<PersonRow>[] {
  const t = translator(locale);
  const sort = filter.sort ?? "registered";
  const sorted = (by: "registered" | "name" | "status", direction: "ascending" | "descending") => ({
    href: query(url, { sort: by === "registered" ? null : by, page: null, person: null }),
    direction: sort === by ? direction : null,
  });
  return [
    {
      key: "name",
      label: t("people.name"),
      lead: true,
      sort: sorted("name", "ascending"),
      cell: (row) => (
        <a class="person" href={query(url, { person: row.registrationId })}>
          <Avatar name={row.name ?? "?"} />
          <span>{row.name ?? <span class="muted">{t("people.erased")}</span>}</span>
        </a>
      ),
    },
    { key: "email", long: true, label: t("people.email"), cell: (row) => row.email ?? "–" },
    ...(rows.some((row) => row.company)
      ? [{ key: "company", long: true, label: t("people.company"), cell: (row: PersonRow) => row.company ?? "–" }]
      : []),
    {
      key: "status",
      label: t("people.status"),
      sort: sorted("status", "ascending"),
      cell: (row) => <StatusBadge row={row} locale={locale} />,
    },
    { key: "source", label: t("people.source"), cell: (row) => sourceText(row.source, locale) },
    ...(rows.some((row) => row.tags.length > 0)
      ? [{
        key: "tags",
        label: t("desk.tags"),
        cell: (row: PersonRow) => row.tags.map((tag) => <Badge key={tag}>{tag}</Badge>),
      }]
      : []),
    {
      key: "registeredAt",
      label: t("people.registered_at"),
      sort: sorted("registered", "descending"),
      cell: (row) => (
        <time class="nowrap" dateTime={row.registeredAt}>{moment(row.registeredAt, timeZone, locale)}</time>
      ),
    },
    ...(facets.attended + facets.noShow > 0
      ? [{
        key: "attendance",
        label: t("desk.attended"),
        cell: (row: PersonRow) =>
          row.attendance === "unknown" ? "–" : t(row.attendance === "attended" ? "common.yes" : "common.no"),
      }]
      : []),
    { key: "reference", label: t("people.reference"), cell: (row) => <code>{row.reference}</code> },
  ];
}

/** How a registration stands, in a word. */
export function StatusBadge(
  { row, locale }: { row: Pick<PersonRow, "status" | "position">; locale: Language },
) {
  const t = translator(locale);
  const text = row.status === "waitlisted"
    ? t("people.status.waitlisted", { position: row.position ?? "–" })
    : t(`people.status.${row.status}`);
  return <Badge tone={statusTones[row.status]}>{text}</Badge>;
}
