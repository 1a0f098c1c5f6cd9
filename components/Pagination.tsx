import { Icon } from "./Icon.tsx";

export interface PaginationProps {
  page: number;
  pages: number;
  /** Address of a page, keeping filter and sort. */
  hrefOf: (page: number) => string;
  labels: { nav: string; previous: string; next: string; shown: string };
}

/** Leads through the pages of a list; each has its address. */
export function Pagination({ page, pages, hrefOf, labels }: PaginationProps) {
  if (pages <= 1) return <p class="muted small figures">{labels.shown}</p>;
  return (
    <nav class="pagination" aria-label={labels.nav}>
      <span class="muted figures">{labels.shown}</span>
      <ul>
        {page > 1
          ? (
            <li>
              <a href={hrefOf(page - 1)} rel="prev" aria-label={labels.previous}>
                <Icon name="chevron-left" />
              </a>
            </li>
          )
          : null}
        {pagesAround(page, pages).map((n, i) =>
          n === null
            ? (
              <li key={`gap-${i}`}>
                <span class="muted">…</span>
              </li>
            )
            : (
              <li key={n}>
                <a href={hrefOf(n)} aria-current={n === page ? "page" : undefined}>{n}</a>
              </li>
            )
        )}
        {page < pages
          ? (
            <li>
              <a href={hrefOf(page + 1)} rel="next" aria-label={labels.next}>
                <Icon name="chevron-right" />
              </a>
            </li>
          )
          : null}
      </ul>
    </nav>
  );
}

/** First, last and the neighbours of the current page; null where some are left out. */
export function pagesAround(page: number, pages: number): (number | null)[] {
  const shown = [...new Set([1, page - 1, page, page + 1, pages])].filter((n) => n >= 1 && n <= pages).sort((a, b) =>
    a - b
  );
  return shown.flatMap((n, i) => {
    const gap = n - (shown[i - 1] ?? n - 1);
    return gap === 2 ? [n - 1, n] : gap > 2 ? [null, n] : [n];
  });
}
