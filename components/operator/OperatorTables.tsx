import type { Language } from "../../domain/ids.ts";
import { bytes } from "../../i18n/bytes.ts";
import { moment, number } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import type { ChannelFigures } from "../../operations/figures.ts";
import type { ProcessSeen } from "../../operations/processes.ts";
import type { StudioUsage } from "../../projections/studio_usage.ts";
import { Badge } from "../Badge.tsx";
import { Table } from "../Table.tsx";

/** Who works on this installation at the moment. */
export function Processes({ processes, locale }: { processes: readonly ProcessSeen[]; locale: Language }) {
  const t = translator(locale);
  return (
    <Table
      caption={t("operator.processes")}
      rows={processes}
      keyOf={({ id }) => id}
      empty={null}
      columns={[
        { key: "host", label: t("operator.host"), lead: true, cell: ({ host, pid }) => `${host} · ${pid}` },
        { key: "roles", label: t("operator.roles"), cell: ({ roles }) => roles.join(", ") },
        {
          key: "state",
          label: t("operator.state"),
          cell: ({ leading, roles }) =>
            leading
              ? <Badge tone="positive">{t("operator.leading")}</Badge>
              : roles.includes("worker")
              ? <Badge>{t("operator.standing")}</Badge>
              : "",
        },
        { key: "since", label: t("operator.since"), cell: ({ startedAt }) => moment(startedAt, "UTC", locale) },
        { key: "skew", label: t("operator.skew"), number: true, cell: ({ skewMs }) => `${number(skewMs, locale)} ms` },
        {
          key: "memory",
          label: t("operator.memory"),
          number: true,
          cell: ({ memoryBytes }) => bytes(memoryBytes, locale),
        },
      ]}
    />
  );
}

/** What waits to go out, and what was given up, by its way. */
export function Outbox({ outbox, locale }: { outbox: readonly ChannelFigures[]; locale: Language }) {
  const t = translator(locale);
  const figure = (name: "waiting" | "overdue" | "attempting" | "deadEnds", label: string) => ({
    key: name,
    label,
    number: true,
    cell: (row: ChannelFigures) => <span data-live={`${row.channel}.${name}`}>{number(row[name], locale)}</span>,
  });
  return (
    <Table
      caption={t("operator.outbox")}
      rows={outbox}
      keyOf={({ channel }) => channel}
      empty={<p class="muted">{t("operator.outbox.empty")}</p>}
      columns={[
        { key: "channel", label: t("operator.channel"), lead: true, cell: ({ channel }) => channel },
        figure("waiting", t("operator.waiting")),
        figure("overdue", t("operator.overdue")),
        figure("attempting", t("operator.attempting")),
        figure("deadEnds", t("operator.dead_ends")),
      ]}
    />
  );
}

/** A studio with its name, what it may use and what it uses. */
export interface StudioRow extends StudioUsage {
  name: string;
}

/** All studios; each leads to its limits. */
export function Studios({ studios, locale }: { studios: readonly StudioRow[]; locale: Language }) {
  const t = translator(locale);
  const of = (used: number, most: number | null, said: typeof bytes = number) =>
    most === null ? said(used, locale) : t("operator.used", { used: said(used, locale), most: said(most, locale) });
  return (
    <Table
      caption={t("operator.studios")}
      rows={studios}
      keyOf={({ studioId }) => studioId}
      empty={null}
      columns={[
        { key: "name", label: t("operator.studio"), lead: true, cell: ({ name }) => name },
        {
          key: "events",
          label: t("operator.limits.events"),
          number: true,
          cell: ({ events, limits }) => of(events, limits.events),
        },
        {
          key: "registrations",
          label: t("operator.limits.registrations"),
          number: true,
          cell: ({ registrations, limits }) => of(registrations, limits.registrations),
        },
        {
          key: "mails",
          label: t("operator.limits.mailsADay"),
          number: true,
          cell: ({ today, limits }) => of(today.mail ?? 0, limits.mailsADay),
        },
        {
          key: "sms",
          label: t("operator.limits.smsADay"),
          number: true,
          cell: ({ today, limits }) => of(today.sms ?? 0, limits.smsADay),
        },
        {
          key: "storage",
          label: t("operator.storage"),
          number: true,
          cell: ({ bytes: used, limits }) => of(used, limits.storageBytes, bytes),
        },
        {
          key: "limits",
          label: t("operator.limits"),
          cell: ({ studioId }) => <a href={`/operator/studios/${studioId}`}>{t("operator.limits.change")}</a>,
        },
      ]}
    />
  );
}
