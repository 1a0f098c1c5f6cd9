import { App, csp, staticFiles } from "fresh";
import { Builder } from "fresh/dev";

export interface Preview {
  url: string;
  close(): Promise<void>;
}

/** Serves the pages of `pages.tsx` and `/dev/components` with made-up data, so that they can be looked at and checked. */
export async function servePreview(port = 0): Promise<Preview> {
  const builder = new Builder({
    root: new URL("../../../", import.meta.url).href,
    routeDir: "tests/support/preview/routes",
  });
  const app = new App().use(staticFiles()).use(csp({ useNonce: true, csp: ["style-src-attr 'unsafe-inline'"] }))
    .fsRoutes();
  (await builder.build({ snapshot: "memory" }))(app);
  const server = Deno.serve({ port, hostname: "127.0.0.1", onListen: () => {} }, app.handler());
  return { url: `http://127.0.0.1:${server.addr.port}`, close: () => server.shutdown() };
}

if (import.meta.main) console.log((await servePreview(Number(Deno.args[0] ?? 0))).url);
