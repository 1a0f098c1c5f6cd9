/** A small curve of values over time. Says nothing that the figure beside it does not say, so it is silent. */
export function Sparkline({ values }: { values: readonly number[] }) {
  return (
    <svg class="sparkline" viewBox="0 0 100 30" preserveAspectRatio="none" aria-hidden="true">
      <polyline
        points={pointsOf(values, 100, 30)}
        fill="none"
        stroke="currentColor"
        stroke-width="2"
        stroke-linejoin="round"
        vector-effect="non-scaling-stroke"
      />
    </svg>
  );
}

/** A filled curve from zero, with its meaning as the picture's name. */
export function AreaChart({ values, label }: { values: readonly number[]; label: string }) {
  const line = pointsOf(values, 100, 40);
  return (
    <svg class="chart" viewBox="0 0 100 42" preserveAspectRatio="none" role="img" aria-label={label}>
      <polygon points={`0,41 ${line} 100,41`} fill="currentColor" opacity="0.14" />
      <polyline points={line} fill="none" stroke="currentColor" stroke-width="2" vector-effect="non-scaling-stroke" />
    </svg>
  );
}

/** Points of a polyline in a box of this size; the highest value touches the top, zero the bottom. */
export function pointsOf(values: readonly number[], width: number, height: number): string {
  const top = Math.max(1, ...values);
  const step = width / Math.max(1, values.length - 1);
  return values.map((value, i) => `${round(i * step)},${round(height - 1 - (value / top) * (height - 2))}`).join(" ");
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
