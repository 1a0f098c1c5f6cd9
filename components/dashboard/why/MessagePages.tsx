import type { Language } from "../../../domain/ids.ts";
import { translator } from "../../../i18n/translate.ts";
import { query } from "../../hrefs.ts";
import { Pagination } from "../../Pagination.tsx";

/** Leads through the messages of a page that has more of them than it lists. */
export function MessagePages(
  { url, page, total, size, locale }: { url: URL; page: number; total: number; size: number; locale: Language },
) {
  const t = translator(locale);
  if (total <= size) return null;
  return (
    <Pagination
      page={page}
      pages={Math.ceil(total / size)}
      hrefOf={(n) => query(url, { page: n === 1 ? null : n })}
      labels={{
        nav: t("common.pages"),
        previous: t("common.previous"),
        next: t("common.next"),
        shown: t("common.shown_of", { from: (page - 1) * size + 1, to: Math.min(total, page * size), total }),
      }}
    />
  );
}
