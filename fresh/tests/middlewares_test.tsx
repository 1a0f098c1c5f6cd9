import assert from "node:assert/strict";
import { App, cors, csp, csrf, HttpError, ipFilter, type Middleware, staticFiles, trailingSlashes } from "fresh";
import { BUILD_ID } from "../src/build_id.ts";
import type { StaticFile } from "../src/build_cache.ts";
import { ASSET_CACHE_BUST_KEY } from "../src/constants.ts";
import { getContentType } from "../src/dev/dev_build_cache.ts";
import { FakeServer, MockBuildCache, serveMiddleware } from "../src/test_utils.ts";

function ask(middleware: Middleware<unknown>, init?: RequestInit, path = "/"): Promise<Response> {
  const handler = new App().use(middleware).all("/", () => new Response("ok")).get(
    "/page",
    (ctx) =>
      ctx.render(
        <html>
          <head>
            <style>{"b{}"}</style>
          </head>
          <body>
            <script>1</script>
          </body>
        </html>,
      ),
  ).handler();
  return handler(new Request(new URL(path, "https://site.example"), init));
}

Deno.test("cors allows every origin by default and answers preflights", async () => {
  const simple = await ask(cors());
  assert.equal(simple.headers.get("access-control-allow-origin"), "*");
  assert.equal(simple.headers.get("vary"), null);
  const preflight = await ask(cors(), {
    method: "OPTIONS",
    headers: { "access-control-request-headers": "X-A, Content-Type" },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get("access-control-allow-methods"), "GET,HEAD,PUT,POST,DELETE,PATCH");
  assert.equal(preflight.headers.get("access-control-allow-headers"), "X-A,Content-Type");
});

Deno.test("cors names the allowed origin only, and says that the answer varies", async () => {
  const options = { origin: ["https://a.example", "https://b.example"], credentials: true, exposeHeaders: ["X-Total"] };
  const allowed = await ask(cors(options), { headers: { origin: "https://b.example" } });
  assert.equal(allowed.headers.get("access-control-allow-origin"), "https://b.example");
  assert.equal(allowed.headers.get("access-control-allow-credentials"), "true");
  assert.equal(allowed.headers.get("access-control-expose-headers"), "X-Total");
  assert.equal(allowed.headers.get("vary"), "Origin");
  const other = await ask(cors(options), { headers: { origin: "https://c.example" } });
  assert.equal(other.headers.get("access-control-allow-origin"), null);
  const decided = await ask(cors({ origin: (origin) => origin.endsWith(".b.example") ? origin : null }), {
    headers: { origin: "https://x.b.example" },
  });
  assert.equal(decided.headers.get("access-control-allow-origin"), "https://x.b.example");
});

Deno.test("csrf goes by Sec-Fetch-Site, then by Origin", async () => {
  const cases: [status: number, method: string, headers: Record<string, string>, trusted?: string | string[]][] = [
    [200, "GET", { "sec-fetch-site": "cross-site" }],
    [200, "POST", { "sec-fetch-site": "same-origin" }],
    [200, "POST", { "sec-fetch-site": "none" }],
    [403, "POST", { "sec-fetch-site": "cross-site" }],
    [403, "PUT", { "sec-fetch-site": "same-site" }],
    [200, "POST", {}],
    [200, "POST", { origin: "https://site.example" }],
    [403, "POST", { origin: "https://evil.example" }],
    [403, "POST", { origin: "null" }],
    [200, "POST", { origin: "https://ok.example", "sec-fetch-site": "cross-site" }, "https://ok.example"],
    [403, "POST", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }, ["https://ok.example"]],
  ];
  for (const [status, method, headers, origin] of cases) {
    const response = await ask(csrf({ origin }), { method, headers });
    assert.equal(response.status, status, `${method} ${JSON.stringify(headers)}`);
  }
});

Deno.test("csp sends the defaults, with directives replaced by name", async () => {
  const policy = (await ask(csp())).headers.get("content-security-policy")!;
  assert.match(
    policy,
    /^default-src 'self'; script-src 'self' 'unsafe-inline'; .*frame-ancestors 'none'; upgrade-inse/,
  );
  const own = await ask(csp({ csp: ["img-src *"], reportOnly: true, reportTo: "/reports" }));
  const reported = own.headers.get("content-security-policy-report-only")!;
  assert.match(reported, /img-src \*/);
  assert.doesNotMatch(reported, /img-src 'self'/);
  assert.match(reported, /report-uri \/reports/);
  assert.equal(own.headers.get("reporting-endpoints"), 'csp-endpoint="/reports"');
});

