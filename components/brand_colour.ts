/** A colour in OKLCH: lightness 0–1, chroma, hue in degrees. */
export interface Oklch {
  l: number;
  c: number;
  h: number;
}

/** The accent of a studio in one scheme, and what is written on it; CSS colours. */
export interface Accent {
  accent: string;
  onAccent: string;
}

/** What AA asks of text. */
export const AA = 4.5;
const lightSurface = fromOklch({ l: 0.96, c: 0.005, h: 85 });
const darkSurface = fromOklch({ l: 0.25, c: 0.012, h: 270 });
const step = 0.005;

/**
 * A studio's colour made readable: it keeps its hue, and its lightness moves until it on the surface and the text on it
 * reach AA, in the light scheme and in the dark one. Null for what is not a colour such as `#1f6feb`.
 */
export function brandAccents(hex: string): { light: Accent; dark: Accent } | null {
  const rgb = parseHex(hex);
  if (!rgb) return null;
  const brand = toOklch(rgb);
  return {
    light: readable(brand, -step, lightSurface, { l: 1, c: 0, h: 0 }),
    dark: readable(brand, step, darkSurface, { l: 0.2, c: 0.03, h: brand.h }),
  };
}

function readable(brand: Oklch, move: number, surface: Rgb, ink: Oklch): Accent {
  const on = fromOklch(ink);
  let l = brand.l;
  let accent = inGamut({ ...brand, l });
  while (l > 0 && l < 1 && (contrast(accent, surface) < AA || contrast(accent, on) < AA)) {
    l = Math.min(1, Math.max(0, l + move));
    accent = inGamut({ ...brand, l });
  }
  return { accent: toHex(accent), onAccent: toHex(on) };
}

/** Red, green and blue, 0–1, gamma-encoded (sRGB). */
export type Rgb = readonly [number, number, number];

/** Contrast of two colours as WCAG defines it, 1–21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [lighter, darker] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** `#rgb` or `#rrggbb` as a colour, or null. */
export function parseHex(hex: string): Rgb | null {
  const match = /^#?(?:([0-9a-f]{3})|([0-9a-f]{6}))$/i.exec(hex.trim());
  if (!match) return null;
  const long = match[2] ?? [...match[1]!].map((digit) => digit + digit).join("");
  const channel = (at: number) => parseInt(long.slice(at, at + 2), 16) / 255;
  return [channel(0), channel(2), channel(4)];
}

/** A colour as `#rrggbb`. */
export function toHex(rgb: Rgb): string {
  return `#${rgb.map((v) => Math.round(Math.min(1, Math.max(0, v)) * 255).toString(16).padStart(2, "0")).join("")}`;
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map(linear) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** A colour of the screen in OKLCH (Björn Ottosson's matrices). */
export function toOklch(rgb: Rgb): Oklch {
  const [r, g, b] = rgb.map(linear) as [number, number, number];
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const middle = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const a = 1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short;
  const bb = 0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short;
  return {
    l: 0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
    c: Math.hypot(a, bb),
    h: ((Math.atan2(bb, a) * 180) / Math.PI + 360) % 360,
  };
}

/** An OKLCH colour on the screen; channels outside 0–1 are outside its gamut. */
export function fromOklch({ l, c, h }: Oklch): Rgb {
  const [a, b] = [c * Math.cos((h * Math.PI) / 180), c * Math.sin((h * Math.PI) / 180)];
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    encoded(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
    encoded(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
    encoded(-0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short),
  ];
}

/** The same hue and lightness with as much chroma as the screen can show. */
function inGamut(colour: Oklch): Rgb {
  let c = colour.c;
  let rgb = fromOklch(colour);
  while (c > 0 && rgb.some((v) => v < -0.0005 || v > 1.0005)) {
    c = Math.max(0, c - 0.004);
    rgb = fromOklch({ ...colour, c });
  }
  return parseHex(toHex(rgb))!; // judged as it will be shown, rounded
}

function linear(v: number): number {
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
}

function encoded(v: number): number {
  return v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055;
}
