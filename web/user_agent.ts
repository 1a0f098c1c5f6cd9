/** Browsers by what they say of themselves; the first that fits: most say they are others, too. */
const browsers: readonly [string, RegExp][] = [
  ["Edge", /\bEdg(?:e|A|iOS)?\/(\d+)/],
  ["Opera", /\bOPR\/(\d+)/],
  ["Samsung Internet", /\bSamsungBrowser\/(\d+)/],
  ["Firefox", /\b(?:Firefox|FxiOS)\/(\d+)/],
  ["Chrome", /\b(?:HeadlessChrome|Chrome|CriOS)\/(\d+)/],
  ["Safari", /\bVersion\/(\d+)[^ ]* .*\bSafari\//],
];
const systems: readonly [string, RegExp][] = [
  ["iOS", /\b(iPhone|iPad|iPod)\b/],
  ["Android", /\bAndroid\b/],
  ["Windows", /\bWindows\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["macOS", /\bMac OS X\b/],
  ["Linux", /\bLinux\b/],
];

/** A browser as people know it, `Firefox 145 · Linux`; whatever it says of itself where that is nothing known. */
export function browserText(userAgent: string): string {
  const [name, version] = browsers.flatMap(([name, fits]) => {
    const found = fits.exec(userAgent);
    return found ? [[name, found[1]]] : [];
  })[0] ?? [];
  const system = systems.find(([, fits]) => fits.test(userAgent))?.[0];
  if (!name) return userAgent || "–";
  return [`${name} ${version}`, system].filter(Boolean).join(" · ");
}
