/**
 * Conversions to a local Meta: reported by API while nobody works, then sent by a worker that has nothing else to do. How
 * many arrive a second, and how many go together. `--conversions=2000` shortens it.
 */
import { eventually, readDemo, startApp } from "../tests/support/app.ts";
import { metaServer } from "../tests/support/platforms/meta.ts";
import { figure, type Figures, median, report } from "./measure.ts";
import { calm } from "./support/calm.ts";
import { burst, call } from "./support/product.ts";

const COUNT = Number(Deno.args.find((arg) => arg.startsWith("--conversions="))?.split("=")[1] ?? 100_000);
const AT_ONCE = 200;

const server = await metaServer();
const dataDir = await Deno.makeTempDir({ prefix: "bench-conversions-" });
const env = { API_RATE_LIMIT: "10000000", META_API_URL: server.url };

try {
  const made = await startApp({ dataDir, demo: true, env });
  const { apiKey: key } = await readDemo(made);
  await call({ url: made.url, key }, "POST", "/v1/marketing/tracking-configs", {
    platform: "Meta",
    pixelId: server.pixelId,
    apiAccessToken: server.token,
  });
  await calm(made);
  await made.stop();

  const web = await startApp({ dataDir, env, args: ["--roles", "web"] });
  const product = { url: web.url, key };
  for (let n = 0; n < COUNT; n += AT_ONCE) {
    await burst(Math.min(AT_ONCE, COUNT - n), (i) =>
      call(product, "POST", "/v1/marketing/conversions", {
        event: "Lead",
        email: `person.${n + i}@example.org`,
        phone: "+34600123456",
        firstName: "Ana",
        lastName: "García",
        consent: { ads: true },
      }));
  }
  await web.stop();

  const worker = await startApp({ dataDir, env });
  let began = 0;
  await eventually(`${COUNT} conversions`, () => {
    if (began === 0 && server.taken.length > 0) began = performance.now();
    return sum() >= COUNT;
  }, 20 * 60_000);
  const seconds = (performance.now() - began) / 1_000;
  const sizes = server.taken.map((part) => part.length);
  if (new Set(server.taken.flat()).size !== COUNT) throw new Error("an event id came twice, or is missing");
  await calm(worker, 10 * 60_000);
  await worker.stop();
  const figures: Figures = {
    [`${COUNT} conversions to a local Meta`]: figure(COUNT / seconds, null, "conversions/s"),
    "calls for them": figure(sizes.length / seconds, null, "calls/s"),
    "conversions that go together, median": figure(median(sizes), null, "conversions"),
    "conversions that go together, most": figure(Math.max(...sizes), null, "conversions"),
  };
  report(figures);
} finally {
  await server.close();
  await Deno.remove(dataDir, { recursive: true });
}
Deno.exit(0);

function sum(): number {
  return server.taken.reduce((all, part) => all + part.length, 0);
}
