import { Sparkline } from "./Sparkline.tsx";

/** One figure. Its text is written already: an unknown is "–", a rate has its fraction. */
export interface StatProps {
  label: string;
  value: string;
  fraction?: string;
  /** Values over time, oldest first. */
  trend?: readonly number[];
  size?: "small";
  /** Lets a live page find the value: `registered` of an event. */
  live?: string;
  /** What it counts, and the page that says how it was computed. */
  explained?: { says: string; href: string };
}

/** A figure with its label, inside a {@link Stats}. */
export function Stat({ label, value, fraction, trend, size, live, explained }: StatProps) {
  return (
    <div class="stat" data-size={size}>
      <dt>{explained ? <a class="explained" href={explained.href} title={explained.says}>{label}</a> : label}</dt>
      <dd>
        <span data-live={live}>{value}</span>
        {fraction ? <span class="stat-fraction">{` · ${fraction}`}</span> : null}
      </dd>
      {trend && trend.length > 1
        ? (
          <dd>
            <Sparkline values={trend} />
          </dd>
        )
        : null}
    </div>
  );
}

/** Figures side by side. */
export function Stats({ stats }: { stats: readonly StatProps[] }) {
  return <dl class="stats">{stats.map((stat) => <Stat key={stat.label} {...stat} />)}</dl>;
}
