const LONGEST = 80;

/** The part of a public address that a title makes: `5-errores-comunes-al-empezar`. At least one letter or digit, at most 60. */
export function slugFrom(title: string): string {
  const words = title.replaceAll("ß", "ss").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .split(/[^a-z0-9]+/).filter((word) => word !== "");
  const slug = words.join("-").slice(0, 60).replace(/-$/, "");
  return slug === "" ? "event" : slug;
}

/** The slugs to try in turn until one is free: the title's own, numbered ones, and at last one that nobody else makes. */
export function* slugsFor(title: string, eventId: string): Generator<string> {
  const slug = slugFrom(title);
  yield slug;
  for (let n = 2; n <= 9; n++) yield `${slug}-${n}`;
  yield `${slug}-${eventId.slice(0, 8)}`;
  yield `${slug}-${eventId}`.slice(-LONGEST).replace(/^-/, "");
}
