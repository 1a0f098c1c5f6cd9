import assert from "node:assert/strict";
import { App, type Context, createDefine, page } from "fresh";
import { asset, assetSrcSet, Head, HttpError as RuntimeHttpError, IS_BROWSER } from "fresh/runtime";
import { BUILD_ID } from "../src/build_id.ts";
import { FakeServer } from "../src/test_utils.ts";

function answer(handler: (ctx: Context<unknown>) => Response | Promise<Response>, path = "/"): Promise<Response> {
  return new FakeServer(new App().get("/", handler).handler()).get(path);
}

Deno.test("redirect cannot be led to another host by slashes", async () => {
  const cases: [to: string, location: string][] = [
    ["/", "/"],
    ["//evil.example", "/evil.example"],
    ["/\\evil.example", "/evil.example"],
    ["\\\\evil.example", "/evil.example"],
    ["//evil.example/a//b?u=http://x//y", "/evil.example/a/b?u=http://x//y"],
    ["https://deno.com", "https://deno.com"],
  ];
  for (const [to, location] of cases) {
    const response = await answer((ctx) => ctx.redirect(to));
    assert.deepEqual([response.status, response.headers.get("location")], [302, location]);
  }
  assert.equal((await answer((ctx) => ctx.redirect("/", 307))).status, 307);
});

Deno.test("text, html, json and stream answer with their types", async () => {
  const text = await answer((ctx) => ctx.text("hi", { status: 201 }));
  assert.deepEqual([text.status, text.headers.get("content-type")], [201, "text/plain;charset=UTF-8"]);
  const html = await answer((ctx) => ctx.html("<b>hi</b>"));
  assert.equal(html.headers.get("content-type"), "text/html; charset=utf-8");
  const json = await answer((ctx) => ctx.json({ a: 1 }));
  assert.deepEqual([json.headers.get("content-type"), await json.json()], ["application/json", { a: 1 }]);
  const stream = await answer((ctx) =>
    ctx.stream(async function* () {
      yield "a";
      await Promise.resolve();
      yield "ñ";
    })
  );
  assert.equal(await stream.text(), "añ");
});

Deno.test("isPartial says whether partials are asked for", async () => {
  const show = (ctx: Context<unknown>) => ctx.text(String(ctx.isPartial));
  assert.equal(await (await answer(show)).text(), "false");
  assert.equal(await (await answer(show, "/?fresh-partial=true")).text(), "true");
});

Deno.test("render wants JSX", async () => {
  const { error } = console;
  console.error = () => {};
  try {
    for (const value of [undefined, {}, "text", [<b key="b" />]]) {
      assert.equal((await answer((ctx) => ctx.render(value as never))).status, 500);
    }
  } finally {
    console.error = error;
  }
});

Deno.test("render takes status, text and headers", async () => {
  const init = { status: 418, statusText: "teapot", headers: { "x-a": "1" } };
  const response = await answer((ctx) => ctx.render(<b>hi</b>, init));
  assert.deepEqual([response.status, response.statusText, response.headers.get("x-a")], [418, "teapot", "1"]);
  assert.equal(
    await response.text(),
    '<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><b>hi</b></body></html>',
  );
});

Deno.test("local images get the build's id", async () => {
  const html = await (await answer((ctx) =>
    ctx.render(
      <p>
        <img src="/a.png" srcset="/a.png 1x, /b.png 2x" />
        <source src="https://x.example/c.png" />
        {asset("/d.css#x")}
      </p>,
    )
  )).text();
  const id = `__frsh_c=${BUILD_ID}`;
  assert.match(html, new RegExp(`src="/a.png\\?${id}" srcset="/a.png\\?${id} 1x, /b.png\\?${id} 2x"`));
  assert.match(html, /src="https:\/\/x\.example\/c\.png"/);
  assert.match(html, new RegExp(`/d.css\\?${id}#x`));
  assert.equal(asset("//cdn.example/x"), "//cdn.example/x");
  assert.equal(assetSrcSet("(bad)"), "(bad)");
});

