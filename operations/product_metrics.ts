import type { Figures } from "./figures.ts";
import { createMetrics, type Metrics } from "./metrics.ts";

const gauge = (help: string) => ({ kind: "gauge" as const, help });

/** Every figure that `/metrics` shows. Labels are names from the program, never anything of a person or a studio. */
export const families = {
  webinars_request_seconds: { kind: "histogram", help: "Requests by route, method and class of status." },
  webinars_command_seconds: { kind: "histogram", help: "Commands by name and what came of them." },
  webinars_append_seconds: { kind: "histogram", help: "Appends to the log by what came of them." },
  webinars_delivery_seconds: { kind: "histogram", help: "Calls to the outside by channel and what came of them." },
  webinars_fold_lag_facts: gauge("Facts between a fold and the end of the log."),
  webinars_fold_lag_seconds: gauge("Seconds that a fold is behind."),
  webinars_fold_stopped: gauge("1 while a fold has stopped at a fact that it cannot take."),
  webinars_outbox_waiting: gauge("Deliveries that wait for their turn, by channel."),
  webinars_outbox_overdue: gauge("Of them, those whose turn came more than a minute ago."),
  webinars_dead_ends: gauge("Deliveries that were given up, by channel."),
  webinars_processes: gauge("Processes seen within the last 20 s, by whether they lead."),
  webinars_alerts_open: gauge("Alerts that have not ended, by kind."),
  webinars_log_facts: gauge("Facts in the log."),
  webinars_log_bytes: gauge("Size of the embedded log."),
  webinars_database_bytes: gauge("Size of the read models' database."),
  webinars_disk_free_bytes: gauge("Room left on the disk of DATA_DIR."),
  webinars_backup_age_seconds: gauge("Time since the last backup that succeeded."),
  webinars_memory_bytes: gauge("Memory of this process."),
  webinars_clock_skew_seconds: gauge("How far this process's clock is from the database's."),
} as const satisfies Parameters<typeof createMetrics>[0];

/** The registry of one process. */
export function productMetrics(): Metrics {
  return createMetrics(families);
}

/** Puts the installation's figures beside the process's own. */
export function noteFigures(metrics: Metrics, figures: Figures): void {
  const anew = (name: keyof typeof families, rows: readonly [number | null, Record<string, string>?][]) => {
    metrics.clear(name);
    for (const [value, labels] of rows) metrics.set(name, value, labels);
  };
  const { folds, outbox, processes, alerts, log, disk, backup } = figures;
  anew("webinars_fold_lag_facts", folds.map(({ name, lag }) => [lag, { fold: name }]));
  anew("webinars_fold_lag_seconds", folds.map(({ name, lagSeconds }) => [lagSeconds, { fold: name }]));
  anew("webinars_fold_stopped", folds.map(({ name, state }) => [state === "stopped" ? 1 : 0, { fold: name }]));
  anew("webinars_outbox_waiting", outbox.map(({ channel, waiting }) => [waiting, { channel }]));
  anew("webinars_outbox_overdue", outbox.map(({ channel, overdue }) => [overdue, { channel }]));
  anew("webinars_dead_ends", outbox.map(({ channel, deadEnds }) => [deadEnds, { channel }]));
  const leading = processes.filter((one) => one.leading).length;
  anew("webinars_processes", [[leading, { leading: "true" }], [processes.length - leading, { leading: "false" }]]);
  const kinds = Map.groupBy(alerts, ({ kind }) => kind);
  anew("webinars_alerts_open", [...kinds].map(([kind, open]) => [open.length, { kind }]));
  anew("webinars_log_facts", [[log.facts]]);
  anew("webinars_log_bytes", [[log.bytes]]);
  anew("webinars_database_bytes", [[log.databaseBytes]]);
  anew("webinars_disk_free_bytes", [[disk?.freeBytes ?? null]]);
  const age = backup.last ? (Date.parse(figures.at) - Date.parse(backup.last.at)) / 1000 : null;
  anew("webinars_backup_age_seconds", [[age]]);
  metrics.set("webinars_memory_bytes", Deno.memoryUsage().rss);
  const own = processes.find(({ self }) => self);
  metrics.set("webinars_clock_skew_seconds", own ? own.skewMs / 1000 : null);
}
