import type { VerdictText } from "../../components/dashboard/Verdict.tsx";
import type { Language } from "../../domain/ids.ts";
import type { Verdict } from "../../event_store/seals/verify.ts";
import { number } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";

/** Says what a verification found. */
export function verdictOf({ facts, sealed, seals, damages }: Verdict, locale: Language): VerdictText {
  const t = translator(locale);
  const [damage] = damages;
  return {
    intact: !damage,
    title: damage ? t("audit.verdict.broken") : t("audit.verdict.intact"),
    figures: t("audit.verdict.figures", {
      facts: number(facts, locale),
      sealed: number(sealed, locale),
      seals: number(seals, locale),
    }),
    damage: damage
      ? {
        text: t(`audit.damage.${damage.kind}`),
        detail: `${damage.message} (seal ${damage.seal}, index ${damage.index})`,
        eventId: damage.eventId,
        stream: damage.stream,
      }
      : null,
  };
}
