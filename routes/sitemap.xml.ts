import { HttpError } from "fresh";
import { countSitemapEntries, listStudios, sitemapEntries } from "../projections/queries.ts";
import { eventPath, studioPath } from "../web/links.ts";
import { siteIndex, siteMap } from "../web/pages/sitemap.ts";
import { define } from "../web/state.ts";

/** Events that one part names; with its languages that is far below what search engines take. */
const PART = 5_000;

/** All public pages. More than fit into one part are an index of parts. */
export const handler = define.handlers({
  async GET({ state: { app }, url }) {
    const asked = url.searchParams.get("part");
    const parts = Math.ceil(await countSitemapEntries(app.db) / PART);
    if (asked === null && parts > 1) {
      return xml(siteIndex(Array.from({ length: parts }, (_, n) => `${app.baseUrl}/sitemap.xml?part=${n + 1}`)));
    }
    const part = asked === null ? 1 : Number(asked);
    if (!Number.isInteger(part) || part < 1 || part > Math.max(parts, 1)) throw new HttpError(404);
    const entries = await sitemapEntries(app.db, { limit: PART, offset: (part - 1) * PART });
    const lists = part > 1 ? [] : (await listStudios(app.db)).map(({ address }) => ({ path: studioPath(address) }));
    const events = entries.map(({ studioAddress, slug, changedAt }) => ({
      path: eventPath(studioAddress, slug),
      changedAt,
    }));
    return xml(siteMap(app.baseUrl, [...lists, ...events]));
  },
});

function xml(body: string): Response {
  return new Response(body, {
    headers: { "Content-Type": "application/xml; charset=utf-8", "Cache-Control": "public, max-age=600" },
  });
}
