import type { Language } from "../../../domain/ids.ts";
import { translator } from "../../../i18n/translate.ts";
import { Button } from "../../Button.tsx";
import { Card } from "../../Card.tsx";
import { TextField } from "../../inputs.tsx";
import { Notice } from "../../Notice.tsx";
import { Decide } from "./Generations.tsx";

/** The event that a read model cannot take: whole, with the error, and what can be done about it. */
export function Poison(
  { problem, version, event, json, mayDecide, locale }: {
    problem: string;
    version: number;
    event: { id: string };
    /** As it stands in the log; null when it is another studio's. */
    json: string | null;
    mayDecide: boolean;
    locale: Language;
  },
) {
  const t = translator(locale);
  return (
    <Card>
      <div class="stack">
        <Notice tone="negative" title={t("projections.stopped.title")}>
          {json === null ? t("projections.stopped.elsewhere") : problem}
        </Notice>
        {json === null ? null : (
          <>
            <a href={`/dashboard/history/${event.id}`}>{event.id}</a>
            <pre class="code">{json}</pre>
          </>
        )}
        {mayDecide
          ? (
            <>
              <div>
                <Decide to="retry" kind="primary" label={t("projections.retry")} />
              </div>
              <form method="post" class="stack">
                <input type="hidden" name="do" value="skip" />
                <TextField
                  name="reason"
                  label={t("projections.skip.reason")}
                  hint={t("projections.skip.hint", { version })}
                  required
                  maxLength={500}
                />
                <div>
                  <Button kind="danger" size="small">{t("projections.skip")}</Button>
                </div>
              </form>
            </>
          )
          : null}
      </div>
    </Card>
  );
}
