import type { Language } from "../../../domain/ids.ts";
import { translator } from "../../../i18n/translate.ts";
import { Button } from "../../Button.tsx";
import { Card } from "../../Card.tsx";
import { CopyField } from "../../CopyField.tsx";
import { Notice } from "../../Notice.tsx";

/** The studio's database role for a tool of its own: made, renewed and taken back; its password is shown once. */
export function SqlAccess(
  { address, isEmbedded, locale }: {
    address: { role: string; url: string; hardened: boolean } | null;
    isEmbedded: boolean;
    locale: Language;
  },
) {
  const t = translator(locale);
  return (
    <Card>
      <div class="stack">
        <div>
          <h2>{t("sql.access")}</h2>
          <p class="muted">{t("sql.access.lead")}</p>
        </div>
        {isEmbedded ? <p class="muted small">{t("sql.access.embedded")}</p> : null}
        {address
          ? (
            <>
              <Notice tone="warning" alert>{t("sql.access.once")}</Notice>
              <CopyField label={address.role} value={address.url} />
              {address.hardened ? null : <Notice tone="warning">{t("sql.access.open")}</Notice>}
            </>
          )
          : null}
        <form method="post" action="/dashboard/sql" class="row">
          <Button size="small" name="do" value="rotate">{t("sql.access.rotate")}</Button>
          <Button size="small" name="do" value="withdraw">{t("sql.access.withdraw")}</Button>
        </form>
      </div>
    </Card>
  );
}
