import type { Language } from "../../../domain/ids.ts";
import { number } from "../../../i18n/formats.ts";
import type { Answer } from "../../../projections/analysis/console.ts";
import { EmptyState } from "../../EmptyState.tsx";

/** More bars than this are not told apart. */
const MOST = 60;

/** The first column of numbers as bars, named by the first other column. Every value is written beside its bar. */
export function BarChart(
  { columns, rows, otherwise, locale }: Pick<Answer, "columns" | "rows"> & { otherwise: string; locale: Language },
) {
  const value = columns.findIndex(({ kind }) => kind === "number");
  const label = columns.findIndex(({ kind }) => kind !== "number");
  if (value < 0 || rows.length === 0) return <EmptyState text={otherwise} />;
  const bars = rows.slice(0, MOST).map((row, i) => ({
    name: (label < 0 ? null : row[label]) ?? String(i + 1),
    value: Number(row[value] ?? 0),
  }));
  const top = Math.max(...bars.map((bar) => Math.abs(bar.value))) || 1;
  return (
    <dl class="bars">
      {bars.map((bar, i) => (
        <div key={i} class="bar">
          <dt>{bar.name}</dt>
          <dd>
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect x="0" y="1" width={100 * Math.abs(bar.value) / top} height="8" fill="currentColor" />
            </svg>
            <span class="figures">{number(bar.value, locale)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
