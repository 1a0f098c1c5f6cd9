import { computed, signal } from "@preact/signals";
import assert from "node:assert/strict";
import type { ComponentChildren } from "preact";
import type { Page } from "playwright-core";
import { App, csp, type FreshConfig, staticFiles } from "fresh";
import { Builder } from "fresh/dev";
import { gzipSync } from "node:zlib";
import { launchBrowser, type LaunchedBrowser } from "../../tests/support/browser.ts";
import { Attributes } from "./fixtures/islands/Attributes.tsx";
import { Counter, SelfCounter } from "./fixtures/islands/Counter.tsx";
import { Environment } from "./fixtures/islands/Environment.tsx";
import { Nothing } from "./fixtures/islands/Nothing.tsx";
import Slots from "./fixtures/islands/Slots.tsx";
import { Title } from "./fixtures/islands/Title.tsx";
import { Values } from "./fixtures/islands/Values.tsx";
import { WithHandler } from "./fixtures/islands/WithHandler.tsx";

Deno.env.set("FRESH_PUBLIC_TEST", "open");
Deno.env.set("FRESH_PRIVATE_TEST", "secret");

const root = new URL("./fixtures/", import.meta.url).href;
const applyBuild = await new Builder({ root, routeDir: "none", islandDir: "islands" }).build({ snapshot: "memory" });

function Doc({ children }: { children?: ComponentChildren }) {
  return (
    <html>
      <head>
        <title>Test</title>
      </head>
      <body>{children}</body>
    </html>
  );
}

/** An application with one page. */
function appWith(content: () => ComponentChildren, config?: FreshConfig): App<unknown> {
  const app = new App(config).use(csp({ useNonce: true, csp: ["upgrade-insecure-requests"] })).use(staticFiles())
    .get("/", (ctx) => ctx.render(<Doc>{content()}</Doc>));
  applyBuild(app);
  return app;
}

let launched: LaunchedBrowser | undefined;

Deno.test.beforeAll(async () => {
  launched = await launchBrowser();
});

Deno.test.afterAll(async () => {
  await launched?.close();
});

/** Shows an application's page in the browser; an error on the page fails the test. */
async function show(app: App<unknown>, use: (page: Page, address: string) => Promise<void>): Promise<void> {
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, app.handler());
  const page = await launched!.browser.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  try {
    const address = `http://127.0.0.1:${server.addr.port}${app.config.basePath}/`;
    await page.goto(address);
    await use(page, address);
    assert.deepEqual(errors.filter((error) => !error.includes("x.png") && !error.includes("404")), []);
  } finally {
    await page.close();
  }
}

async function waitForText(page: Page, selector: string, text: string): Promise<void> {
  await page.locator(selector, { hasText: text }).first().waitFor({ timeout: 5_000 });
}

Deno.test("signals given to two islands stay shared, under a strict policy", async () => {
  const app = appWith(() => {
    const count = signal(3);
    return (
      <main>
        <Counter count={count} id="one" />
        <Counter count={count} id="two" />
      </main>
    );
  });
  await show(app, async (page) => {
    await page.locator("#one.ready .increment").click();
    await waitForText(page, "#one .output", "4");
    await waitForText(page, "#two .output", "4");
  });
});

Deno.test("islands work below a base path", async () => {
  await show(appWith(() => <SelfCounter />, { basePath: "/base" }), async (page) => {
    await page.locator("#self.ready .increment").click();
    await waitForText(page, ".output", "1");
  });
});

Deno.test("every kind of value arrives", async () => {
  const bytes = new Uint8Array([1, 2, 3, 4]).subarray(1, 3);
  const date = new Date(86_400_000);
  const values = {
    bigint: 12345678901234567890n,
    nan: NaN,
    infinity: Infinity,
    minus: -Infinity,
    zero: -0,
    // deno-lint-ignore no-sparse-arrays -- the hole is what is sent
    sparse: [1, , 3],
    url: new URL("https://deno.com/"),
    date,
    regexp: /a/gi,
    set: new Set(["a"]),
    map: new Map([["k", date]]),
    bytes,
    text: "</script><!--<script>&\"'\u2028",
  };
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  const app = appWith(() => (
    <Values
      values={values}
      cycle={cycle}
      computed={computed(() => "computed")}
      jsx={<b>jsx</b>}
    />
  ));
  await show(app, async (page) => assert.equal(await page.locator("pre.ready").textContent(), "[]"));
});

Deno.test("islands in the JSX given to islands start too, and only the outermost is sent", async () => {
  const app = appWith(() => (
    <Slots
      jsx={
        <div>
          <SelfCounter id="in-jsx" />
        </div>
      }
    >
      <Slots>
        <div>
          <SelfCounter id="deep" />
        </div>
      </Slots>
      text
    </Slots>
  ));
  await show(app, async (page) => {
    await page.locator(".slots.ready").first().waitFor();
    for (const id of ["in-jsx", "deep"]) {
      await page.locator(`#${id}.ready .increment`).click();
      await waitForText(page, `#${id} .output`, "1");
    }
    const html = await page.content();
    assert.doesNotMatch(html, /import \{ Counter \}/);
    assert.doesNotMatch(html, /boot\(.*text.*\)/);
  });
});

