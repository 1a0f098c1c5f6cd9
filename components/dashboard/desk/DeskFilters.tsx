import type { Language } from "../../../domain/ids.ts";
import { sourceText } from "../../../i18n/sources.ts";
import { translator } from "../../../i18n/translate.ts";
import { Button, ButtonLink } from "../../Button.tsx";
import { SearchBox, Select, TextField } from "../../inputs.tsx";

/** The filter as it stands in the address. */
export type DeskFilterView = Partial<
  Record<
    "q" | "status" | "attendance" | "source" | "company" | "tag" | "from" | "until" | "question" | "answer" | "sort",
    string
  >
>;

/** Narrows the list. What is asked for stands in the address, so it can be kept and passed on. */
export function DeskFilters({ url, locale, filter, facets, questions, filtered }: {
  url: URL;
  locale: Language;
  filter: DeskFilterView;
  facets: { sources: readonly string[] };
  questions: readonly { id: string; label: string }[];
  filtered: boolean;
}) {
  const t = translator(locale);
  const more = Boolean(filter.source || filter.company || filter.tag || filter.from || filter.until || filter.answer);
  const any = { value: "", label: t("desk.any") };
  return (
    <form class="stack tight" method="get" role="search">
      {(["status", "attendance", "sort"] as const).map((name) =>
        filter[name] ? <input key={name} type="hidden" name={name} value={filter[name]} /> : null
      )}
      <div class="toolbar">
        <SearchBox name="q" label={t("people.search")} value={filter.q ?? ""} />
        <Button type="submit">{t("common.search")}</Button>
        {filtered ? <ButtonLink kind="quiet" href={url.pathname}>{t("common.clear")}</ButtonLink> : null}
      </div>
      <details open={more}>
        <summary>{t("desk.filters")}</summary>
        <div class="toolbar">
          <Select
            name="source"
            label={t("people.source")}
            value={filter.source ?? ""}
            options={[any, ...facets.sources.map((source) => ({ value: source, label: sourceText(source, locale) }))]}
          />
          <TextField name="company" label={t("people.company")} value={filter.company ?? ""} maxLength={200} />
          <TextField name="tag" label={t("desk.tag")} value={filter.tag ?? ""} maxLength={50} />
          <TextField name="from" type="date" label={t("desk.from")} value={filter.from ?? ""} />
          <TextField name="until" type="date" label={t("desk.until")} value={filter.until ?? ""} />
          {questions.length > 0
            ? (
              <>
                <Select
                  name="question"
                  label={t("desk.question")}
                  value={filter.question ?? ""}
                  options={[any, ...questions.map(({ id, label }) => ({ value: id, label }))]}
                />
                <TextField name="answer" label={t("desk.answer")} value={filter.answer ?? ""} maxLength={200} />
              </>
            )
            : null}
        </div>
      </details>
    </form>
  );
}