Deno.test("links say where they lead, seen from the page", async () => {
  const nav = (
    <nav>
      <a href="/">root</a>
      <a href="/in/#x">in</a>
      <a href="/in?page=2">next</a>
      <a href="/in" aria-current="location">own</a>
      <a href="/in/deep">deep</a>
      <a href="/inner">inner</a>
    </nav>
  );
  const server = new FakeServer(new App().get("/in", (ctx) => ctx.render(nav)).handler());
  const html = await (await server.get("/in")).text();
  assert.match(html, /<a href="\/" data-ancestor="true" aria-current="true">/);
  assert.match(html, /<a href="\/in\/#x" data-current="true" aria-current="page">/);
  assert.match(html, /<a href="\/in\?page=2" data-ancestor="true" aria-current="true">/, "the query decides");
  assert.match(html, /<a href="\/in" aria-current="location">/, "what the page says itself stays");
  assert.match(html, /<a href="\/in\/deep">/);
  assert.match(html, /<a href="\/inner">/);
  const second = await (await server.get("/in?page=2")).text();
  assert.match(second, /<a href="\/in\?page=2" data-current="true" aria-current="page">/);
  assert.match(second, /<a href="\/in\/#x" data-current="true" aria-current="page">/);
});

Deno.test("Head replaces the title, metas of the same name and keyed elements, and adds the rest", async () => {
  const html = await (await answer((ctx) =>
    ctx.render(
      <html>
        <head>
          <title>old</title>
          <meta name="description" content="old" />
          <meta name="author" content="me" />
          <style key="a">old</style>
        </head>
        <body>
          <Head>
            <title>new &amp; better</title>
            <meta name="description" content="new" />
            <style key="a">new</style>
            <link rel="stylesheet" href="/x.css" />
          </Head>
        </body>
      </html>,
    )
  )).text();
  assert.match(html, /<head><title>new &amp; better<\/title><meta name="description" content="new"\/>/);
  assert.match(html, /<meta name="author" content="me"\/><style data-key="a">new<\/style><link rel="stylesheet"/);
  assert.doesNotMatch(html, /old/);
});

Deno.test("an island-free page ships no script, one with f-client-nav does", async () => {
  const plain = await answer((ctx) =>
    ctx.render(
      <html>
        <body>
          <b>hi</b>
        </body>
      </html>,
    )
  );
  assert.equal(plain.headers.get("link"), null);
  assert.doesNotMatch(await plain.text(), /<script/);
  const off = await answer((ctx) =>
    ctx.render(
      <html f-client-nav={false}>
        <body></body>
      </html>,
    )
  );
  assert.doesNotMatch(await off.text(), /<script/);
  const on = await answer((ctx) =>
    ctx.render(
      <html>
        <body>
          <div f-client-nav></div>
        </body>
      </html>,
    )
  );
  assert.match(await on.text(), /boot\(\{\},/);
});

Deno.test("a nested async component is explained", async () => {
  const errors: unknown[] = [];
  const { error } = console;
  console.error = (value: unknown) => errors.push(value);
  try {
    // deno-lint-ignore require-await -- async is the mistake
    const Nested = (async () => <b>never</b>) as unknown as () => preact.JSX.Element;
    assert.equal(
      (await answer((ctx) =>
        ctx.render(
          <div>
            <Nested />
          </div>,
        )
      )).status,
      500,
    );
  } finally {
    console.error = error;
  }
  assert.match(String(errors[0]), /<Nested> is async, and only route, layout and app components may be/);
});

Deno.test("define is for types only", () => {
  const define = createDefine<{ user: string }>();
  const handlers = define.handlers({ GET: (ctx) => page({ name: ctx.state.user }) });
  const Page = define.page<typeof handlers>(({ data, state }) => <p>{data.name.toUpperCase()} {state.user}</p>);
  const layout = define.layout(({ Component }) => <Component />);
  const middleware = define.middleware([(ctx) => ctx.next()]);
  assert.equal(typeof handlers.GET, "function");
  assert.equal(typeof Page, "function");
  assert.equal(typeof layout, "function");
  assert.equal(middleware.length, 1);
  assert.equal(IS_BROWSER, false);
  assert.equal(new RuntimeHttpError(400).status, 400);
});
