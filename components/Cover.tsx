/** Stands where an event has no picture: two colours that are always the same for the same event. Silent: it says nothing. */
export function Cover({ seed, id }: { seed: string; id: string }) {
  const hue = hueOf(seed);
  const second = (hue + 50) % 360;
  return (
    <svg class="cover" viewBox="0 0 160 90" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <defs>
        <linearGradient id={`cover-${id}`} x1="0" y1="0" x2="1" y2="1">
          <stop offset="0" stop-color={`oklch(0.46 0.13 ${hue})`} />
          <stop offset="1" stop-color={`oklch(0.66 0.13 ${second})`} />
        </linearGradient>
      </defs>
      <rect width="160" height="90" fill={`url(#cover-${id})`} />
      <circle cx={30 + (hue % 100)} cy="78" r="46" fill={`oklch(0.8 0.1 ${second})`} opacity="0.28" />
      <circle cx={140 - (hue % 70)} cy="8" r="30" fill={`oklch(0.3 0.1 ${hue})`} opacity="0.3" />
    </svg>
  );
}

/** A hue for a text, 0–359, the same in every process. */
export function hueOf(text: string): number {
  let hash = 2_166_136_261;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return hash % 360;
}
