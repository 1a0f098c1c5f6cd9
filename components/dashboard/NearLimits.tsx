import type { Language } from "../../domain/ids.ts";
import { number } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import type { UsedUp } from "../../projections/studio_usage.ts";
import { Notice } from "../Notice.tsx";

/** Tells a trainer which limits of their studio are near or reached; nothing while none is. */
export function NearLimits({ near, locale }: { near: readonly UsedUp[]; locale: Language }) {
  const t = translator(locale);
  if (near.length === 0) return null;
  return (
    <Notice tone="warning" title={t("limits.near")}>
      {near.map(({ what, used, most }) =>
        t(`limits.near.${what}`, { used: number(used, locale), most: number(most, locale) })
      ).join(" · ")}
    </Notice>
  );
}
