import type { Language } from "../../domain/ids.ts";
import { moment, number } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import CopyButton from "../../islands/CopyButton.tsx";
import { Avatar } from "../Avatar.tsx";
import { Badge, type Tone } from "../Badge.tsx";
import { Button, ButtonLink } from "../Button.tsx";
import { Dialog } from "../Dialog.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { query } from "../hrefs.ts";
import { SearchBox } from "../inputs.tsx";
import { Pagination } from "../Pagination.tsx";
import { type Column, Table } from "../Table.tsx";

export type PersonStatus =
  | "pending"
  | "confirmed"
  | "waitlisted"
  | "offered"
  | "declined"
  | "cancelled"
  | "expired";

/** A registered person. What is personal is null once the person was erased. */
export interface PersonRow {
  registrationId: string;
  reference: string;
  name: string | null;
  email: string | null;
  company: string | null;
  status: PersonStatus;
  /** Place in the line, from 1, while waiting. */
  position: number | null;
  source: string;
  registeredAt: string;
}

export interface PeopleProps {
  url: URL;
  locale: Language;
  timeZone: string;
  /** What to give away while nobody has come. */
  publicUrl: string;
  rows: readonly PersonRow[];
  counts: { confirmed: number; waitlisted: number; cancelled: number };
  total: number;
  page: number;
  pageSize: number;
  filter: { search: string; status: PersonStatus | "" };
  /** Whether the reader may cancel somebody's registration. */
  mayCancel: boolean;
  requestId: string;
}

const tones: Record<PersonStatus, Tone | undefined> = {
  pending: undefined,
  confirmed: "positive",
  waitlisted: "warning",
  offered: "warning",
  declined: undefined,
  cancelled: undefined,
  expired: undefined,
};

/** Who is registered: counts that filter, a search, one row a person. */
export function People(props: PeopleProps) {
  const { url, locale, rows, total, page, pageSize, filter } = props;
  const t = translator(locale);
  const filtered = Boolean(filter.search || filter.status);
  if (total === 0 && !filtered) {
    return (
      <EmptyState text={t("people.empty")}>
        <CopyButton text={props.publicUrl} label={t("events.copy_link")} done={t("common.copied")} />
      </EmptyState>
    );
  }
  return (
    <>
      <Summary {...props} />
      <form class="toolbar" method="get" role="search">
        <SearchBox name="q" label={t("people.search")} value={filter.search} />
        {filter.status ? <input type="hidden" name="status" value={filter.status} /> : null}
        <Button type="submit">{t("common.search")}</Button>
      </form>
      <Table
        caption={t("people.table")}
        columns={columnsOf(props)}
        rows={rows}
        keyOf={(row) => row.registrationId}
        empty={
          <EmptyState text={t("people.empty_filter")}>
            <ButtonLink href={url.pathname}>{t("common.clear")}</ButtonLink>
          </EmptyState>
        }
      />
      {total > 0
        ? (
          <Pagination
            page={page}
            pages={Math.ceil(total / pageSize)}
            hrefOf={(n) => query(url, { page: n === 1 ? null : n })}
            labels={{
              nav: t("common.pages"),
              previous: t("common.previous"),
              next: t("common.next"),
              shown: t("common.shown_of", {
                from: (page - 1) * pageSize + 1,
                to: Math.min(total, page * pageSize),
                total,
              }),
            }}
          />
        )
        : null}
      {props.mayCancel
        ? rows.filter((row) => !isOver(row.status)).map((row) => (
          <CancelDialog key={row.registrationId} row={row} {...props} />
        ))
        : null}
    </>
  );
}

function Summary({ url, locale, counts, filter }: PeopleProps) {
  const t = translator(locale);
  const chip = (status: PersonStatus | "", label: string, count: number) => (
    <a
      key={status}
      href={query(url, { status: status || null, page: null })}
      aria-current={filter.status === status ? "true" : undefined}
    >
      {label}
      <strong>{number(count, locale)}</strong>
    </a>
  );
  return (
    <nav class="chips" aria-label={t("people.status")}>
      {chip("", t("events.all_people"), counts.confirmed + counts.waitlisted + counts.cancelled)}
      {chip("confirmed", t("events.confirmed"), counts.confirmed)}
      {chip("waitlisted", t("events.waitlisted"), counts.waitlisted)}
      {chip("cancelled", t("events.cancelled_people"), counts.cancelled)}
    </nav>
  );
}

function columnsOf({ locale, timeZone, mayCancel, rows }: PeopleProps): Column<PersonRow>[] {
  const t = translator(locale);
  return [
    {
      key: "name",
      label: t("people.name"),
      lead: true,
      cell: (row) => (
        <span class="person">
          <Avatar name={row.name ?? "?"} />
          <span>{row.name ?? <span class="muted">{t("people.erased")}</span>}</span>
        </span>
      ),
    },
    { key: "email", label: t("people.email"), cell: (row) => row.email ?? "–" },
    ...(rows.some((row) => row.company)
      ? [{ key: "company", label: t("people.company"), cell: (row: PersonRow) => row.company ?? "–" }]
      : []),
    { key: "status", label: t("people.status"), cell: (row) => <StatusBadge row={row} locale={locale} /> },
    { key: "source", label: t("people.source"), cell: (row) => row.source },
    {
      key: "registeredAt",
      label: t("people.registered_at"),
      cell: (row) => (
        <time class="nowrap" dateTime={row.registeredAt}>{moment(row.registeredAt, timeZone, locale)}</time>
      ),
    },
    { key: "reference", label: t("people.reference"), cell: (row) => <code>{row.reference}</code> },
    ...(mayCancel
      ? [{
        key: "actions",
        label: t("people.actions"),
        cell: (row: PersonRow) =>
          isOver(row.status) ? null : (
            <Button
              kind="quiet"
              size="small"
              type="button"
              popovertarget={`cancel-${row.registrationId}`}
              aria-label={`${t("people.cancel")}: ${row.name ?? row.reference}`}
            >
              {t("people.cancel")}
            </Button>
          ),
      }]
      : []),
  ];
}

/** Whether nothing is left of it that could be cancelled. */
function isOver(status: PersonStatus): boolean {
  return status === "cancelled" || status === "expired" || status === "declined";
}

function StatusBadge({ row, locale }: { row: PersonRow; locale: Language }) {
  const t = translator(locale);
  const text = row.status === "waitlisted"
    ? t("people.status.waitlisted", { position: row.position ?? "–" })
    : t(`people.status.${row.status}`);
  return <Badge tone={tones[row.status]}>{text}</Badge>;
}

function CancelDialog({ row, locale, requestId }: { row: PersonRow } & PeopleProps) {
  const t = translator(locale);
  const id = `cancel-${row.registrationId}`;
  return (
    <Dialog id={id} title={t("people.cancel.ask", { name: row.name ?? row.reference })}>
      <p>{t("people.cancel.consequence")}</p>
      <form class="dialog-actions" method="post">
        <input type="hidden" name="requestId" value={requestId} />
        <input type="hidden" name="registrationId" value={row.registrationId} />
        <Button type="button" popovertarget={id} popovertargetaction="hide">{t("registration.cancel.keep")}</Button>
        <Button kind="danger">{t("people.cancel.confirm")}</Button>
      </form>
    </Dialog>
  );
}