Deno.test("csp's nonce is on inline scripts and styles, new for each page", async () => {
  const middleware = csp({ useNonce: true });
  const nonces = new Set<string>();
  for (let i = 0; i < 2; i++) {
    const response = await ask(middleware, {}, "/page");
    const policy = response.headers.get("content-security-policy")!;
    const [, nonce] = /script-src 'self' 'nonce-([a-f0-9]+)'; style-src 'self' 'nonce-\1'/.exec(policy)!;
    assert.doesNotMatch(policy, /unsafe-inline/);
    const html = await response.text();
    assert.match(html, new RegExp(`<style nonce="${nonce}">`));
    assert.match(html, new RegExp(`<script nonce="${nonce}">`));
    nonces.add(nonce!);
  }
  assert.equal(nonces.size, 2);
  const strict = csp({ useNonce: true, csp: ["default-src 'self' 'unsafe-inline'"] });
  const app = new App().use(strict).get("/", (ctx) => ctx.render(<h1>nothing inline</h1>));
  const policy = (await app.handler()(new Request("https://site.example/"))).headers.get("content-security-policy")!;
  assert.doesNotMatch(policy, /unsafe-inline/, "every page that was rendered has a nonce");
  assert.match(policy, /default-src 'self' 'nonce-/);
  assert.match((await ask(middleware)).headers.get("content-security-policy")!, /'unsafe-inline'/);
});

Deno.test("a vnode that is kept between pages gets each page's nonce and active link", async () => {
  const kept = (
    <nav>
      <a href="/one">one</a>
      <a href="/two">two</a>
      <style>{"b{}"}</style>
    </nav>
  );
  const handler = new App().use(csp({ useNonce: true })).get("/:name", (ctx) => ctx.render(kept)).handler();
  for (const name of ["one", "two", "one"]) {
    const response = await handler(new Request(`https://site.example/${name}`));
    const html = await response.text();
    const [, nonce] = /'nonce-([a-f0-9]+)'/.exec(response.headers.get("content-security-policy")!)!;
    assert.match(html, new RegExp(`<style nonce="${nonce}">`));
    assert.deepEqual([...html.matchAll(/href="\/(\w+)" data-current/g)].map((match) => match[1]), [name]);
  }
});

Deno.test("ipFilter denies before it allows, by address and subnet", async () => {
  const statusFor = async (hostname: string, rules: Parameters<typeof ipFilter>[0]) => {
    const handler = new App().use(ipFilter(rules)).get("/", () => new Response()).handler();
    const info = { remoteAddr: { transport: "tcp", hostname, port: 1 }, completed: Promise.resolve() } as const;
    return (await handler(new Request("http://x/"), info)).status;
  };
  assert.equal(await statusFor("10.1.2.3", { denyList: ["10.0.0.0/8"] }), 403);
  assert.equal(await statusFor("11.1.2.3", { denyList: ["10.0.0.0/8"] }), 200);
  assert.equal(await statusFor("2001:db8::1", { allowList: ["2001:db8::/32"] }), 200);
  assert.equal(await statusFor("2001:db9::1", { allowList: ["2001:db8::/32"] }), 403);
  assert.equal(await statusFor("10.1.2.3", { allowList: ["10.1.2.3"], denyList: ["10.1.2.3"] }), 403);
  assert.equal(await statusFor("not an address", { allowList: ["10.1.2.3"] }), 403);
  assert.throws(() => ipFilter({ denyList: ["nonsense"] }), /"nonsense" is neither/);
});

Deno.test("trailingSlashes redirects to the one form", async () => {
  const locationOf = async (mode: "always" | "never", path: string) =>
    (await serveMiddleware(trailingSlashes(mode), { next: () => new Response() }).get(path)).headers.get("location");
  assert.equal(await locationOf("always", "/foo?a=1"), "/foo/?a=1");
  assert.equal(await locationOf("always", "/foo/"), null);
  assert.equal(await locationOf("never", "/foo/"), "/foo");
  assert.equal(await locationOf("never", "/"), null);
});

class Files extends MockBuildCache<unknown> {
  override readFile(path: string): Promise<StaticFile | null> {
    const content = new Map([["/style.css", "b{}"], ["/ñandú.txt", "bird"]]).get(path);
    if (content === undefined) return Promise.resolve(null);
    const readable = new TextEncoder().encode(content);
    return Promise.resolve({
      hash: "123",
      size: readable.length,
      readable,
      contentType: getContentType(path),
      close() {},
    });
  }
}

function files(mode: "development" | "production" = "production"): FakeServer {
  const config = { root: "", basePath: "", mode };
  const next = () => new Response("page");
  return serveMiddleware(staticFiles(), { buildCache: new Files([], mode), config, next });
}

Deno.test("static files are stored for good with the build's id, and not at all without", async () => {
  const plain = await files().get("/style.css");
  assert.equal(plain.headers.get("content-type"), "text/css; charset=UTF-8");
  assert.equal(plain.headers.get("cache-control"), "no-cache, no-store, max-age=0, must-revalidate");
  assert.equal(plain.headers.get("content-length"), "3");
  const url = `/style.css?${ASSET_CACHE_BUST_KEY}=${BUILD_ID}`;
  const lasting = await files().get(url);
  assert.equal(lasting.headers.get("cache-control"), "public, max-age=31536000, immutable");
  assert.equal((await files("development").get(url)).headers.get("cache-control")?.includes("no-store"), true);
  const stale = await files().get(`/style.css?a=1&${ASSET_CACHE_BUST_KEY}=old`);
  assert.equal(stale.status, 307);
  assert.equal(stale.headers.get("location"), `/style.css?a=1&${ASSET_CACHE_BUST_KEY}=${BUILD_ID}`);
});

Deno.test("static files answer HEAD, If-None-Match and no other method", async () => {
  const head = await files().head("/style.css");
  assert.deepEqual([head.status, head.headers.get("content-length"), await head.text()], [200, "3", ""]);
  for (const tag of ["123", 'W/"123"', 'W/"0", W/"123"']) {
    assert.equal((await files().get("/style.css", { headers: { "if-none-match": tag } })).status, 304);
  }
  const refused = await files().post("/style.css");
  assert.deepEqual([refused.status, refused.headers.get("allow")], [405, "GET, HEAD"]);
  assert.equal(await (await files().get("/%C3%B1and%C3%BA.txt")).text(), "bird");
  assert.equal(await (await files().get("/page")).text(), "page");
  assert.equal((await files().get("/favicon.ico")).status, 404);
});

Deno.test("HttpError has the status text, or the message, and its cause", () => {
  assert.equal(new HttpError(404).message, "Not Found");
  const cause = new Error("why");
  const error = new HttpError(500, "what", { cause });
  assert.deepEqual([error.status, error.message, error.cause], [500, "what", cause]);
});
