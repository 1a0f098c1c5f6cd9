import { translator } from "../../../i18n/translate.ts";
import { WallClockField } from "../../DateTimeField.tsx";
import { Checkbox, Combobox, Select, TextField } from "../../inputs.tsx";
import { Notice } from "../../Notice.tsx";
import { controls, type StepProps } from "./fields.ts";
import { Part } from "./Part.tsx";

const currencies = ["EUR", "USD", "GBP", "CHF", "MXN", "COP", "ARS", "CLP"];

/** What it costs. */
export function MoneyStep({ locale, ...props }: StepProps) {
  const t = translator(locale);
  const { text, box } = controls(props);
  return (
    <>
      <Part id="price" title={t("wizard.price")}>
        <Select
          {...text("access")}
          label={t("wizard.access")}
          options={(["free", "paid"] as const).map((value) => ({ value, label: t(`wizard.access.${value}`) }))}
        />
        <Notice tone="accent">{t("wizard.payments_missing")}</Notice>
        <div class="field-pair">
          <TextField {...text("price")} label={t("wizard.amount")} inputMode="decimal" placeholder="49.00" />
          <Combobox
            {...text("currency")}
            label={t("wizard.currency")}
            options={currencies.map((value) => ({ value, label: value }))}
            maxLength={3}
          />
        </div>
      </Part>
      <Part id="early" title={t("wizard.early")}>
        <Checkbox {...box("earlyBird")} label={t("wizard.early.on")} />
        <div class="field-pair">
          <TextField {...text("earlyPrice")} label={t("wizard.early.price")} inputMode="decimal" placeholder="39.00" />
          <WallClockField {...text("earlyUntil")} label={t("wizard.early.until")} />
        </div>
        <Checkbox {...box("companyBilling")} label={t("wizard.company_billing")} />
      </Part>
    </>
  );
}
