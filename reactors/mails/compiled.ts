/** Text and HTML with `{placeholders}`, cut up once and filled often. */
export class Compiled {
  readonly #pieces: readonly string[];
  readonly #raw: ReadonlySet<string>;

  /** `raw`: placeholders that take HTML as it is; the values of all others are escaped. */
  constructor(html: string, raw: readonly string[]) {
    this.#pieces = html.split(/\{(\w+)\}/); // every second piece is a name
    this.#raw = new Set(raw);
  }

  /** @throws {TypeError} when a placeholder has no value: a mail with a hole in it must not go out */
  fill(values: Readonly<Record<string, string>>): string {
    return this.#pieces.map((piece, n) => n % 2 === 0 ? piece : this.#value(piece, values)).join("");
  }

  #value(name: string, values: Readonly<Record<string, string>>): string {
    const value = values[name];
    if (value === undefined) throw new TypeError(`a mail has no value for {${name}}`);
    return this.#raw.has(name) ? value : escapeHtml(value);
  }
}

/** Text as it may stand in HTML, between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}
