import { languageQuery, languages } from "../../i18n/locale.ts";

/** A public page; `changedAt` is ISO 8601. */
export interface SitePage {
  /** Full address. */
  address: string;
  changedAt?: string;
}

const SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9";

/** A sitemap (sitemaps.org) of pages, each with its address in every language. */
export function siteMap(pages: readonly SitePage[]): string {
  const urls = pages.map((page) => {
    const address = escaped(page.address);
    const alternates = languages.map((language) =>
      `<xhtml:link rel="alternate" hreflang="${language}" href="${address}?${languageQuery}=${language}"/>`
    );
    const changed = page.changedAt ? `<lastmod>${page.changedAt}</lastmod>` : "";
    return `<url><loc>${address}</loc>${changed}${alternates.join("")}</url>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="${SITEMAP}" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${urls.join("\n")}
</urlset>
`;
}

/** An index of sitemaps by their addresses. */
export function siteIndex(addresses: readonly string[]): string {
  const maps = addresses.map((address) => `<sitemap><loc>${escaped(address)}</loc></sitemap>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="${SITEMAP}">
${maps.join("\n")}
</sitemapindex>
`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
