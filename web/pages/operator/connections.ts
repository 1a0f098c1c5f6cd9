import type { Config } from "../../../config.ts";

/** What outside systems the installation is connected with, and whether each is on. Names only: nothing of how. */
export function connectionsOf(config: Config): { name: string; on: boolean }[] {
  const production = config.stores.kind === "production";
  return [
    { name: "EventStoreDB", on: production },
    { name: "Postgres", on: production },
    { name: "SMTP", on: config.smtp !== null },
    { name: "Twilio", on: config.sms !== null },
    { name: "S3", on: config.s3 !== null },
    { name: "Backup", on: config.backup.to !== null },
    { name: "Alerts", on: config.alerts.mail !== null || config.alerts.webhook !== null },
  ];
}
