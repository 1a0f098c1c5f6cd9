/** Which page of a list, from 1. */
export interface Paging {
  page: number;
  limit: number;
}

export interface Paged<T> {
  rows: T[];
  /** How many there are on all pages. */
  total: number;
}

const LIMIT = { usual: 25, most: 1_000 };

/** Limit and offset of a page; what is out of range is brought into it. */
export function pageOf({ page = 1, limit = LIMIT.usual }: Partial<Paging>): { limit: number; offset: number } {
  const bounded = Math.min(Math.max(Math.trunc(limit), 1), LIMIT.most);
  return { limit: bounded, offset: (Math.max(Math.trunc(page), 1) - 1) * bounded };
}

/** A pattern for what was typed into a search box, against a column made by `searchable`. */
export function like(typed: string): string {
  const plain = typed.trim().normalize("NFD").replace(/\p{Mark}/gu, "").toLowerCase();
  return `%${plain.replace(/[\\%_]/g, "\\$&")}%`;
}
