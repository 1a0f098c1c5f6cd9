import type { PixelScripts } from "../application.ts";

/** One platform's pixel, and what it is to tell. */
export interface FramePixel {
  platform: "meta" | "tiktok" | "ga4";
  pixelId: string;
  events: { name: string; eventId: string; standard: boolean }[];
}

/** Beside the script's own origin, what a platform's script talks to. */
const partners: Readonly<Record<FramePixel["platform"], readonly string[]>> = {
  meta: ["https://www.facebook.com"],
  tiktok: [],
  ga4: ["https://*.google-analytics.com", "https://*.analytics.google.com"],
};

/**
 * The document in which the platforms' own scripts run: apart from the page, so that they read neither its forms nor its
 * address, under a policy that allows only the platforms that are configured and agreed to.
 */
export function frameDocument(
  pixels: readonly FramePixel[],
  scripts: PixelScripts,
  { nonce, externalId }: { nonce: string; externalId: string },
): { html: string; policy: string } {
  const origins = new Set<string>();
  for (const { platform } of pixels) {
    const script = scriptOf(platform, scripts);
    origins.add(new URL(script).origin);
    if (script.startsWith("https://")) { for (const partner of partners[platform]) origins.add(partner); }
  }
  const allowed = [...origins].join(" ");
  const code = pixels.map((pixel) => codes[pixel.platform](pixel, scriptOf(pixel.platform, scripts), externalId));
  return {
    policy: [
      "default-src 'none'",
      `script-src 'nonce-${nonce}' ${allowed}`.trim(),
      ...(allowed
        ? [`connect-src ${allowed}`, `img-src ${allowed}`, `form-action ${allowed}`]
        : ["form-action 'none'"]),
      "base-uri 'none'",
      "frame-ancestors 'self'",
    ].join("; "),
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>pixels</title></head><body>` +
      code.map((text) => `<script nonce="${nonce}">${text}</script>`).join("") + `</body></html>`,
  };
}

function scriptOf(platform: FramePixel["platform"], scripts: PixelScripts): string {
  return platform === "ga4" ? scripts.google : scripts[platform];
}

const codes: Readonly<
  Record<FramePixel["platform"], (pixel: FramePixel, script: string, externalId: string) => string>
> = {
  meta: ({ pixelId, events }, script, externalId) =>
    `!function(w,d){var f=w.fbq=function(){f.callMethod?f.callMethod.apply(f,arguments):f.queue.push(arguments)};` +
    `w._fbq=f;f.push=f;f.loaded=!0;f.version="2.0";f.queue=[];${
      loading(`${script}/en_US/fbevents.js`)
    }}(window,document);` +
    `fbq("set","autoConfig",false,${json(pixelId)});fbq("init",${json(pixelId)},{external_id:${json(externalId)}});` +
    events.map(({ name, eventId, standard }) =>
      `fbq(${json(standard ? "trackSingle" : "trackSingleCustom")},${json(pixelId)},${json(name)},{},{eventID:${
        json(eventId)
      }});`
    ).join(""),
  tiktok: ({ pixelId, events }, script) =>
    `!function(w,d){var t=w.ttq=w.ttq||[];w.TiktokAnalyticsObject="ttq";t._i={};t._i[${json(pixelId)}]=[];t._o={};` +
    `["page","track","identify","instances","load"].forEach(function(m){t[m]=t[m]||function(){t.push([m].concat([].slice.call(arguments)))}});` +
    `${loading(`${script}/i18n/pixel/events.js?sdkid=${encodeURIComponent(pixelId)}&lib=ttq`)}}(window,document);` +
    events.map(({ name, eventId }) => `ttq.track(${json(name)},{},{event_id:${json(eventId)}});`).join(""),
  ga4: ({ pixelId, events }, script) =>
    `!function(w,d){w.dataLayer=w.dataLayer||[];w.gtag=function(){w.dataLayer.push(arguments)};` +
    `${loading(`${script}/gtag/js?id=${encodeURIComponent(pixelId)}`)}}(window,document);` +
    `gtag("js",new Date());gtag("config",${json(pixelId)},{send_page_view:false});` +
    events.map(({ name, eventId }) =>
      `gtag("event",${json(name)},{event_id:${json(eventId)},transaction_id:${json(eventId)}});`
    ).join(""),
};

function loading(src: string): string {
  return `var s=d.createElement("script");s.async=!0;s.src=${json(src)};d.head.appendChild(s);`;
}

/** JSON that ends no script. */
function json(value: string): string {
  return JSON.stringify(value).replace(/</g, "\\u003c");
}
