/** 1,000 people at once for 500 seats, over the API with one key and over the public form, limits on, in both shapes. */
import { eventually, readDemo, type RunningApp, startApp } from "../tests/support/app.ts";
import { startEventStoreDb } from "../tests/support/eventstoredb/start.ts";
import { startPostgres } from "../tests/support/postgres.ts";
import { figure, type Figures, median, percentile, report } from "./measure.ts";
import { calm, throughDatabase } from "./support/calm.ts";
import { burst, call, type Product, type PublishedEvent, publishEvent, register, sendForm } from "./support/product.ts";

const PEOPLE = 1_000;
const SEATS = 500;
/** After a small one to warm up. All of them together stay below what one key may ask in a minute. */
const ROUNDS = 5;
/** As they are when nobody sets them; one proxy stands before everybody. */
const LIMITS = { API_RATE_LIMIT: "6000", ADDRESS_RATE_LIMIT: "600", TRUST_PROXY: "true" };
const REACH = "exactly 500 confirmed and 500 on the waitlist";

type Ask = (product: Product, event: PublishedEvent, n: number) => Promise<unknown>;

const ways: Record<string, Ask> = {
  "API, one key": (product, { id }, n) => register(product, id, `person.${n}@example.org`),
  "public form": (_, event, n) => sendForm(event, `person.${n}@example.org`, `10.${n >> 8}.${n & 255}.7`),
};

const figures: Figures = {};

await embedded();
await production();
report(figures);
Deno.exit(0);

async function embedded(): Promise<void> {
  const app = await startApp({ demo: true, env: LIMITS });
  try {
    await measure("embedded", app, () => calm(app));
  } finally {
    await app.stop();
    await Deno.remove(app.dataDir, { recursive: true });
  }
}

async function production(): Promise<void> {
  const [postgres, log] = await Promise.all([startPostgres({ durable: true }), startEventStoreDb()]);
  const env = { ...LIMITS, DATABASE_URL: postgres.url, EVENTSTOREDB_URL: log.url };
  const app = await startApp({ demo: true, env });
  try {
    const pool = postgres.pool();
    await measure("production pair", app, () => calm(app, 60_000, () => throughDatabase(pool)));
  } finally {
    await app.stop();
    await Promise.all([log.stop(), postgres.stop(), Deno.remove(app.dataDir, { recursive: true })]);
  }
}

async function measure(shape: string, app: RunningApp, rest: () => Promise<void>): Promise<void> {
  const product = { url: app.url, key: (await readDemo(app)).apiKey };
  for (const [way, ask] of Object.entries(ways)) {
    const rates: number[] = [], waits: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const event = await publishEvent(product, `${shape}, ${way}, ${round}`, SEATS);
      await rest();
      const people = round === 0 ? PEOPLE / 10 : PEOPLE;
      const done = await burst(people, (n) => ask(product, event, n));
      if (round === 0) continue;
      await judge(product, event);
      rates.push(people / done.took * 1000);
      waits.push(percentile(done.waits, 0.99));
    }
    figures[`1,000 registrations at once: ${shape}, ${way}`] = figure(median(rates), null, "requests/s", REACH);
    figures[`1,000 registrations at once: ${shape}, ${way}, p99`] = figure(median(waits), null, "ms");
  }
}

/** @throws when one seat too many, or too few, was given away */
async function judge(product: Product, { id }: PublishedEvent): Promise<void> {
  // these figures are a read model's, which follows
  await eventually(`${SEATS} confirmed and ${PEOPLE - SEATS} on the waitlist`, async () => {
    const counted = await call<Counted>(product, "GET", `/events/${id}/analytics`);
    const { totalRegistrations: confirmed, waitlisted } = counted;
    if (confirmed > SEATS) throw new Error(`${confirmed} confirmed for ${SEATS} seats`);
    return confirmed === SEATS && waitlisted === PEOPLE - SEATS;
  });
}

interface Counted {
  totalRegistrations: number;
  waitlisted: number;
}
