import assert from "node:assert/strict";
import { App, HttpError, page } from "fresh";
import { FakeServer } from "../src/test_utils.ts";

function serve<State>(app: App<State>): FakeServer {
  return new FakeServer(app.handler());
}

async function textOf(response: Promise<Response>): Promise<string> {
  return await (await response).text();
}

Deno.test("middlewares run in order, and only for routes added after them", async () => {
  const server = serve(
    new App<{ text: string }>()
      .use((ctx) => {
        ctx.state.text = "A";
        return ctx.next();
      })
      .get("/early", (ctx) => new Response(ctx.state.text))
      .use(() =>
        Promise.resolve((ctx) => {
          ctx.state.text += "B";
          return ctx.next();
        })
      )
      .get("/late", (ctx) => new Response(ctx.state.text)),
  );
  assert.equal(await textOf(server.get("/early")), "A");
  assert.equal(await textOf(server.get("/late")), "AB");
  assert.equal(await textOf(server.get("/late")), "AB");
});

Deno.test("a middleware at a path counts there and below, and nowhere else", async () => {
  const server = serve(
    new App<{ seen?: boolean }>()
      .use("/admin", (ctx) => {
        ctx.state.seen = true;
        return ctx.next();
      })
      .get("/admin", (ctx) => new Response(String(ctx.state.seen)))
      .get("/admin/users/:id", (ctx) => new Response(String(ctx.state.seen)))
      .get("/administration", (ctx) => new Response(String(ctx.state.seen))),
  );
  assert.equal(await textOf(server.get("/admin")), "true");
  assert.equal(await textOf(server.get("/admin/users/1")), "true");
  assert.equal(await textOf(server.get("/administration")), "undefined");
});

for (const method of ["get", "post", "put", "patch", "delete", "head"] as const) {
  Deno.test(`.${method}() answers ${method.toUpperCase()} only, under the base path`, async () => {
    const app = new App({ basePath: "/base" });
    app[method]("/", () => new Response("root"));
    app[method]("/foo", () => new Response("foo"));
    const server = serve(app);
    assert.equal(await textOf(server[method]("/base")), "root");
    assert.equal(await textOf(server[method]("/base/foo")), "foo");
    assert.equal((await server[method]("/foo")).status, 404);
    const other = method === "get" ? "post" : "get";
    const refused = await server[other]("/base/foo");
    assert.equal(refused.status, 405);
    assert.equal(refused.headers.get("allow"), method === "get" ? "GET, HEAD" : method.toUpperCase());
    assert.equal(await refused.text(), "Method Not Allowed");
  });
}

Deno.test("HEAD is answered as GET is, without the body, unless it has a handler of its own", async () => {
  const app = new App().get("/read/:id", () => new Response("read")).get("/own", () => new Response("get"))
    .head("/own", () => new Response(null, { headers: { "x-own": "yes" } }))
    .route("/page", { handler: { GET: () => ({ data: null }) }, component: () => <h1>page</h1> });
  const server = serve(app);
  for (const path of ["/read/1", "/page"]) {
    const { status, body } = await server.head(path);
    assert.deepEqual({ status, body }, { status: 200, body: null }, path);
  }
  assert.equal((await server.head("/own")).headers.get("x-own"), "yes");
  await using listening = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, app.handler());
  const told = await fetch(`http://127.0.0.1:${listening.addr.port}/read/1`, { method: "HEAD" });
  assert.equal(told.headers.get("content-length"), "4", "the length is that of the GET");
});

Deno.test("OPTIONS is answered with what is allowed", async () => {
  const response = await serve(new App().get("/", () => new Response()).post("/", () => new Response())).options("/");
  assert.equal(response.status, 204);
  assert.equal(response.headers.get("allow"), "GET, POST, HEAD");
});

Deno.test("fixed paths come before patterns, and patterns in their order", async () => {
  const server = serve(
    new App()
      .get("/a/:id", (ctx) => new Response(`id ${ctx.params.id}`))
      .get("/a/b", () => new Response("fixed"))
      .get("/:rest*", (ctx) => new Response(`rest ${ctx.params.rest}`))
      .get("/docs{/:version}?", () => new Response("too late")),
  );
  assert.equal(await textOf(server.get("/a/b")), "fixed");
  assert.equal(await textOf(server.get("/a/%C3%B1%20x")), "id ñ x");
  assert.equal(await textOf(server.get("/x/y")), "rest x/y");
  assert.equal(await textOf(server.get("/docs/1")), "rest docs/1");
});

