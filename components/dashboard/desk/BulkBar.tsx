import type { Language } from "../../../domain/ids.ts";
import { translator } from "../../../i18n/translate.ts";
import { Button } from "../../Button.tsx";
import { Checkbox, Select, TextField } from "../../inputs.tsx";

const actions = [
  "approve",
  "decline",
  "confirm",
  "waitlist",
  "attended",
  "no_show",
  "resend",
  "reminder",
  "join_details",
] as const;

/** Deals with the chosen rows, or with everybody who fits the filter. Shows itself once somebody is chosen. */
export function BulkBar(
  { locale, total, requestId, mayCancel }: {
    locale: Language;
    total: number;
    requestId: string;
    mayCancel: boolean;
  },
) {
  const t = translator(locale);
  const offered = [...actions, ...(mayCancel ? ["cancel" as const] : [])];
  return (
    <fieldset class="bulk-bar toolbar">
      <legend class="unseen">{t("desk.bulk")}</legend>
      <input type="hidden" name="requestId" value={requestId} />
      <Checkbox name="everybody" label={t("desk.bulk.everybody", { count: total })} />
      <Select
        name="action"
        label={t("desk.bulk.action")}
        options={offered.map((action) => ({ value: action, label: t(`desk.do.${action}`) }))}
      />
      <TextField name="detail" label={t("desk.reason")} optional={t("desk.bulk.reason_for")} maxLength={500} />
      <Button>{t("desk.bulk.go")}</Button>
    </fieldset>
  );
}
