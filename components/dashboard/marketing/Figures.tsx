import type { Language } from "../../../domain/ids.ts";
import { fraction, number, percent, unknown } from "../../../i18n/formats.ts";
import { translator } from "../../../i18n/translate.ts";
import type { Figures as FiguresOf } from "../../../web/pages/marketing/pixels.ts";
import { Notice } from "../../Notice.tsx";
import { type StatProps, Stats } from "../../Stat.tsx";
import { skipText } from "./words.ts";

/** Below this share of success something is wrong. */
const HEALTHY = 0.99;
/** From so many leads on, a small share of purchases says something. */
const TELLING = 20;
const LEAKING = 0.05;

/** How sending goes: figures of seven days, and what stands out. */
export function MarketingFigures({ figures, locale }: { figures: FiguresOf; locale: Language }) {
  const t = translator(locale);
  const { sent, failed, skipped, quality, identifiers, byName } = figures;
  const ms = (value: number | null) =>
    value === null ? unknown : t("marketing.ms", { ms: number(Math.round(value), locale) });
  const done = sent + failed;
  const stats: StatProps[] = [
    { label: t("marketing.figure.sent"), value: number(sent, locale) },
    {
      label: t("marketing.figure.rate"),
      value: percent(sent, done || null, locale),
      fraction: done > 0 ? fraction(sent, done, locale) : undefined,
    },
    { label: t("marketing.figure.latency"), value: ms(figures.meanLatency) },
    { label: t("marketing.figure.p95"), value: ms(figures.p95Latency) },
    { label: t("marketing.figure.active"), value: number(figures.active, locale) },
    { label: t("marketing.figure.skipped"), value: number(skipped, locale) },
    {
      label: t("marketing.figure.quality"),
      value: quality === null ? unknown : number(Math.round(quality * 10) / 10, locale),
      fraction: quality === null ? undefined : t("marketing.figure.quality.target"),
    },
  ];
  const missing = missingMost(identifiers, sent);
  const leads = countOf(byName, ["Lead", "generate_lead"]);
  const purchases = countOf(byName, ["Purchase", "purchase"]);
  return (
    <section class="stack">
      <Stats stats={stats} />
      {done > 0 && sent / done < HEALTHY ? <Notice tone="warning" alert>{t("marketing.below")}</Notice> : null}
      {figures.active > 0 && sent === 0 ? <Notice tone="accent">{t("marketing.hint.low")}</Notice> : null}
      {leads >= TELLING && purchases > 0 && purchases / leads < LEAKING
        ? (
          <Notice tone="accent">
            {t("marketing.hint.leak", { leads: number(leads, locale), purchases: number(purchases, locale) })}
          </Notice>
        )
        : null}
      {missing
        ? (
          <p class="muted small">
            {t("marketing.missing", { name: missing.name, share: percent(missing.without, sent, locale) })}
          </p>
        )
        : null}
      <div class="row">
        <Counts title={t("marketing.by_type")} rows={byName.map(({ name, sent }) => [name, sent])} locale={locale} />
        <Counts
          title={t("marketing.reasons")}
          rows={figures.reasons.map(({ reason, count }) => [skipText(t, reason), count])}
          locale={locale}
        />
      </div>
    </section>
  );
}

function Counts(
  { title, rows, locale }: { title: string; rows: readonly (readonly [string, number])[]; locale: Language },
) {
  if (rows.length === 0) return null;
  return (
    <div class="stack tight">
      <h2>{title}</h2>
      <dl class="counts">
        {rows.map(([name, count]) => (
          <div key={name} class="row row--apart">
            <dt>{name}</dt>
            <dd class="figures">{number(count, locale)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** Names of what finds people best, in the platforms' spellings. */
const strong = [["em", "email", "emailAddress"], ["ph", "phone", "phoneNumber"], ["external_id"], [
  "fbc",
  "ttclid",
  "gclid",
]];

function missingMost(identifiers: FiguresOf["identifiers"], sent: number) {
  if (sent === 0) return null;
  const gaps = strong.map((names) => {
    const had = identifiers.filter(({ name }) => names.includes(name)).reduce((sum, { count }) => sum + count, 0);
    return { name: names[0]!, without: Math.max(sent - had, 0) };
  });
  const [worst] = gaps.sort((a, b) => b.without - a.without);
  return worst && worst.without > 0 ? worst : null;
}

function countOf(byName: FiguresOf["byName"], names: readonly string[]): number {
  return byName.filter(({ name }) => names.includes(name)).reduce((sum, { sent }) => sum + sent, 0);
}
