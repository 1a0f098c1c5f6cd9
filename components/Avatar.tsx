/** Somebody's initials. The name stands beside it, so it is silent. */
export function Avatar({ name, size }: { name: string; size?: "large" }) {
  return <span class="avatar" data-size={size} aria-hidden="true">{initialsOf(name)}</span>;
}

/** First letters of the first and the last word, `Ana María López` → `AL`; `?` for no name. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => (word ? [...word][0] ?? "" : "")).join("").toUpperCase() || "?";
}
