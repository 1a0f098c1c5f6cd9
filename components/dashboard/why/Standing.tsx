import type { Language } from "../../../domain/ids.ts";
import { translator } from "../../../i18n/translate.ts";

const known = ["pending", "confirmed", "offered", "declined", "expired", "cancelled"] as const;

/** How a registration stands, in words, with its place in the line when it waits. */
export function Standing({ status, rank, locale }: { status: string; rank: number | null; locale: Language }) {
  return <>{standing(status, rank, locale)}</>;
}

/** The same as a text. */
export function standing(status: string, rank: number | null, locale: Language): string {
  const t = translator(locale);
  if (status === "waitlisted") return t("people.status.waitlisted", { position: rank ?? "–" });
  const one = known.find((name) => name === status);
  return one ? t(`people.status.${one}`) : status;
}
