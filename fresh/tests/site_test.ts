import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { Builder } from "fresh/dev";
import { App } from "fresh";
import { withBrowser } from "../../tests/support/browser.ts";
import { app } from "./fixtures/site/main.ts";

const site = new URL("./fixtures/site/", import.meta.url);

async function visit(path: string, use: (page: Page, address: string) => Promise<void>): Promise<void> {
  const apply = await new Builder({ root: site.href }).build({ snapshot: "memory" });
  apply(app);
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, app.handler());
  const address = `http://127.0.0.1:${server.addr.port}`;
  await withBrowser(async (page) => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.setDefaultTimeout(5_000);
    await page.goto(address + path);
    await page.locator("button.ready").first().waitFor();
    await page.evaluate(() => Object.assign(globalThis, { stayed: true }));
    await use(page, address);
    assert.deepEqual(errors, []);
  });
}

const stayed = (page: Page) => page.evaluate(() => "stayed" in globalThis);

Deno.test("links replace partials; what both pages have stays, islands with their state", async () => {
  await visit("/", async (page, address) => {
    await page.locator("button", { hasText: "/: 0" }).click();
    await page.locator("#outside").fill("outside");
    await page.locator("#inside").fill("inside");
    await page.locator("#to-other").click();
    await page.locator("h1", { hasText: "Other" }).waitFor();
    await page.locator("button", { hasText: "/other: 1" }).waitFor();
    assert.equal(page.url(), `${address}/other`);
    assert.equal(await page.title(), "Site /other");
    assert.equal(await page.locator("#outside").inputValue(), "outside");
    assert.equal(await page.locator("#extra").count(), 0);
    assert.equal(await page.locator("#to-other").getAttribute("aria-current"), "page");
    assert.equal(await page.locator("#to-home").getAttribute("aria-current"), "true");
    await page.locator("button.ready", { hasText: "new: 0" }).click();
    await page.locator("button", { hasText: "new: 1" }).waitFor();
    assert.equal(await stayed(page), true);

    await page.goBack();
    await page.locator("h1", { hasText: "Home" }).waitFor();
    assert.equal(page.url(), `${address}/`);
    await page.locator("button.ready", { hasText: "extra: 0" }).click();
    await page.locator("button", { hasText: "extra: 1" }).waitFor();
    assert.equal(await stayed(page), true);
  });
});

Deno.test("a partial may add to what is there", async () => {
  await visit("/log", async (page, address) => {
    const first = page.locator("button", { hasText: "line" });
    await first.click();
    const clicked = await first.textContent();
    await page.locator("#to-log").click();
    await page.locator("button", { hasText: "line" }).nth(1).click();
    assert.equal(await page.locator("button", { hasText: "line" }).first().textContent(), clicked);
    await page.locator("button", { hasText: /line \d+: 1/ }).nth(1).waitFor();
    assert.equal(page.url(), `${address}/log`);
  });
});

Deno.test("forms are sent without a reload, and redirects followed", async () => {
  await visit("/form", async (page, address) => {
    await page.locator("[name=name]").fill("Ana & Bo");
    await page.locator("#save").click();
    await page.locator("#saved", { hasText: "Ana & Bo" }).waitFor();
    assert.equal(page.url(), `${address}/form?saved=Ana+%26+Bo`);
    await page.locator("button", { hasText: "/form: 0" }).waitFor();
    assert.equal(await stayed(page), true);
  });
});

Deno.test("f-client-nav={false} leaves a link to the browser", async () => {
  await visit("/", async (page) => {
    await page.locator("#plain").click();
    await page.locator("h1", { hasText: "Other" }).waitFor();
    assert.equal(await stayed(page), false);
  });
});

/** A directory within the project, where its import map counts. */
async function temporaryDir(): Promise<string> {
  const dir = new URL("./_fresh/", import.meta.url).pathname;
  await Deno.mkdir(dir, { recursive: true });
  return await Deno.makeTempDir({ dir });
}

/** Runs the fixture's dev.ts or build; resolves with the address that it prints. */
async function start(args: string[], env: Record<string, string>): Promise<{ address: string } & AsyncDisposable> {
  const process = new Deno.Command(Deno.execPath(), { args, env, stdout: "piped", stderr: "null", stdin: "null" })
    .spawn();
  let printed = "";
  const lines = process.stdout.pipeThrough(new TextDecoderStream());
  const reader = lines.getReader();
  while (!/http:\/\/\S+/.test(printed)) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`The process ended: ${printed}`);
    printed += value;
  }
  void (async () => {
    while (!(await reader.read()).done);
  })();
  return {
    address: /http:\/\/[^/\s]+/.exec(printed)![0],
    async [Symbol.asyncDispose]() {
      process.kill("SIGKILL");
      await process.status;
    },
  };
}

Deno.test("a build on disk serves the same site", async () => {
  const outDir = await temporaryDir();
  try {
    const build = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", new URL("dev.ts", site).pathname, "build"],
      env: { OUT_DIR: outDir },
    });
    assert.equal((await build.output()).code, 0);
    await using server = await startServer(`${outDir}/server.js`);
    const html = await (await fetch(server.address)).text();
    assert.match(html, /<h1>Home<\/h1>/);
    const [, runtime] = /from "([^"]+fresh-runtime\.js)"/.exec(html)!;
    const script = await fetch(server.address + runtime);
    assert.equal(script.headers.get("cache-control"), "public, max-age=31536000, immutable");
    await script.body?.cancel();
    assert.match(await (await fetch(`${server.address}/style.css`)).text(), /#123/);
  } finally {
    await Deno.remove(outDir, { recursive: true });
  }
});

