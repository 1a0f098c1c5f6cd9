import type { Language } from "../../domain/ids.ts";
import { number } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import type { SealState } from "../../web/pages/seal_state.ts";
import { Badge, type Tone } from "../Badge.tsx";

const tones: Partial<Record<SealState["state"], Tone>> = { sealed: "positive", broken: "negative", waiting: "warning" };

/** The hash of a fact as it stands in the log now, and the seal that holds it. */
export function SealStanding({ seal: { hash, state, seal }, locale }: { seal: SealState; locale: Language }) {
  const t = translator(locale);
  return (
    <div class="stack tight">
      <h2>{t("audit.seal")}</h2>
      <p class="row tight">
        <Badge tone={tones[state]}>{t(`audit.seal.${state}`)}</Badge>
        <span>
          {state === "sealed"
            ? t("audit.seal.sealed.text", { number: number(seal!.number, locale), index: number(seal!.index, locale) })
            : t(`audit.seal.${state}.text`)}
        </span>
      </p>
      <p class="small breaking">
        <code>{hash}</code>
      </p>
    </div>
  );
}
