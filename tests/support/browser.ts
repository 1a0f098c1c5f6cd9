import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";

const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A running browser, to be closed with `close()` or `await using`. */
export interface LaunchedBrowser extends AsyncDisposable {
  browser: Browser;
  close(): Promise<void>;
}

interface Executable {
  path: string;
  env: Record<string, string>;
}

/**
 * Starts a browser with an empty profile: `CHROMIUM` when that is set, else the one from npm (unpacked once into the
 * temporary directory; nothing else needs to be installed), else `/usr/bin/chromium`. Throws what the last one said.
 */
export async function launchBrowser(flags: readonly string[] = []): Promise<LaunchedBrowser> {
  let failure: unknown;
  for (const find of [fromEnvironment, fromNpm, fromSystem]) {
    try {
      const executable = await find();
      if (executable !== null) return await launch(executable, flags);
    } catch (error) {
      failure = error;
    }
  }
  throw failure ?? new Error("No browser: set CHROMIUM to the path of one.");
}

/** Runs `use` with a new page of a new browser; both are gone afterwards. */
export async function withBrowser<T>(use: (page: Page, browser: Browser) => Promise<T>): Promise<T> {
  await using launched = await launchBrowser();
  const page = await launched.browser.newPage();
  return await use(page, launched.browser);
}

/** Waits until the page's islands listen: its scripts have run, and what they do after the first paint is done. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("load");
  await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) {
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 40)));
    }
  });
}

async function launch({ path, env }: Executable, flags: readonly string[]): Promise<LaunchedBrowser> {
  const browser = await chromium.launch({
    executablePath: path,
    args: [...FLAGS, ...flags],
    headless: true,
    env: { ...Deno.env.toObject(), ...env },
    timeout: 90_000,
  });
  const close = () => browser.close();
  return { browser, close, [Symbol.asyncDispose]: close };
}

function fromEnvironment(): Executable | null {
  const path = Deno.env.get("CHROMIUM");
  return path ? { path, env: {} } : null;
}

function fromSystem(): Executable | null {
  return existsSync("/usr/bin/chromium") ? { path: "/usr/bin/chromium", env: {} } : null;
}

/** The npm package's browser with the shared libraries and fonts that it brings, for machines that lack them. */
async function fromNpm(): Promise<Executable | null> {
  if (Deno.build.os !== "linux" || Deno.build.arch !== "x86_64") return null;
  const home = join(tmpdir(), "chromium-from-npm-153.0.0");
  if (!existsSync(home)) await unpack(home);
  return {
    path: join(home, "chromium"),
    env: {
      FONTCONFIG_FILE: join(home, "fonts.conf"),
      LD_LIBRARY_PATH: [Deno.env.get("LD_LIBRARY_PATH"), join(home, "al2023", "lib")].filter(Boolean).join(":"),
    },
  };
}

/** The system's fonts and, for machines without any, the package's own: without a font, text has no size. */
function fontsConf(home: string): string {
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>` +
    `<dir>/usr/share/fonts</dir><dir>${join(home, "fonts")}</dir><cachedir>${join(home, "fonts-cache")}</cachedir>` +
    `</fontconfig>`;
}

/** Unpacks beside the target and moves it there at once: another process never finds half a browser. */
async function unpack(home: string): Promise<void> {
  const making = await Deno.makeTempDir({ prefix: "chromium-" });
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--no-check", fileURLToPath(import.meta.resolve("./unpack_browser.ts"))],
    env: { TMPDIR: making },
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) {
    await Deno.remove(making, { recursive: true });
    throw new Error(`The browser from npm could not be unpacked: ${new TextDecoder().decode(stderr)}`);
  }
  await Deno.writeTextFile(join(making, "fonts.conf"), fontsConf(home));
  try {
    await Deno.rename(making, home);
  } catch (error) {
    await Deno.remove(making, { recursive: true });
    if (!existsSync(home)) throw error;
  }
}
