import type { StartedBulk } from "../../domain/bulk/bulk.ts";
import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import { continueBulk } from "../../commands/bulk.ts";
import type { Caller } from "../../commands/deps.ts";
import type { Application } from "../application.ts";
import { logUnexpected } from "../explain.ts";

const working = new Map<string, Promise<void>>();

/** Works on a bulk action in this process until it is through; asked again while it does, nothing more happens. */
export function workOn(app: Pick<Application, "commands" | "changes">, caller: Caller, bulkId: string): void {
  if (working.has(bulkId)) return;
  const work = continueBulk(app.commands, caller, bulkId, app.changes.closing)
    .then(() => {}, (error) => logUnexpected(error, caller.correlationId, `bulk ${bulkId}`))
    .finally(() => working.delete(bulkId));
  working.set(bulkId, work);
}

/** How far it is, by the names of `data-live`. */
export function bulkTexts(
  { done, total, failed, status }: Pick<StartedBulk, "done" | "total" | "failed" | "status">,
  locale: Language,
): Record<string, string> {
  const t = translator(locale);
  const figures = { done, total, failed: failed.length };
  const text = status === "ended" ? t("desk.bulk.ended", figures) : t("desk.bulk.running", figures);
  return { "bulk.done": String(done), "bulk.text": text };
}
