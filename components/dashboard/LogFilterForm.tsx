import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import { Button, ButtonLink } from "../Button.tsx";
import { Combobox, TextField } from "../inputs.tsx";

export interface LogFilterProps {
  url: URL;
  types: readonly { type: string; count: number }[];
  categories: readonly string[];
  locale: Language;
}

/** What an auditor filters the log by; the address holds it. Times are UTC. */
export function LogFilterForm({ url, types, categories, locale }: LogFilterProps) {
  const t = translator(locale);
  const value = (name: string) => url.searchParams.get(name) ?? "";
  const rare = ["actor", "person", "registration", "correlation"].some((name) => value(name) !== "");
  return (
    <form method="get" class="stack">
      <div class="field-pair">
        <Combobox
          name="stream"
          label={t("history.stream")}
          hint={t("history.stream.hint")}
          value={value("stream")}
          options={categories.map((category) => ({ value: category, label: category }))}
        />
        <Combobox
          name="type"
          label={t("history.type")}
          value={value("type")}
          options={types.map(({ type, count }) => ({ value: type, label: `${type} · ${count}` }))}
        />
      </div>
      <div class="field-pair">
        <Time name="from" label={t("history.from")} value={value("from")} hint={t("history.utc")} />
        <Time name="until" label={t("history.to")} value={value("until")} hint={t("history.utc")} />
      </div>
      <details open={rare}>
        <summary>{t("audit.more_filters")}</summary>
        <div class="field-pair">
          <TextField name="actor" label={t("history.actor")} value={value("actor")} />
          <TextField name="person" label={t("audit.person")} value={value("person")} />
          <TextField name="registration" label={t("audit.registration")} value={value("registration")} />
          <TextField name="correlation" label={t("audit.correlation")} value={value("correlation")} />
        </div>
      </details>
      <div class="row">
        <Button>{t("history.filter")}</Button>
        <ButtonLink kind="quiet" href={url.pathname}>{t("common.clear")}</ButtonLink>
      </div>
    </form>
  );
}

function Time(props: { name: string; label: string; value: string; hint: string }) {
  return <TextField type="datetime-local" {...props} />;
}
