import type { Language } from "../../domain/ids.ts";
import { moment } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import TypedClock from "../../islands/TypedClock.tsx";
import { Button } from "../Button.tsx";

/** What a device remembers of earlier forms. */
export interface RememberedProps {
  /** When it is forgotten, ISO 8601 UTC. */
  until: string;
  /** From when on that is soon. */
  warnedAt: string;
  soon: boolean;
  /** Where to come back to. */
  back: string;
}

/** Says that a form was filled in from earlier on this device, until when, and offers to forget it. */
export function RememberedNote(
  { remembered, zone, locale }: { remembered: RememberedProps; zone: string; locale: Language },
) {
  const t = translator(locale);
  const { until, warnedAt, soon, back } = remembered;
  return (
    <form class="remembered small" method="post" action="/typed">
      <input type="hidden" name="back" value={back} />
      <p class="muted">{t("typed.filled", { until: moment(until, zone, locale) })}</p>
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
