/** The moment that a page is asked for in `?at=` (UTC, to the minute or finer), else `now`. ISO 8601 UTC. */
export function momentAsked(url: URL, now: string): string {
  return momentOf(url.searchParams.get("at")) ?? now;
}

/** To the minute, as a form sends it, everything of that minute counts. Null for what is no moment. */
export function momentOf(given: string | null): string | null {
  if (!given) return null;
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(given) ? `${given}:59.999Z` : given;
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(at) && !Number.isNaN(Date.parse(at)) ? at : null;
}
