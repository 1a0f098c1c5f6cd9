import assert from "node:assert/strict";
import { openSqliteLogReadOnly } from "../../event_store/sqlite/log.ts";
import { discard, readDemo, startAndKill, startApp } from "../support/app.ts";
import { mailboxOf, publishedEvent } from "../support/client.ts";
import { seeded } from "../support/random.ts";
import { agreesWithLog, agreesWithMails, agreesWithReadModel } from "./agreement.ts";
import { People } from "./people.ts";

const CAPACITY = 60;
/** New people between two kills. */
const WAVE = 80;
/** Mails that are on their way at the same time: so many may repeat after each kill. */
const IN_FLIGHT = 10;

/**
 * Kills the product with SIGKILL at seeded random moments while people register (and sometimes while it starts), starts it
 * again each time, and in the end compares what clients were told with the log, the read models and the mailbox.
 * @throws (assertion) at the first thing that was lost, doubled or told wrongly; the seed is in the name of the test
 */
export async function crashTest({ seed, kills }: { seed: number; kills: number }): Promise<void> {
  const random = seeded(seed);
  const people = new People(random);
  let app = await startApp({ demo: true });
  const { dataDir } = app;
  try {
    const { apiKey } = await readDemo(app);
    const eventId = await publishedEvent({ app, apiKey }, { capacity: CAPACITY });
    for (let kill = 0; kill < kills; kill++) {
      const registering = people.register(() => ({ app, apiKey }), eventId, { atMost: WAVE });
      await new Promise((resolve) => setTimeout(resolve, random.between(20, 900)));
      await app.kill9();
      await registering;
      if (random.chance(0.2)) await startAndKill({ dataDir }, random.between(300, 2_500));
      app = await startApp({ demo: true, dataDir });
    }
    const { told } = people;
    await people.finish({ app, apiKey }, eventId);
    await agreesWithReadModel({ app, apiKey }, eventId, told, CAPACITY);
    await agreesWithMails(() => mailboxOf(app), told, 60_000);
    const repeats = (await mailboxOf(app)).reduce((sum, mail) => sum + mail.repeats, 0);
    assert.ok(repeats <= kills * 2 * IN_FLIGHT, `${repeats} mails were repeated after ${kills} kills`);
    await app.stop();
    const log = await openSqliteLogReadOnly({ directory: dataDir });
    await agreesWithLog(log, eventId, told).finally(() => log.close());
  } finally {
    await app.kill9();
    await discard(dataDir);
  }
}
