/**
 * Lighthouse (mobile) on list, event and thank-you page of the product as it runs in production, and what they weigh.
 * Lighthouse itself stands apart in `lighthouse/`, so that nobody else installs it.
 */
import { discard, readDemo, startApp } from "../tests/support/app.ts";
import { launchBrowser } from "../tests/support/browser.ts";
import { figure, type Figures, report } from "./measure.ts";
import { registerByForm } from "./support/product.ts";

const DEBUGGING_PORT = 8257;

interface Audit {
  scores: Record<string, number>;
  layoutShift: number;
  total: number;
  images: number;
  script: number;
  elsewhere: number;
  failed: string[];
}

// the demo makes the data; production serves it
const seeded = await startApp({ demo: true });
const { event } = await readDemo(seeded);
const path = new URL(event.publicUrl).pathname;
const masterKey = await Deno.readTextFile(`${seeded.dataDir}/master.key`);
await seeded.stop();
const app = await startApp({
  dataDir: seeded.dataDir,
  env: {
    APP_ENV: "production",
    PORT: "8256",
    BASE_URL: "http://localhost:8256",
    MASTER_KEY: masterKey.trim(),
    SMTP_URL: "smtp://127.0.0.1:9",
    MAIL_FROM: "events@example.com",
  },
});
try {
  const pages = {
    list: app.url + path.replace(/\/[^/]+$/, ""),
    event: app.url + path,
    "thank-you page": app.url + await registered(app.url + path),
  };
  await using _ = await launchBrowser([`--remote-debugging-port=${DEBUGGING_PORT}`]);
  const audits = await audited(Object.values(pages));
  const figures: Figures = {};
  for (const [name, url] of Object.entries(pages)) {
    const { scores, layoutShift, total, images, script, elsewhere, failed } = audits[url]!;
    for (const [category, score] of Object.entries(scores)) {
      const reach = name === "thank-you page" && category === "seo" ? "≥ 95; 63 with `noindex`: decision 0024" : "≥ 95";
      figures[`Lighthouse, ${name}: ${category}`] = figure(score, null, "of 100", reach);
    }
    figures[`${name}: script`] = figure(script / 1_000, null, "kB gzipped", "≤ 30");
    figures[`${name}: everything but pictures`] = figure((total - images) / 1_000, null, "kB", "≤ 150");
    figures[`${name}: layout shift`] = figure(layoutShift, null, "", "0");
    figures[`${name}: from other origins`] = figure(elsewhere, null, "bytes", "0");
    if (failed.length > 0) console.error(`${name}: ${failed.join(", ")}`);
  }
  report(figures);
} finally {
  await app.stop();
  await discard(app.dataDir);
}
Deno.exit(0);

/** Registers somebody by the page's form; where their own page is. */
async function registered(page: string): Promise<string> {
  const response = await registerByForm(page);
  return response.headers.get("location")!;
}

async function audited(urls: readonly string[]): Promise<Record<string, Audit>> {
  const at = (name: string) => new URL(`./lighthouse/${name}`, import.meta.url).pathname;
  const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--allow-all",
      "--no-check",
      "--config",
      at("deno.json"),
      at("audit.ts"),
      String(DEBUGGING_PORT),
      ...urls,
    ],
  }).output();
  const text = new TextDecoder();
  if (!success) throw new Error(text.decode(stderr));
  return JSON.parse(text.decode(stdout).trim().split("\n").at(-1)!);
}
