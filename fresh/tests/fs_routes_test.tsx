import assert from "node:assert/strict";
import { App, HttpError, page } from "fresh";
import { setBuildCache } from "../src/app.ts";
import { crawlRouteDir } from "../src/dev/fs_crawl.ts";
import { type FreshFsMod, sortRoutePaths } from "../src/fs_routes.ts";
import { pathToPattern } from "../src/router.ts";
import { createFakeFs, FakeServer, MockBuildCache } from "../src/test_utils.ts";

async function serve<State>(files: Record<string, FreshFsMod<State>>, at = "*"): Promise<FakeServer> {
  const fs = createFakeFs(files);
  const found = await crawlRouteDir(fs, "routes", [], () => {});
  const routes = found.map((file) => ({ ...file, mod: files[file.filePath]! }));
  const app = new App<State>().fsRoutes(at);
  setBuildCache(app, new MockBuildCache<State>(routes, "production"), "production");
  return new FakeServer(app.handler());
}

async function bodyOf(server: FakeServer, path: string): Promise<string> {
  const html = await (await server.get(path)).text();
  return /<body>(.*)<\/body>/s.exec(html)?.[1] ?? html;
}

Deno.test("file names become patterns", () => {
  const expected: Record<string, string> = {
    "index": "/",
    "foo/index": "/foo",
    "foo/[id]": "/foo/:id",
    "foo/[id]/bar/[other]": "/foo/:id/bar/:other",
    "foo/[...rest]": "/foo/:rest*",
    "docs/[[version]]": "/docs{/:version}?",
    "(group)/foo": "/foo",
    "pkg/[name]@[version].json": "/pkg/:name@:version.json",
  };
  for (const path in expected) assert.equal(pathToPattern(path), expected[path]);
  for (const path of ["a/[b][c]", "a/b]", "a/x-[[b]]", "a/[b]]"]) {
    assert.throws(() => pathToPattern(path), SyntaxError, path);
  }
});

Deno.test("special files come first, then fixed names, groups, parameters and the rest", () => {
  const sorted = [
    "/_app",
    "/_middleware",
    "/_layout",
    "/_error",
    "/index",
    "/login",
    "/auth/login",
    "/foo/_middleware",
    "/foo/index",
    "/foo/bar/index",
    "/foo/bar/[...rest]",
    "/foo/bar",
    "/foo/[id]",
    "/foo/[...rest]",
    "/(group)/_middleware",
    "/(group)/index",
    "/(group)/api/slug",
    "/(group)/(inner)/account",
    "/(group)/[org]/index",
  ];
  for (let turn = 0; turn < sorted.length; turn++) {
    const shuffled = [...sorted.slice(turn), ...sorted.slice(0, turn)].reverse();
    assert.deepEqual(shuffled.sort(sortRoutePaths), sorted);
  }
});

Deno.test("handlers answer their methods, and a component answers GET beside them", async () => {
  const server = await serve({
    "routes/fn.ts": { handler: () => new Response("any") },
    "routes/one.ts": { handlers: { POST: () => new Response("post") } },
    "routes/both.tsx": { handlers: { POST: () => new Response("post") }, default: () => <h1>get</h1> },
  });
  assert.equal(await (await server.delete("/fn")).text(), "any");
  assert.equal(await (await server.post("/one")).text(), "post");
  assert.equal((await server.get("/one")).status, 405);
  assert.equal(await (await server.post("/both")).text(), "post");
  assert.match(await bodyOf(server, "/both"), /<h1>get<\/h1>/);
});

Deno.test("files of two groups may share a path with different methods", async () => {
  const server = await serve({
    "routes/(a)/bar/index.ts": { handler: { POST: () => new Response("post") } },
    "routes/bar/index.ts": { handler: { GET: () => new Response("get") } },
  });
  assert.equal(await (await server.post("/bar")).text(), "post");
  assert.equal(await (await server.get("/bar")).text(), "get");
});

Deno.test("middlewares nest by folder and may be arrays", async () => {
  const server = await serve<{ text: string }>({
    "routes/_middleware.ts": {
      handler: [
        (ctx) => {
          ctx.state.text = "A";
          return ctx.next();
        },
        (ctx) => {
          ctx.state.text += "B";
          return ctx.next();
        },
      ],
    },
    "routes/foo/_middleware.ts": {
      handler: (ctx) => {
        ctx.state.text += "C";
        return ctx.next();
      },
    },
    "routes/foo.ts": { handler: (ctx) => new Response(ctx.state.text) },
    "routes/foo/bar.ts": { handler: (ctx) => new Response(ctx.state.text) },
  });
  assert.equal(await bodyOf(server, "/foo"), "AB");
  assert.equal(await bodyOf(server, "/foo/bar"), "ABC");
});