Deno.test("JSX that an island hides at first waits for it, and keeps its attributes", async () => {
  const app = appWith(() => (
    <Slots hidden>
      <form>
        <input name="check" type="checkbox" checked />
        <input name="text" required value="typed" />
        <select>
          <option>a</option>
          <option selected>b</option>
        </select>
      </form>
      <SelfCounter />
    </Slots>
  ));
  await show(app, async (page) => {
    await page.locator(".slots.ready .toggle").click();
    await page.locator("#self.ready .increment").click();
    await waitForText(page, ".output", "1");
    assert.equal(await page.locator("[name=check]").isChecked(), true);
    assert.equal(await page.locator("[name=text]").inputValue(), "typed");
    assert.equal(await page.locator("select").inputValue(), "b");
    await page.locator(".toggle").click();
    await page.locator("#self").waitFor({ state: "detached" });
  });
});

Deno.test("null as JSX leaves nothing", async () => {
  await show(appWith(() => <Slots jsx={null}>{null}</Slots>), async (page) => {
    await page.locator(".slots.ready").waitFor();
    for (const name of ["jsx", "children"]) {
      assert.equal(await page.locator(`.${name}`).evaluate((element) => element.childNodes.length), 0);
    }
  });
});

Deno.test("an island may render nothing", async () => {
  await show(
    appWith(() => <Nothing />),
    async (page) => await page.locator("body.ready").waitFor({ state: "attached" }),
  );
});

Deno.test("public environment variables are written in, private ones are not", async () => {
  await show(appWith(() => <Environment />), async (page) => {
    assert.equal(await page.locator("p.ready").textContent(), "open ReferenceError production");
  });
});

Deno.test("f-* attributes, links and images are the same from server and island", async () => {
  await show(appWith(() => <Attributes />), async (page) => {
    await page.locator(".ready").waitFor();
    assert.equal(await page.locator(".on").getAttribute("f-client-nav"), "true");
    assert.equal(await page.locator(".off").getAttribute("f-client-nav"), "false");
    assert.match(await page.locator("img").getAttribute("src") ?? "", /^\/x\.png\?__frsh_c=[0-9a-f]{16}$/);
  });
});

Deno.test("Head in an island follows its state", async () => {
  await show(appWith(() => <Title />), async (page) => {
    await page.locator(".ready").waitFor();
    assert.equal(await page.title(), "Count: 0");
    await page.locator("button").click();
    await page.waitForFunction(() => document.title === "Count: 1");
    await page.waitForFunction(() => document.querySelector("meta[name=count]")?.getAttribute("content") === "1");
  });
});

Deno.test("scripts are preloaded by header and cached for good", async () => {
  const handler = appWith(() => <SelfCounter />).handler();
  const response = await handler(new Request("http://localhost/"));
  const link = response.headers.get("link")!;
  const pattern =
    /<(\/_fresh\/js\/\w+\/fresh-runtime\.js)>; rel="modulepreload"; as="script", <\/_fresh\/js\/\w+\/Counter/;
  const [, url] = pattern.exec(link)!;
  const script = await handler(new Request(`http://localhost${url}`));
  assert.equal(script.headers.get("cache-control"), "public, max-age=31536000, immutable");
  assert.equal(script.headers.get("content-type"), "text/javascript; charset=UTF-8");
});

Deno.test("a page with one small island loads at most 14 kB of script, gzipped", async () => {
  const handler = appWith(() => <SelfCounter />).handler();
  const { headers } = await handler(new Request("http://localhost/"));
  const waiting = [...headers.get("link")!.matchAll(/<([^>]+)>/g)].map((match) => match[1]!);
  const loaded = new Map<string, number>();
  for (const url of waiting) {
    if (loaded.has(url)) continue;
    const bytes = await (await handler(new Request(`http://localhost${url}`))).bytes();
    loaded.set(url, gzipSync(bytes).length);
    const source = new TextDecoder().decode(bytes);
    for (const match of source.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) {
      waiting.push(url.replace(/[^/]+$/, match[1]!));
    }
  }
  const total = [...loaded.values()].reduce((sum, size) => sum + size, 0);
  assert.ok(loaded.size > 2, "the shared chunks were followed");
  assert.ok(total <= 14_000, `${total} bytes: ${JSON.stringify([...loaded])}`);
});

Deno.test("a function as a prop is explained", async () => {
  const { error } = console;
  const errors: unknown[] = [];
  console.error = (value: unknown) => errors.push(value);
  try {
    const handler = appWith(() => <WithHandler items={[{ onPick() {} }]} />).handler();
    assert.equal((await handler(new Request("http://localhost/"))).status, 500);
  } finally {
    console.error = error;
  }
  assert.match(
    String(errors[0]),
    /island <WithHandler> \(islands\/WithHandler\.tsx\) got a function in its prop "items\[0\]\.onPick"/,
  );
});
