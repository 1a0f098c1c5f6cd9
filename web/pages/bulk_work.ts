import type { StartedBulk } from "../../domain/bulk/bulk.ts";
import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";

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