Deno.test("layouts nest, and files choose which to skip", async () => {
  const around = (name: string): FreshFsMod<unknown> => ({
    default: ({ Component }) => <>{name}/{<Component />}</>,
  });
  const leaf = (config?: FreshFsMod<unknown>["config"]): FreshFsMod<unknown> => ({ default: () => <>page</>, config });
  const server = await serve({
    "routes/_app.tsx": around("app"),
    "routes/_layout.tsx": around("root"),
    "routes/foo.tsx": leaf(),
    "routes/foo/_layout.tsx": around("foo"),
    "routes/foo/bar.tsx": leaf(),
    "routes/foo/bare.tsx": leaf({ skipInheritedLayouts: true }),
    "routes/foo/own.tsx": leaf({ skipAppWrapper: true }),
    "routes/alone/_layout.tsx": { ...around("alone"), config: { skipInheritedLayouts: true, skipAppWrapper: true } },
    "routes/alone/in/_layout.tsx": around("in"),
    "routes/alone/in/index.tsx": leaf(),
    "routes/(group)/_layout.tsx": around("group"),
    "routes/(group)/grouped.tsx": leaf(),
  });
  assert.equal(await bodyOf(server, "/foo"), "app/root/page");
  assert.equal(await bodyOf(server, "/foo/bar"), "app/root/foo/page");
  assert.equal(await bodyOf(server, "/foo/bare"), "app/page");
  assert.equal(await bodyOf(server, "/foo/own"), "root/foo/page");
  assert.equal(await bodyOf(server, "/alone/in"), "alone/in/page");
  assert.equal(await bodyOf(server, "/grouped"), "app/root/group/page");
});

Deno.test("route, layout and app components may be async and may answer with a response", async () => {
  const layer = (name: string): FreshFsMod<unknown> => ({
    default: async ({ url, Component }) => {
      await Promise.resolve();
      return url.searchParams.has(name) ? new Response(`only ${name}`) : <>{name}/{<Component />}</>;
    },
  });
  const server = await serve({
    "routes/_app.tsx": layer("app"),
    "routes/_layout.tsx": layer("layout"),
    "routes/index.tsx": layer("index"),
  });
  assert.equal(await bodyOf(server, "/"), "app/layout/index/");
  for (const name of ["app", "layout", "index"]) assert.equal(await bodyOf(server, `/?${name}`), `only ${name}`);
});

Deno.test("error pages are the nearest ones, in their layouts, and an error in one goes further out", async () => {
  const fails = () => {
    throw new Error("from page");
  };
  const server = await serve<{ from: string }>({
    "routes/_error.tsx": { default: ({ error }) => <>root:{(error as Error).message}</> },
    "routes/fails.tsx": { default: fails },
    "routes/(g)/_middleware.ts": {
      handler: (ctx) => {
        ctx.state.from = "g";
        return ctx.next();
      },
    },
    "routes/(g)/_layout.tsx": { default: ({ Component, state }) => <>{state.from}/{<Component />}</> },
    "routes/(g)/_500.tsx": { default: () => <>group error</> },
    "routes/(g)/g_fails.tsx": { default: fails },
    "routes/deep/_error.tsx": {
      default: () => {
        throw new HttpError(501, "from error page");
      },
    },
    "routes/deep/fails.tsx": { default: fails },
  });
  assert.equal(await bodyOf(server, "/fails"), "root:from page");
  assert.equal(await bodyOf(server, "/g_fails"), "g/group error");
  assert.equal(await bodyOf(server, "/deep/fails"), "root:from error page");
  assert.equal((await server.get("/fails")).status, 500);
  assert.equal((await server.get("/deep/fails")).status, 501);
  assert.equal((await server.get("/nowhere")).status, 404);
});

Deno.test("_404 answers unknown paths, in the app wrapper", async () => {
  const server = await serve({
    "routes/_app.tsx": { default: ({ Component }) => <>app/{<Component />}</> },
    "routes/_404.tsx": { default: () => <>not here</> },
    "routes/gone.ts": {
      handler: () => {
        throw new HttpError(404);
      },
    },
  });
  for (const path of ["/nowhere", "/gone"]) {
    assert.equal(await bodyOf(server, path), "app/not here");
    assert.equal((await server.get(path)).status, 404);
  }
});

Deno.test("(_folders) and tests are no routes, a config overrides the path, and all of it can be mounted", async () => {
  const server = await serve({
    "routes/(_private)/index.tsx": { default: () => <>private</> },
    "routes/index_test.tsx": { default: () => <>test</> },
    "routes/index.tsx": { default: () => <>index</> },
    "routes/old.tsx": { default: ({ params }) => <>{params.name}</>, config: { routeOverride: "/x-:name" } },
    "routes/data.tsx": { handler: () => page({ n: 1 }), default: ({ data }) => <>{data.n}</> },
  }, "/mounted");
  assert.equal(await bodyOf(server, "/mounted"), "index");
  assert.equal(await bodyOf(server, "/mounted/x-ana"), "ana");
  assert.equal(await bodyOf(server, "/mounted/data"), "1");
  assert.equal((await server.get("/")).status, 404);
});

Deno.test("a route file with nothing to answer with is named", async () => {
  await assert.rejects(serve({ "routes/empty.tsx": {} }), /routes\/empty\.tsx.*relevant exports.*handler/s);
});

Deno.test("handlers where they cannot work are pointed out", async () => {
  const warnings: string[] = [];
  const { warn } = console;
  console.warn = (text: string) => warnings.push(text);
  try {
    await serve({
      "routes/_middleware.ts": { handler: { GET: () => new Response() } },
      "routes/_layout.tsx": { handler: () => new Response(), default: ({ Component }) => <Component /> },
      "routes/index.ts": { handler: () => new Response() },
    });
  } finally {
    console.warn = warn;
  }
  assert.match(warnings.join("\n"), /Middleware does not support object handlers.*routes\/_middleware\.ts/);
  assert.match(warnings.join("\n"), /Layout does not support handlers/);
});
