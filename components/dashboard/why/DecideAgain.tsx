import type { Language } from "../../../domain/ids.ts";
import { translator } from "../../../i18n/translate.ts";
import type { Answered } from "../../../web/pages/why/decide_again.ts";
import { Badge } from "../../Badge.tsx";
import { Button } from "../../Button.tsx";
import { Card } from "../../Card.tsx";
import { TextField } from "../../inputs.tsx";

/** What the rules would have answered at a moment: why something was not possible then. */
export function DecideAgain(
  { answers, at, locale }: { answers: readonly Answered[] | null; at: string; locale: Language },
) {
  const t = translator(locale);
  return (
    <Card>
      <div class="stack">
        <h2>{t("audit.again")}</h2>
        <p class="muted small">{t("audit.again.lead")}</p>
        <form method="get" class="jump">
          <TextField
            name="at"
            type="datetime-local"
            label={t("audit.as_of.time")}
            hint={t("history.utc")}
            value={at.slice(0, 16)}
          />
          <Button>{t("audit.find.go")}</Button>
        </form>
        {answers === null ? <p>{t("audit.again.none")}</p> : (
          <ul class="words">
            {answers.map(({ command, refused, says, blockers }) => (
              <li key={command}>
                <span class="row tight">
                  <strong>{command}</strong>
                  <Badge tone={refused ? "negative" : "positive"}>
                    {refused ?? t(says.length > 0 ? "audit.again.yes" : "audit.again.nothing")}
                  </Badge>
                </span>
                {says.map((sentence) => <span key={sentence}>{sentence}</span>)}
                {blockers && blockers.length > 0
                  ? (
                    <>
                      <span class="muted small">{t("why.blocked")}</span>
                      <ul>
                        {blockers.map((blocker) => (
                          <li key={blocker.reason}>
                            <code>{blocker.reason}</code> {blocker.says}{" "}
                            {blocker.missing.length > 0
                              ? t("why.missing", { fields: blocker.missing.join(", ") })
                              : null}
                          </li>
                        ))}
                      </ul>
                    </>
                  )
                  : null}
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}
