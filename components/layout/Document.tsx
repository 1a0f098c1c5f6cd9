import { asset } from "fresh/runtime";
import type { ComponentChildren } from "preact";
import type { Language } from "../../domain/ids.ts";

export type Sheet = "public" | "work" | "dev";

/** Inter's own widths and heights for the font that stands in until it has come, so that nothing moves. */
const fallback =
  `@font-face{font-family:"Inter Fallback";src:local("Arial"),local("Liberation Sans"),local("Helvetica");` +
  `ascent-override:90.49%;descent-override:22.56%;line-gap-override:0%;size-adjust:107.06%}`;

/** The whole document: one stylesheet, one font, both loaded at once. */
export function Document(
  { locale, sheet, children }: { locale: Language; sheet: Sheet; children: ComponentChildren },
) {
  const font = asset("/inter-latin.woff2");
  const face = `@font-face{font-family:"Inter Variable";font-weight:100 900;font-display:swap;` +
    `src:url("${font}") format("woff2")}`;
  return (
    <html lang={locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href={asset("/icon.svg")} type="image/svg+xml" />
        <link rel="preload" href={font} as="font" type="font/woff2" crossorigin="anonymous" />
        <style dangerouslySetInnerHTML={{ __html: fallback + face }} />
        <link rel="stylesheet" href={asset(`/${sheet}.css`)} />
      </head>
      <body>{children}</body>
    </html>
  );
}
