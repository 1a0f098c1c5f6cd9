/** Public pages as visitors meet them: a list of 10,000 published events, and an event's page beside bare rendering. */
import { discard, startApp } from "../tests/support/app.ts";
import { requestsPerSecond } from "./fresh/load.ts";
import { startServer } from "./fresh/start.ts";
import { compare, figure, type Figures, percentile, report, timed } from "./measure.ts";
import { calm } from "./support/calm.ts";
import { openHistory } from "./support/history_writer.ts";
import { load, registerByForm } from "./support/product.ts";

const EVENTS = 10_000;
const AT_ONCE = 50;
const DAY = 86_400_000;
const LOOKS = 200;
const ROUND = 2_000;

const words = ["calistenia", "movilidad", "fuerza", "respirar"];
const slips = ["calistemia", "movilidat", "fuersa", "resprar"];
/** Queries of which no page is kept: nobody has asked for the same one before. */
const distinct: Record<string, (n: number) => string> = {
  "pages": (n) => `page=${1 + n}`,
  "searches": (n) => `q=${words[n % 4]}+${n}`,
  "searches with a typo": (n) => `q=${slips[n % 4]}&page=${1 + n}`,
  "searches for nothing": (n) => `q=nadie${n}`,
  "filters": (n) => `type=webinar&price=free&when=month&held_in=es&page=${1 + n}`,
};

const dataDir = await Deno.makeTempDir({ prefix: "bench-public-" });
const history = await openHistory({ DATA_DIR: dataDir }, Date.now() - 10 * DAY);
const topics = ["Calistenia para empezar", "Movilidad en casa", "Fuerza sin material", "Respirar y dormir"];
let [slug, other] = ["", ""];
for (let n = 0; n < EVENTS; n += AT_ONCE) {
  const made = await Promise.all(Array.from(
    { length: AT_ONCE },
    (_, i) => history.published(`${topics[(n + i) % topics.length]} ${n + i}`, (20 + (n + i) % 300) * DAY),
  ));
  slug = made[0]!.slug;
  other = made[1]!.slug;
}
const list = `${history.path}/webinars`;
await history.close();

// more than anybody may ask for from one address
const app = await startApp({ dataDir, env: { ADDRESS_RATE_LIMIT: "1000000" } });
try {
  await calm(app, 600_000);
  const figures: Figures = {};
  const lists: Record<string, string> = {
    "first page": list,
    "page 400": `${list}?page=400`,
    "search with accents": `${list}?q=m%C3%B3vilidad+77`,
    "search with a typo": `${list}?q=calistemia`,
    "two filters": `${list}?type=webinar&price=free&when=month`,
  };
  for (const [name, path] of Object.entries(lists)) {
    await looks(() => path, 20);
    const waits = await looks(() => path, LOOKS);
    figures[`list of 10,000 published events, ${name}: p95`] = figure(percentile(waits, 0.95), null, "ms", "< 50 ms");
  }
  let asked = 0;
  for (const [name, queryOf] of Object.entries(distinct)) {
    const next = () => `${list}?${queryOf(asked++)}`;
    await looks(next, 20);
    const waits = await looks(next, LOOKS);
    figures[`the same, ${name}, each asked for once: p95`] = figure(percentile(waits, 0.95), null, "ms", "< 50 ms");
  }
  await using bare = await startServer("ours");
  const port = Number(new URL(app.url).port);
  const page = `${list}/${slug}`;
  const cookie = await remembered();
  const visitors: Record<string, () => Promise<number>> = {
    "an event's page": () => requestsPerSecond(port, page, ROUND),
    "the same, of a device that remembers a form": () => requestsPerSecond(port, page, ROUND, { cookie }),
    "the same, by another click each time": () =>
      requestsPerSecond(port, () => `${page}?fbclid=click${asked++}`, ROUND),
    "the same, of a page that is kept for nobody": () => requestsPerSecond(port, () => `${page}?n=${asked++}`, ROUND),
  };
  for (const [name, rate] of Object.entries(visitors)) {
    await rate();
    figures[`${name}; other: bare server rendering of fresh/`] = await compare(
      "requests/s",
      rate,
      () => requestsPerSecond(bare.port, "/list", ROUND),
      { rounds: 3, reach: name.includes("nobody") ? "reported" : "≥ 40 %" },
    );
  }
  report(figures);
} finally {
  await app.stop();
  await discard(dataDir);
}
Deno.exit(0);

/** The cookie of somebody who has just registered for another event on this device. */
async function remembered(): Promise<string> {
  const answer = await registerByForm(`${app.url}${list}/${other}`);
  const typed = answer.headers.getSetCookie().find((one) => one.startsWith("typed="));
  if (!typed) throw new Error(`the form was answered with ${answer.status}`);
  return typed.split(";")[0]!;
}

/**
 * Looks at pages one after the other, four visitors at a time; how long each look took. The visitors stand on the same
 * processors as the product: on two of them, four at a time leave none idle.
 */
async function looks(next: () => string, count: number): Promise<number[]> {
  const waits = await Promise.all(Array.from({ length: 4 }, async () => {
    const own = [];
    for (let n = 0; n < count / 4; n++) own.push(await timed(() => load(app.url + next())));
    return own;
  }));
  return waits.flat();
}
