const USUAL = "#4b4fd6";
const DARK = "#1c1d22";
/** What text needs to be read by everybody (WCAG AA). */
const READABLE = 4.5;

/** The colours that a studio's own one leads to: of buttons, of the words on them, of links on white. */
export function coloursOf(
  brandColour: string | null | undefined,
): Record<"accent" | "onAccent" | "linkColour", string> {
  const accent = brandColour ?? USUAL;
  return {
    accent,
    onAccent: contrast(accent, "#ffffff") >= READABLE ? "#ffffff" : "#000000",
    linkColour: contrast(accent, "#ffffff") >= READABLE ? accent : DARK,
  };
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
