import type { Language } from "../domain/ids.ts";
import { translator } from "../i18n/translate.ts";
import { query } from "./hrefs.ts";
import { Pagination } from "./Pagination.tsx";

export interface PagesOfProps {
  /** Of the first page with its filter; `page` is added to it. */
  url: URL;
  page: number;
  total: number;
  pageSize: number;
  locale: Language;
  /** Says how many there are even where one page has them all. */
  counted?: boolean;
  /** What of the address is left behind on another page. */
  without?: string;
}

/** Leads through a list whose page stands in the address; nothing where there is nothing to lead through. */
export function PagesOf({ url, page, total, pageSize, locale, counted = false, without }: PagesOfProps) {
  const t = translator(locale);
  if (total <= (counted ? 0 : pageSize)) return null;
  const from = (page - 1) * pageSize + 1;
  const left = without === undefined ? {} : { [without]: null };
  return (
    <Pagination
      page={page}
      pages={Math.ceil(total / pageSize)}
      hrefOf={(n) => query(url, { page: n === 1 ? null : n, ...left })}
      labels={{
        nav: t("common.pages"),
        previous: t("common.previous"),
        next: t("common.next"),
        shown: t("common.shown_of", { from, to: Math.min(total, page * pageSize), total }),
      }}
    />
  );
}
