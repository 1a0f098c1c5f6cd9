import assert from "node:assert/strict";
import { openEventStoreDb } from "../../event_store/eventstoredb/store.ts";
import type { RunningApp } from "../support/app.ts";
import { publishedEvent } from "../support/client.ts";
import { startProduction } from "../support/production.ts";
import { seeded } from "../support/random.ts";
import { agreesWithLog, agreesWithMails, agreesWithReadModel } from "./agreement.ts";
import { People } from "./people.ts";

const CAPACITY = 60;
const WAVE = 60;
/** Mails that are on their way at the same time: so many may repeat after each kill. */
const IN_FLIGHT = 10;
/** Milliseconds for the mails: a call in flight at a kill is somebody's for a minute. */
const LEASE = 80_000;

/**
 * The crash test on the production pair: two web processes and two workers, of which one is killed with SIGKILL at each
 * seeded random moment and replaced, a web process and a worker by turns, while people go on registering at the others.
 */
export async function crashPair({ seed, kills }: { seed: number; kills: number }): Promise<void> {
  const random = seeded(seed);
  const people = new People(random);
  await using production = await startProduction();
  const running: Record<"web" | "worker", RunningApp[]> = { web: [await production.start("web")], worker: [] };
  const start = async (role: keyof typeof running) => void running[role].push(await production.start(role));
  await Promise.all([start("web"), start("worker"), start("worker")]);
  const { apiKey } = production.demo();
  const oneOf = (role: keyof typeof running) => running[role][random.between(0, running[role].length - 1)]!;
  const client = () => ({ app: oneOf("web"), apiKey });
  const eventId = await publishedEvent(client(), { capacity: CAPACITY });
  for (let kill = 0; kill < kills; kill++) {
    const ending = new AbortController();
    const registering = people.register(client, eventId, { atMost: WAVE, until: ending.signal });
    await new Promise((resolve) => setTimeout(resolve, random.between(50, 600)));
    const role = kill % 2 === 0 ? "worker" : "web";
    const victim = oneOf(role);
    await victim.kill9();
    running[role] = running[role].filter((app) => app !== victim);
    await new Promise((resolve) => setTimeout(resolve, random.between(50, 600)));
    ending.abort();
    await registering;
    await start(role);
  }
  // as if a minute had passed: what was in flight at a killed process may be taken over
  await production.postgres.pool().query("update vault.requests set started_at = '2000' where status is null");
  const { told } = people;
  await people.finish(client(), eventId);
  await Promise.all(running.web.map((app) => agreesWithReadModel({ app, apiKey }, eventId, told, CAPACITY)));
  const repeats = await agreesWithMails(() => Promise.resolve(production.mail.arrived), told, LEASE);
  assert.ok(repeats <= kills * IN_FLIGHT, `${repeats} mails came again after ${kills} kills`);
  const log = await openEventStoreDb({ url: production.log.url });
  await agreesWithLog(log, eventId, told).finally(() => log.close());
}