Deno.test("repeated slashes are one", async () => {
  const server = serve(new App().get("/a/b", (ctx) => new Response(ctx.url.pathname)));
  assert.equal(await textOf(server.request(new Request("http://localhost//a///b?x=//"))), "/a/b");
});

Deno.test("ctx.route is the pattern that matched, or null", async () => {
  const seen: (string | null)[] = [];
  const server = serve(
    new App()
      .use((ctx) => {
        seen.push(ctx.route);
        return ctx.next();
      })
      .get("/foo/bar", () => new Response())
      .get("/foo/:id", () => new Response()),
  );
  for (const path of ["/nowhere", "/foo/bar", "/foo/1"]) await server.get(path);
  assert.deepEqual(seen, [null, "/foo/bar", "/foo/:id"]);
});

Deno.test("a 404 is thrown through the middlewares", async () => {
  let thrown: unknown;
  const server = serve(
    new App().use(async (ctx) => {
      try {
        return await ctx.next();
      } catch (error) {
        thrown = error;
        assert.equal(ctx.error, error);
        throw error;
      }
    }).get("/", () => new Response()),
  );
  const response = await server.get("/nowhere");
  assert.equal(response.status, 404);
  assert.equal(await response.text(), "Not Found");
  assert.ok(thrown instanceof HttpError);
});

Deno.test("an HttpError answers with its message; other errors say nothing to the client", async () => {
  const server = serve(
    new App()
      .get("/teapot", () => {
        throw new HttpError(418, "short and stout");
      })
      .get("/secret", () => {
        throw new Error("password is hunter2");
      }),
  );
  const teapot = await server.get("/teapot");
  assert.deepEqual([teapot.status, await teapot.text()], [418, "short and stout"]);
  const secret = await server.get("/secret");
  assert.deepEqual([secret.status, await secret.text()], [500, "Internal server error"]);
});

Deno.test("a handler that returns nothing is an error", async () => {
  const server = serve(new App().get("/", (() => {}) as unknown as () => Response));
  assert.equal((await server.get("/")).status, 500);
});

Deno.test("notFound answers unknown paths and thrown 404s, also before onError", async () => {
  const server = serve(
    new App()
      .get("/thrown", () => {
        throw new HttpError(404);
      })
      .onError("*", () => new Response("error page", { status: 500 }))
      .notFound((ctx) => ctx.render(<p>no such page</p>))
      .get("/broken", () => {
        throw new Error("x");
      }),
  );
  for (const path of ["/nowhere", "/thrown"]) {
    const response = await server.get(path);
    assert.equal(response.status, 404);
    assert.match(await response.text(), /no such page/);
  }
  assert.equal(await textOf(server.get("/broken")), "error page");
});

Deno.test("onError answers 404s when there is no notFound, and the nearest one counts", async () => {
  const app = new App()
    .onError("*", () => new Response("outer", { status: 500 }))
    .onError("/in", { component: ({ error }) => <b>{(error as Error).message}</b> })
    .get("/in/fails", () => {
      throw new HttpError(409, "conflict!");
    });
  const server = serve(app);
  assert.equal(await textOf(server.get("/nowhere")), "outer");
  const inner = await server.get("/in/fails");
  assert.equal(inner.status, 409);
  assert.match(await inner.text(), /<b>conflict!<\/b>/);
});

Deno.test("mounted apps keep their middlewares and their base path", async () => {
  const inner = new App<{ text: string }>()
    .use((ctx) => {
      ctx.state.text = "inner";
      return ctx.next();
    })
    .get("/", (ctx) => new Response(ctx.state.text))
    .get("/:id", (ctx) => new Response(ctx.params.id));
  const based = new App<{ text: string }>({ basePath: "/api" }).get("/users", () => new Response("users"));
  const same = new App<{ text: string }>({ basePath: "/ui" }).get("/", () => new Response("ui"));
  const server = serve(
    new App<{ text: string }>({ basePath: "/main" })
      .get("/", (ctx) => new Response(String(ctx.state.text)))
      .mountApp("/inner", inner)
      .mountApp("/v1", based)
      .mountApp("/ui", same),
  );
  assert.equal(await textOf(server.get("/main")), "undefined");
  assert.equal(await textOf(server.get("/main/inner")), "inner");
  assert.equal(await textOf(server.get("/main/inner/7")), "7");
  assert.equal(await textOf(server.get("/main/v1/api/users")), "users");
  assert.equal(await textOf(server.get("/main/ui")), "ui");
  assert.equal((await server.get("/main/v1/users")).status, 404);
});

