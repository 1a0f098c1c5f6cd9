import type { AlertKind } from "../domain/operations/events.ts";
import type { Figures } from "./figures.ts";

/** What is wrong at the moment. Words are for an operator, in English; nothing personal. */
export interface Wrong {
  kind: AlertKind;
  subject: string;
  detail: string;
}

/** Seconds that a fold may be behind before somebody is told. */
const MOST_LAG = 60;
/** Milliseconds by which clocks may differ. */
const MOST_SKEW = 2_000;
/** Shares and bytes of a disk that want attention, and days until it is full. */
const LEAST_SHARE = 0.1;
const PLENTY = 20 * 1024 ** 3;
const FEWEST_DAYS = 7;
const DAY = 86_400_000;
/** Days before its end that a certificate wants to be renewed. */
const CERTIFICATE_DAYS = 14;

export interface Expectations {
  /** The latest moment by which a backup should have succeeded, ISO 8601; null: none is scheduled. */
  backupBy: string | null;
  /** End of the public address's certificate, ISO 8601; null: unknown, or not over TLS. */
  certificateEnds: string | null;
}

/** Judges the figures. Pure: the same figures are judged alike. */
export function wrongIn(figures: Figures, { backupBy, certificateEnds }: Expectations): Wrong[] {
  const now = Date.parse(figures.at);
  return [
    ...figures.folds.flatMap(lagging),
    ...figures.outbox.filter(({ deadEndsLately }) => deadEndsLately > 0).map(({ channel, deadEndsLately }) =>
      wrong("dead_ends", channel, `${deadEndsLately} deliveries by ${channel} were given up within an hour`)
    ),
    ...backups(figures, now, backupBy),
    ...disk(figures),
    ...certificate(certificateEnds, now),
    ...figures.processes.filter(({ skewMs }) => Math.abs(skewMs) > MOST_SKEW).map(({ host, pid, skewMs }) =>
      wrong("clock", `${host}/${pid}`, `the clock of ${host} (process ${pid}) is ${skewMs} ms off the database's`)
    ),
  ];
}

function lagging({ name, state, lag, lagSeconds }: Figures["folds"][number]): Wrong[] {
  if (state === "stopped") return [wrong("lag", name, `${name} has stopped at a fact that it cannot take`)];
  if (state === "rebuilding" || !lagSeconds || lagSeconds <= MOST_LAG) return [];
  return [wrong("lag", name, `${name} is ${lag ?? "many"} facts and ${Math.round(lagSeconds)} s behind`)];
}

function backups({ backup: { last, failed } }: Figures, now: number, by: string | null): Wrong[] {
  if (failed) return [wrong("backup", "", `the last backup failed: ${failed.reason}`)];
  if (by === null || now <= Date.parse(by) || (last && last.at >= new Date(Date.parse(by) - DAY).toISOString())) {
    return [];
  }
  return [wrong("backup", "", `there should have been a backup by ${by}`)];
}

function disk({ disk }: Figures): Wrong[] {
  if (!disk) return [];
  const { freeBytes, totalBytes, daysLeft } = disk;
  const scarce = freeBytes < totalBytes * LEAST_SHARE && freeBytes < PLENTY;
  if (!scarce && (daysLeft === null || daysLeft >= FEWEST_DAYS)) return [];
  const forecast = daysLeft === null ? "" : `, enough for about ${daysLeft} days`;
  return [wrong("disk", "", `${Math.round(freeBytes / 1024 ** 2)} MiB are left on the disk of DATA_DIR${forecast}`)];
}

function certificate(ends: string | null, now: number): Wrong[] {
  if (ends === null || Date.parse(ends) - now > CERTIFICATE_DAYS * DAY) return [];
  return [wrong("certificate", "", `the certificate of the public address ends on ${ends.slice(0, 10)}`)];
}

function wrong(kind: AlertKind, subject: string, detail: string): Wrong {
  return { kind, subject: subject.slice(0, 100), detail: detail.slice(0, 500) };
}
