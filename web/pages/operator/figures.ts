import type { Language } from "../../../domain/ids.ts";
import { bytes } from "../../../i18n/bytes.ts";
import { moment, number, unknown } from "../../../i18n/formats.ts";
import { translator } from "../../../i18n/translate.ts";
import type { Figures } from "../../../operations/figures.ts";
import type { StatProps } from "../../../components/Stat.tsx";

/** The figures at the head of the operator's page; each can be found by a live page under its name. */
export function statsOf({ log, disk, folds, backup }: Figures, locale: Language): StatProps[] {
  const t = translator(locale);
  const size = (count: number | null) => count === null ? unknown : bytes(count, locale);
  const behind = folds.filter(({ lag, state }) => state !== "live" || (lag ?? 0) > 0);
  const stats: StatProps[] = [
    {
      label: t("operator.lag"),
      value: behind.length === 0
        ? t("operator.lag.none")
        : behind.map(({ name, lag }) => `${name} ${number(lag, locale)}`).slice(0, 3).join(", "),
      live: "lag",
    },
    {
      label: t("operator.backup"),
      value: backup.last ? moment(backup.last.at, "UTC", locale) : t("operator.backup.none"),
      fraction: backup.last
        ? [
          t(backup.last.triedOut ? "operator.backup.tried" : "operator.backup.not_tried"),
          ...backup.last.encrypted ? [t("operator.backup.encrypted")] : [],
          size(backup.last.bytes),
        ].join(" · ")
        : undefined,
      live: "backup",
    },
    {
      label: t("operator.log"),
      value: number(log.facts, locale),
      fraction: `+ ${number(log.factsADay, locale)} ${t("operator.pace")}`,
      live: "facts",
    },
    { label: t("operator.database"), value: size(log.databaseBytes), live: "database" },
  ];
  if (disk) {
    stats.push(
      { label: t("operator.log_size"), value: size(log.bytes), live: "log" },
      { label: t("operator.media"), value: size(log.mediaBytes), live: "media" },
      {
        label: t("operator.disk"),
        value: size(disk.freeBytes),
        fraction: disk.daysLeft === null ? undefined : t("operator.disk.days", { days: disk.daysLeft }),
        live: "disk",
      },
    );
  }
  return stats;
}

/** What elements of an open page show, by their names. */
export function liveFigures(figures: Figures, locale: Language): Record<string, string> {
  const stats = statsOf(figures, locale).map(({ live, value }) => [live ?? "", value]);
  const outbox = figures.outbox.flatMap(({ channel, waiting, overdue, attempting, deadEnds }) =>
    Object.entries({ waiting, overdue, attempting, deadEnds }).map(([name, count]) => [
      `${channel}.${name}`,
      number(count, locale),
    ])
  );
  return Object.fromEntries([...stats, ...outbox]);
}
