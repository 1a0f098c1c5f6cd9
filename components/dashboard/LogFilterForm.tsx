import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import { Button, ButtonLink } from "../Button.tsx";
import { Combobox, TextField } from "../inputs.tsx";

/** What an auditor filters the log by; the address holds it. Times are UTC. */
export function LogFilterForm({ url, types, locale }: { url: URL; types: readonly string[]; locale: Language }) {
  const t = translator(locale);
  const value = (name: string) => url.searchParams.get(name) ?? "";
  return (
    <form method="get" class="stack">
      <div class="field-pair">
        <TextField name="stream" label={t("history.stream")} hint={t("history.stream.hint")} value={value("stream")} />
        <Combobox
          name="type"
          label={t("history.type")}
          value={value("type")}
          options={types.map((type) => ({ value: type, label: type }))}
        />
        <TextField name="actor" label={t("history.actor")} value={value("actor")} />
      </div>
      <div class="field-pair">
        <TextField
          name="from"
          type="datetime-local"
          label={t("history.from")}
          hint={t("history.utc")}
          value={value("from")}
        />
        <TextField
          name="until"
          type="datetime-local"
          label={t("history.to")}
          hint={t("history.utc")}
          value={value("until")}
        />
      </div>
      <div class="row">
        <Button>{t("history.filter")}</Button>
        <ButtonLink kind="quiet" href={url.pathname}>{t("common.clear")}</ButtonLink>
      </div>
    </form>
  );
}