/** `deno serve` says where it listens on standard error, an application on standard output. */
async function startServer(file: string): Promise<{ address: string } & AsyncDisposable> {
  const args = ["serve", "-A", "--host", "127.0.0.1", "--port", "0", file];
  const process = new Deno.Command(Deno.execPath(), { args, stdout: "null", stderr: "piped" }).spawn();
  const reader = process.stderr.pipeThrough(new TextDecoderStream()).getReader();
  let printed = "";
  while (!/http:\/\/\S+:\d+/.test(printed)) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`The process ended: ${printed}`);
    printed += value;
  }
  await reader.cancel();
  return {
    address: /http:\/\/[^/\s]+:\d+/.exec(printed)![0],
    async [Symbol.asyncDispose]() {
      process.kill("SIGKILL");
      await process.status;
    },
  };
}

/** Has a copy of the site open in a browser while it is developed; its first page has been marked as the old one. */
async function develop(args: string[], use: (page: Page, copy: string) => Promise<void>): Promise<void> {
  const copy = await temporaryDir();
  try {
    await new Deno.Command("cp", { args: ["-r", `${site.pathname}.`, copy] }).output();
    await using server = await start(["run", "-A", ...args, `${copy}/dev.ts`], { PORT: "8931" });
    await withBrowser(async (page) => {
      page.setDefaultTimeout(60_000);
      await page.goto(server.address);
      await page.locator("button.ready").first().waitFor();
      await page.evaluate(() => Object.assign(globalThis, { stayed: true }));
      await use(page, copy);
    });
  } finally {
    await Deno.remove(copy, { recursive: true });
  }
}

async function save(file: string, change: (source: string) => string): Promise<void> {
  await Deno.writeTextFile(file, change(await Deno.readTextFile(file)));
}

Deno.test("while developing, pages reload after a static file and after a route was saved, without a restart", async () => {
  await develop([], async (page, copy) => {
    await save(`${copy}/static/style.css`, () => "body { color: rgb(1, 2, 3); }");
    await page.waitForFunction(() => !("stayed" in globalThis) && document.querySelector(".ready"));
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).color), "rgb(1, 2, 3)");
    for (const heading of ["Saved", "Saved again"]) {
      await save(`${copy}/routes/index.tsx`, (source) => source.replace(/<h1>.*<\/h1>/, `<h1>${heading}</h1>`));
      await page.locator("h1", { hasText: new RegExp(`^${heading}$`) }).waitFor();
      await page.locator("button.ready").first().waitFor();
    }
  });
});

Deno.test("while developing, pages reload after the restart that other code asks for", async () => {
  await develop(["--watch", "--no-clear-screen"], async (page, copy) => {
    await save(`${copy}/islands/Clicks.tsx`, (source) => source.replace("{label}", "saved {label}"));
    await page.locator("button.ready", { hasText: "saved" }).first().waitFor();
  });
});

Deno.test("static files may be changed on their way into a build", async () => {
  const builder = new Builder({ root: site.href });
  builder.onTransformStaticFile(
    { pluginName: "upper", filter: /\.css$/ },
    ({ text }) => ({ content: text.toUpperCase() }),
  );
  const other = new App().use((await import("fresh")).staticFiles());
  (await builder.build({ snapshot: "memory" }))(other);
  const response = await other.handler()(new Request("http://localhost/style.css"));
  const source = await Deno.readTextFile(new URL("static/style.css", site));
  assert.equal(await response.text(), source.toUpperCase());
});

Deno.test("two copies of preact among the islands are named", async () => {
  const root = await temporaryDir();
  try {
    const copy = `${root}/vendor/node_modules/preact`;
    await Deno.mkdir(`${copy}/dist`, { recursive: true });
    await Deno.mkdir(`${root}/islands`);
    await Deno.copyFile(new URL("preact.mjs", import.meta.resolve("preact")), `${copy}/dist/preact.mjs`);
    await Deno.writeTextFile(
      `${root}/islands/Two.js`,
      `import { h } from "../vendor/node_modules/preact/dist/preact.mjs";\nexport const Two = () => h("b");\n`,
    );
    await assert.rejects(
      new Builder({ root }).build({ snapshot: "memory" }),
      /2 copies of preact \(.*vendor\/node_modules\/preact.*Map "preact"/,
    );
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});

Deno.test("a second copy of preact on the server is named with the file that brings it", async () => {
  const root = await temporaryDir();
  const { error } = console;
  const errors: unknown[] = [];
  console.error = (value: unknown) => errors.push(value);
  try {
    const hooks = await Deno.readTextFile(new URL(import.meta.resolve("preact/hooks")));
    await Deno.copyFile(new URL("preact.mjs", import.meta.resolve("preact")), `${root}/preact.mjs`);
    await Deno.writeTextFile(`${root}/hooks.mjs`, hooks.replaceAll('"preact"', '"./preact.mjs"'));
    await Deno.mkdir(`${root}/routes`);
    await Deno.writeTextFile(
      `${root}/routes/counter.tsx`,
      'import { useState } from "../hooks.mjs";\nexport default () => <b>{useState(0)[0]}</b>;\n',
    );
    const other = new App().fsRoutes();
    (await new Builder({ root }).build({ snapshot: "memory" }))(other);
    assert.equal((await other.handler()(new Request("http://localhost/counter"))).status, 500);
    assert.match(String(errors[0]), /renders routes\/counter\.tsx: there are two copies of preact.*deno\.json/);
  } finally {
    console.error = error;
    await Deno.remove(root, { recursive: true });
  }
});

Deno.test("a route file without handler and component fails the build and is named", async () => {
  const root = await temporaryDir();
  try {
    await Deno.mkdir(`${root}/routes`);
    await Deno.writeTextFile(`${root}/routes/empty.ts`, "export const nothing = 1;\n");
    await assert.rejects(new Builder({ root }).build(), /routes\/empty\.ts has no relevant exports/);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
