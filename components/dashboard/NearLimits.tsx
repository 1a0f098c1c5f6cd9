import type { Language } from "../../domain/ids.ts";
import { bytes } from "../../i18n/bytes.ts";
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
      {near.map(({ what, used, most }) => {
        const said = what === "storageBytes" ? bytes : number;
        return t(`limits.near.${what}`, { used: said(used, locale), most: said(most, locale) });
      }).join(" · ")}
    </Notice>
  );
}
