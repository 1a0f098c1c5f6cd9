/**
 * Pictures of every page for people to look at: each route of the rights table that some page of the running demo leads to,
 * in light, dark and on a phone, and sheets with six of them each.
 *
 *   deno task demo                                 (in another terminal; DATA_DIR and PORT as you like)
 *   deno task screenshots DATA_DIR FOLDER [FILTER]
 *
 * `FILTER` is a part of the route. Nothing is judged here: what has to hold everywhere (axe, no overflow) is in the tests.
 */
import { Buffer } from "node:buffer";
import { join } from "node:path";
import type { Browser, BrowserContext } from "playwright-core";
import sharp from "sharp";
import { rightFor } from "../../web/rights.ts";
import type { DemoFile } from "../support/app.ts";
import { launchBrowser, settled } from "../support/browser.ts";

/** Files, streams and what leads out of the product are no pages. */
const NO_PAGES =
  /\/(live|calendar\.ics|webinars\.ics|picture\.png|data\.json|seals\.ndjson|export\/.+|media\/.+|opened\/.+|materials\/.+|sitemap\.xml|robots\.txt|mailbox\.json|metrics|healthz|readyz|openapi\.json|seal-keys\.json)$/;
/** Pages that show something else for these words in their address are pages of their own. */
const STATES = ["tab", "view", "person", "part"];
const MOST_HEIGHT = 2_400;
const looks = {
  light: { viewport: { width: 1440, height: 900 }, colorScheme: "light", locale: "en-GB" },
  dark: { viewport: { width: 1440, height: 900 }, colorScheme: "dark", locale: "de-DE" },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: "light", locale: "es-ES", isMobile: true },
} as const;

const [dataDir, folder, filter = ""] = Deno.args;
if (!dataDir || !folder) throw new TypeError("usage: deno task screenshots DATA_DIR FOLDER [FILTER]");
const demo: DemoFile = JSON.parse(await Deno.readTextFile(join(dataDir, "demo.json")));
await Deno.mkdir(folder, { recursive: true });
await using launched = await launchBrowser();
const taken: { file: string; name: string }[] = [];
for (const who of ["nobody", "owner", "operator"]) {
  const cookie = await signedIn(launched.browser, who);
  const pages = await reachable(cookie);
  for (const [look, options] of Object.entries(looks)) {
    const context = await launched.browser.newContext(options);
    await context.addCookies(cookie);
    for (const [route, address] of pages) {
      if (!route.includes(filter)) continue;
      const name = `${who} ${look} ${route}`;
      const file = join(folder, `${name.replace(/[^a-z0-9]+/gi, "-")}.png`);
      await picture(context, address, file).then(
        () => taken.push({ file, name }),
        (error) => console.error(`${name}: ${error}`),
      );
    }
    await context.close();
  }
}
for (const look of Object.keys(looks)) await sheets(look);
Deno.exit(0);

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;

async function signedIn(browser: Browser, role: string): Promise<Cookies> {
  const user = demo.users.find((one) => one.role === role);
  if (!user) return [];
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${demo.url}/sign-in`);
  await page.locator("input[name=email]").fill(user.email);
  await page.locator("input[name=password]").fill(user.password);
  await page.locator("input[name=password]").press("Enter");
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

/** One address of every route and state that links lead to. */
async function reachable(cookies: Cookies): Promise<Map<string, string>> {
  const headers = {
    cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
    "accept-language": "en",
  };
  const found = new Map<string, string>();
  const queue = ["/", "/webinars", new URL(demo.event.publicUrl).pathname, "/sign-in", "/forgotten", "/dev/mailbox"];
  if (cookies.length > 0) queue.push("/dashboard", "/operator", "/dashboard/account");
  for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
    const response = await fetch(demo.url + address, { headers, redirect: "manual" });
    const text = await response.text();
    const place = response.headers.get("location");
    if (place) take(new URL(place, demo.url));
    if (!response.headers.get("content-type")?.startsWith("text/html")) continue;
    for (const [, href] of text.matchAll(/<a [^>]*?href="([^"#]+)/g)) {
      const url = new URL(href!.replaceAll("&amp;", "&"), demo.url + address);
      if (url.origin === new URL(demo.url).origin) take(url);
    }
  }
  return found;

  function take({ pathname, searchParams }: URL): void {
    const right = rightFor("GET", pathname);
    if (!right || right.kind === "api" || NO_PAGES.test(pathname)) return;
    const states = STATES.filter((name) => searchParams.has(name));
    const query = new URLSearchParams(states.map((name) => [name, searchParams.get(name)!]));
    const which = states.map((name) => name === "person" ? name : `${name}=${searchParams.get(name)}`);
    // one of those that many links lead to says how all of them look
    const route = /\/edit\/|\/analytics\//.test(pathname) ? pathname.replace(/[0-9a-f-]{36}/, ":id") : right.path;
    const key = [route, ...which].join(" ");
    if (found.has(key)) return;
    const address = pathname + (states.length > 0 ? `?${query}` : "");
    found.set(key, address);
    queue.push(address);
  }
}

async function picture(context: BrowserContext, address: string, file: string): Promise<void> {
  const page = await context.newPage();
  try {
    await page.goto(demo.url + address);
    await settled(page);
    const { width } = page.viewportSize()!;
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width, height: Math.min(Math.max(height, 844), MOST_HEIGHT) });
    await page.screenshot({ path: file });
  } finally {
    await page.close();
  }
}

/** Six pictures of a look on each sheet, with their names. */
async function sheets(look: string): Promise<void> {
  const phone = look === "phone";
  const [across, width, height] = phone ? [6, 330, 1_100] : [3, 660, 760];
  const mine = taken.filter(({ name }) => name.split(" ")[1] === look);
  for (let from = 0; from < mine.length; from += 6) {
    const tiles = await Promise.all(
      mine.slice(from, from + 6).map(async ({ file, name }, i) => {
        const label = `<svg width="${width}" height="24"><text x="4" y="17" font-family="sans-serif" font-size="14">${
          name.split(" ").slice(2).join(" ").slice(-(width / 8)).replaceAll("&", "&amp;")
        }</text></svg>`;
        const shown = await sharp(file).resize({ width: width - 10 }).png().toBuffer();
        const { height: tall = 0 } = await sharp(shown).metadata();
        const cut = await sharp(shown).extract({
          left: 0,
          top: 0,
          width: width - 10,
          height: Math.min(tall, height - 28),
        }).toBuffer();
        const [left, top] = [(i % across) * width, Math.floor(i / across) * height];
        return [{ input: Buffer.from(label), left, top }, { input: cut, left, top: top + 24 }];
      }),
    );
    const rows = Math.ceil(Math.min(6, mine.length - from) / across);
    const sheet = sharp({ create: { width: across * width, height: rows * height, channels: 3, background: "#bbb" } });
    await sheet.composite(tiles.flat()).png().toFile(
      join(folder!, `sheet-${look}-${String(from / 6 + 1).padStart(2, "0")}.png`),
    );
  }
}
