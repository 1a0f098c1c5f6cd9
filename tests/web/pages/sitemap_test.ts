import assert from "node:assert/strict";
import { siteIndex, siteMap } from "../../../web/pages/sitemap.ts";

Deno.test("a sitemap names each page with its languages and when it changed", () => {
  const map = siteMap([
    { address: "https://x.example/s/a/webinars" },
    { address: "https://x.example/s/a/webinars/b", changedAt: "2026-11-21T10:00:00.000Z" },
  ]);
  assert.equal(map.match(/<url>/g)?.length, 2);
  assert.match(map, /<loc>https:\/\/x\.example\/s\/a\/webinars\/b<\/loc><lastmod>2026-11-21T10:00:00\.000Z<\/lastmod>/);
  assert.match(map, /hreflang="de" href="https:\/\/x\.example\/s\/a\/webinars\/b\?lang=de"/);
});

Deno.test("an index names its parts, with what XML needs escaped", () => {
  assert.match(
    siteIndex(["https://x.example/sitemap.xml?a=1&b=2"]),
    /<loc>https:\/\/x\.example\/sitemap\.xml\?a=1&amp;b=2</,
  );
});