Deno.test("app wrapper and layouts go around pages, unless skipped", async () => {
  const server = serve(
    new App()
      .appWrapper(({ Component }) => <>app/{<Component />}</>)
      .layout("*", ({ Component }) => <>outer/{<Component />}</>)
      .layout("/in", ({ Component }) => <>inner/{<Component />}</>)
      .layout("/alone", ({ Component }) => <>alone/{<Component />}</>, {
        skipInheritedLayouts: true,
        skipAppWrapper: true,
      })
      .get("/", (ctx) => ctx.render(<>page</>))
      .get("/in", (ctx) => ctx.render(<>page</>))
      .get("/alone/x", (ctx) => ctx.render(<>page</>))
      .get("/bare", (ctx) => ctx.render(<>page</>, {}, { skipAppWrapper: true, skipInheritedLayouts: true })),
  );
  const bodies: Record<string, string> = {
    "/": "app/outer/page",
    "/in": "app/outer/inner/page",
    "/alone/x": "alone/page",
    "/bare": "page",
  };
  for (const path in bodies) {
    assert.match(await textOf(server.get(path)), new RegExp(`<body>${bodies[path]}</body>`));
  }
});

Deno.test("a route's handler gives data, headers and status to its page", async () => {
  const server = serve(
    new App()
      .route("/made", {
        handler: { GET: () => page({ name: "Ana" }, { status: 201, headers: { "x-made": "1" } }) },
        component: ({ data }) => <h1>{data.name}</h1>,
      })
      .route("/plain", {
        handler: () => ({ data: { name: "Bo" }, headers: [["x-made", "2"]] }),
        component: ({ data }) => <h1>{data.name}</h1>,
      })
      .route("/lazy", () => Promise.resolve({ component: () => <h1>lazy</h1> })),
  );
  const made = await server.get("/made");
  assert.equal(made.status, 201);
  assert.equal(made.headers.get("x-made"), "1");
  assert.equal(made.headers.get("content-type"), "text/html; charset=utf-8");
  assert.match(await made.text(), /<h1>Ana<\/h1>/);
  const plain = await server.get("/plain");
  assert.equal(plain.headers.get("x-made"), "2");
  assert.match(await plain.text(), /<h1>Bo<\/h1>/);
  assert.match(await textOf(server.get("/lazy")), /<h1>lazy<\/h1>/);
  assert.equal((await server.post("/made")).status, 405);
});

Deno.test("a trusted proxy's headers make the URL, and only when trusted", async () => {
  const request = () =>
    new Request("http://10.0.0.1:8000/x", {
      headers: { "x-forwarded-proto": "https", "x-forwarded-host": "webinars.example" },
    });
  const show = new App({ trustProxy: true }).get("/x", (ctx) => new Response(ctx.url.href));
  assert.equal(await textOf(serve(show).request(request())), "https://webinars.example/x");
  const plain = new App().get("/x", (ctx) => new Response(ctx.url.href));
  assert.equal(await textOf(serve(plain).request(request())), "http://10.0.0.1:8000/x");
});

Deno.test("a route may restrict its methods and bring stylesheets", async () => {
  const server = serve(
    new App({ basePath: "/base" })
      .route("/styled", { component: () => <h1>styled</h1>, css: ["/a.css", "https://x.example/b.css?c&d"] })
      .route("/read", { handler: () => new Response("read") }, { methods: ["GET", "HEAD"] })
      .route("/posted", { handler: () => new Response("posted"), config: { methods: ["POST"] } }),
  );
  const html = await textOf(server.get("/base/styled"));
  assert.match(html, /<link rel="stylesheet" href="\/base\/a\.css\?__frsh_c=\w+"><link rel="stylesheet" href="https:/);
  assert.match(html, /b\.css\?c&amp;d"><\/head>/);
  assert.equal(await textOf(server.get("/base/read")), "read");
  assert.equal((await server.post("/base/read")).headers.get("allow"), "GET, HEAD");
  assert.equal((await server.get("/base/posted")).status, 405);
});
