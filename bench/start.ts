/** From the command to the first page, embedded: the first start makes everything, the second one finds it. */
import { eventually, readDemo, startApp } from "../tests/support/app.ts";
import { figure, type Figures, median, report } from "./measure.ts";
import { load } from "./support/product.ts";

const ROUNDS = 5;
const first: number[] = [], second: number[] = [];

for (let round = 0; round < ROUNDS; round++) {
  const dataDir = await Deno.makeTempDir({ prefix: "bench-start-" });
  for (const times of [first, second]) times.push(await toFirstPage(dataDir));
  await Deno.remove(dataDir, { recursive: true });
}

const figures: Figures = {
  "start to first page, embedded, second start; other: the first one, with its demo data": figure(
    median(second),
    median(first),
    "ms",
    "< 2 s",
  ),
};
report(figures);
Deno.exit(0);

async function toFirstPage(dataDir: string): Promise<number> {
  const from = performance.now();
  const app = await startApp({ dataDir, demo: true });
  const page = app.url + new URL((await readDemo(app)).event.publicUrl).pathname;
  // what was seeded a moment ago is on its way into the read models
  await eventually("the first page", () => load(page).then(() => true, () => false));
  const took = performance.now() - from;
  await app.stop();
  return took;
}
