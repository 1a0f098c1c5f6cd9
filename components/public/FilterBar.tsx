import type { Language } from "../../domain/ids.ts";
import { languageNames, languages } from "../../i18n/locale.ts";
import { translator } from "../../i18n/translate.ts";
import { Button } from "../Button.tsx";
import { type Option, SearchBox, Select, TextField } from "../inputs.tsx";

export const kinds = ["webinar", "masterclass", "challenge", "qa", "panel", "workshop"] as const;
export const timeframes = ["upcoming", "week", "month", "past"] as const;
export const difficulties = ["beginner", "intermediate", "advanced"] as const;
export const formats = ["single-speaker", "panel-discussion", "workshop", "q-and-a", "mentorship"] as const;
const prices = ["free", "paid"] as const;

/** What there is to choose from. */
export interface Choices {
  categories: readonly string[];
  formats: readonly string[];
  difficulties: readonly string[];
  free: boolean;
  paid: boolean;
}

/** What an address asks for, as it is written there. */
export type Asked = Readonly<Partial<Record<string, string>>>;

/** Filters and search as a form that needs no script; a filter that has only one answer is left out. */
export function FilterBar(
  { action, asked, choices, locale }: { action: string; asked: Asked; choices: Choices; locale: Language },
) {
  const t = translator(locale);
  const offered = <T extends string>(all: readonly T[], present: readonly string[], name: string) =>
    all.filter((value) => present.includes(value) || asked[name] === value);
  const select = (name: string, label: string, options: readonly Option[]) =>
    options.length < 2 && !asked[name] ? null : (
      <Select
        name={name}
        label={label}
        value={asked[name] ?? ""}
        options={[{ value: "", label: t("common.all") }, ...options]}
      />
    );
  const more = ["category", "level", "format", "price", "held_in", "speaker"].some((name) => asked[name]);
  const present = [...(choices.free ? ["free"] : []), ...(choices.paid ? ["paid"] : [])];
  return (
    <form class="filters" method="get" action={action} role="search" f-client-nav>
      <SearchBox name="q" label={t("public.filter.search")} value={asked.q} />
      <Select
        name="when"
        label={t("public.filter.timeframe")}
        value={asked.when ?? ""}
        options={timeframes.map((value) => ({
          value: value === "upcoming" ? "" : value,
          label: t(`public.filter.timeframe.${value}`),
        }))}
      />
      {select("type", t("public.filter.type"), kinds.map((value) => ({ value, label: t(`public.type.${value}`) })))}
      <Button type="submit" icon="list-filter">{t("public.filter.apply")}</Button>
      <details class="more-filters" open={more}>
        <summary>{t("public.filter.more")}</summary>
        <div class="filters">
          {select(
            "category",
            t("public.filter.category"),
            [...new Set([...choices.categories, ...(asked.category ? [asked.category] : [])])]
              .map((value) => ({ value, label: value })),
          )}
          {select(
            "level",
            t("public.filter.difficulty"),
            offered(difficulties, choices.difficulties, "level")
              .map((value) => ({ value, label: t(`public.difficulty.${value}`) })),
          )}
          {select(
            "format",
            t("public.filter.format"),
            offered(formats, choices.formats, "format")
              .map((value) => ({ value, label: t(`public.format.${value}`) })),
          )}
          {select(
            "price",
            t("public.filter.price"),
            offered(prices, present, "price").map((value) => ({ value, label: t(`public.filter.price.${value}`) })),
          )}
          {select(
            "held_in",
            t("public.filter.language"),
            languages.map((value) => ({ value, label: languageNames[value] })),
          )}
          <TextField name="speaker" label={t("public.filter.speaker")} value={asked.speaker} maxLength={100} />
        </div>
      </details>
    </form>
  );
}

/** What a filter chooses, in words. */
export function filterWords(name: string, value: string, locale: Language): string {
  const t = translator(locale);
  const one = <T extends string>(all: readonly T[]) => all.find((known) => known === value)!;
  switch (name) {
    case "when":
      return t(`public.filter.timeframe.${one(timeframes)}`);
    case "type":
      return t(`public.type.${one(kinds)}`);
    case "level":
      return t(`public.difficulty.${one(difficulties)}`);
    case "format":
      return t(`public.format.${one(formats)}`);
    case "price":
      return t(`public.filter.price.${one(prices)}`);
    case "held_in":
      return languageNames[one(languages)];
    default:
      return value;
  }
}
