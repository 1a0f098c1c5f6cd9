import { define } from "../web/state.ts";

/** What search engines may read: everything public. What is personal has an address that nobody knows. */
export const handler = define.handlers(({ state }) =>
  new Response(
    [
      "User-agent: *",
      "Disallow: /dashboard",
      "Disallow: /r/",
      "Disallow: /invitations/",
      "Disallow: /sign-in",
      "Disallow: /api/",
      "Allow: /api/docs",
      "",
      `Sitemap: ${state.site.origin}/sitemap.xml`,
      "",
    ].join("\n"),
    { headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "public, max-age=3600" } },
  )
);
