import { HttpError } from "fresh";
import { countSitemapEntries, listStudios, sitemapEntries } from "../projections/queries.ts";
import { siteIndex, siteMap } from "../web/pages/sitemap.ts";
import { canonical } from "../web/site.ts";
import { define } from "../web/state.ts";

/** Events that one part names; with its languages that is far below what search engines take. */
const PART = 5_000;

/** All public pages, on a studio's own host those of the studio. More than fit into one part are an index of parts. */
export const handler = define.handlers({
  async GET({ state: { app, site }, url }) {
    const studioId = site.studio?.id;
    const asked = url.searchParams.get("part");
    const parts = Math.ceil(await countSitemapEntries(app.db, studioId) / PART);
    if (asked === null && parts > 1) {
      return xml(siteIndex(Array.from({ length: parts }, (_, n) => `${site.origin}/sitemap.xml?part=${n + 1}`)));
    }
    const part = asked === null ? 1 : Number(asked);
    if (!Number.isInteger(part) || part < 1 || part > Math.max(parts, 1)) throw new HttpError(404);
    const entries = await sitemapEntries(app.db, { studioId, limit: PART, offset: (part - 1) * PART });
    const studios = part > 1 ? [] : site.studio ? [site.studio] : await listStudios(app.db);
    const lists = studios.map(({ address }) => ({ address: canonical(app, address, "/webinars") }));
    const events = entries.map(({ studioAddress, slug, changedAt }) => ({
      address: canonical(app, studioAddress, `/webinars/${slug}`),
      changedAt,
    }));
    return xml(siteMap([...lists, ...events]));
  },
});

function xml(body: string): Response {
  return new Response(body, {
    headers: { "Content-Type": "application/xml; charset=utf-8", "Cache-Control": "public, max-age=600" },
  });
}
