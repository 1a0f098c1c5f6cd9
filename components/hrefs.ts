/** The query of an address with some values changed, `?status=confirmed&page=2`; null takes one away. */
export function query(url: URL, changes: Readonly<Record<string, string | number | null>>): string {
  const next = new URLSearchParams(url.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") next.delete(name);
    else next.set(name, String(value));
  }
  const text = next.toString();
  return text === "" ? "?" : `?${text}`;
}
