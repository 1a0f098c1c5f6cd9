/** Text or HTML with `{placeholders}`, cut up once and filled often. */
export class Compiled {
  readonly #pieces: readonly string[];
  readonly #asItIs: (name: string) => boolean;

  /** `raw`: placeholders that take HTML as it is, the values of all others are escaped; "all" for what is no HTML. */
  constructor(source: string, raw: readonly string[] | "all") {
    this.#pieces = source.split(/\{(\w+)\}/); // every second piece is a name
    const names = new Set<string>(raw);
    this.#asItIs = raw === "all" ? () => true : (name) => names.has(name);
  }

  /** @throws {TypeError} when a placeholder has no value: a mail with a hole in it must not go out */
  fill(values: Readonly<Record<string, string>>): string {
    let filled = "";
    for (let n = 0; n < this.#pieces.length; n++) {
      filled += n % 2 === 0 ? this.#pieces[n]! : this.#value(this.#pieces[n]!, values);
    }
    return filled;
  }

  #value(name: string, values: Readonly<Record<string, string>>): string {
    const value = values[name];
    if (value === undefined) throw new TypeError(`a mail has no value for {${name}}`);
    return this.#asItIs(name) ? value : escapeHtml(value);
  }
}

/** Text as it may stand in HTML, between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  if (!/[&<>"']/.test(text)) return text;
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}
