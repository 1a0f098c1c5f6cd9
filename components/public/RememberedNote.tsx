import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import TypedClock from "../../islands/TypedClock.tsx";
import { Button } from "../Button.tsx";

/** What a device remembers of earlier forms. */
export interface RememberedProps {
  /** When it is forgotten, in words. */
  until: string;
  /** From when on that is soon. */
  warnedAt: string;
  soon: boolean;
  /** Where to come back to. */
  back: string;
}

/** Says that a form was filled in from earlier on this device, until when, and offers to forget it. */
export function RememberedNote({ remembered, locale }: { remembered: RememberedProps; locale: Language }) {
  const t = translator(locale);
  const { until, warnedAt, soon, back } = remembered;
  return (
    <form class="remembered small" method="post" action="/typed">
      <input type="hidden" name="back" value={back} />
      <p class="muted">{t("typed.filled", { until })}</p>
      <TypedClock from={warnedAt} soon={soon}>
        <p class="row tight">
          <strong>{t("typed.soon")}</strong>
          <Button kind="quiet" size="small" name="do" value="keep">{t("typed.keep")}</Button>
        </p>
      </TypedClock>
      <Button kind="quiet" size="small" name="do" value="forget">{t("typed.forget")}</Button>
    </form>
  );
}
