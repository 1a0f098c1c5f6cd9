import assert from "node:assert/strict";
import { openSqliteLogReadOnly } from "../../event_store/sqlite/log.ts";
import { discard, eventually, readDemo, type RunningApp, startAndKill, startApp } from "../support/app.ts";
import { mailboxOf, publishedEvent } from "../support/client.ts";
import { signedIn } from "../support/forms.ts";
import { seeded } from "../support/random.ts";
import { metaServer } from "../support/platforms/meta.ts";
import { receiver } from "../support/receiver.ts";
import { twilioServer } from "../support/platforms/twilio.ts";
import { agreesWithLog, agreesWithMailing, agreesWithMails, agreesWithReadModel } from "./agreement.ts";
import { Hooks } from "./hooks.ts";
import { People } from "./people.ts";
import { Sales } from "./sales.ts";
import { Texts } from "./texts.ts";

const CAPACITY = 60;
/** New people between two kills. */
const WAVE = 80;
/** Mails that are on their way at the same time: so many may repeat after each kill. */
const IN_FLIGHT = 10;

/**
 * Kills the product with SIGKILL at seeded random moments while people register, sales are reported, texts and webhooks go
 * out (and sometimes while it starts), starts it again each time, and in the end compares what clients were told with the
 * log, the read models, the mailbox and what an advertising platform, phones and a studio's own system have heard.
 * Says after each kill how many there were.
 * @throws (assertion) at the first thing that was lost, doubled or told wrongly; the seed is in the name of the test
 */
export async function crashTest(
  { seed, kills, say }: { seed: number; kills: number; say?: (word: string) => void },
): Promise<void> {
  const random = seeded(seed);
  const people = new People(random);
  const sales = new Sales(await metaServer());
  const texts = new Texts(await twilioServer({ latencyMs: 60 }));
  const hooks = new Hooks(await receiver({ latencyMs: 40 }));
  const env = { META_API_URL: sales.meta.url, ...texts.env, ...hooks.env };
  let app = await startApp({ demo: true, env });
  const { dataDir } = app;
  try {
    const { apiKey } = await readDemo(app);
    const eventId = await publishedEvent({ app, apiKey }, { capacity: CAPACITY });
    await sales.connect({ app, apiKey });
    await texts.prepare({ app, apiKey });
    await hooks.add({ app, apiKey });
    for (let kill = 0; kill < kills; kill++) {
      const registering = people.register(() => ({ app, apiKey }), eventId, { atMost: WAVE });
      const selling = sales.report({ app, apiKey }, WAVE);
      await new Promise((resolve) => setTimeout(resolve, random.between(20, 900)));
      await app.kill9();
      say?.(`kill ${kill + 1} of ${kills}`);
      await Promise.all([registering, selling]);
      if (random.chance(0.2)) await startAndKill({ dataDir, env }, random.between(300, 2_500));
      app = await startApp({ demo: true, dataDir, env });
      if (kill === Math.floor(kills / 2)) {
        await planMailing(app, eventId);
        await texts.cancel({ app, apiKey });
      }
    }
    const { told } = people;
    await people.finish({ app, apiKey }, eventId);
    await sales.reached({ app, apiKey });
    await texts.reached();
    await agreesWithReadModel({ app, apiKey }, eventId, told, CAPACITY);
    const mails = async () => Map.groupBy(await mailboxOf(app), ({ subject }) => subject === MAILING);
    await agreesWithMails(async () => (await mails()).get(false) ?? [], told, 120_000);
    const repeats = (await mailboxOf(app)).reduce((sum, mail) => sum + mail.repeats, 0);
    assert.ok(repeats <= kills * 2 * IN_FLIGHT, `${repeats} mails were repeated after ${kills} kills`);
    const mailed = await eventually("the mailing to be through", async () => {
      const { body } = await (await signedIn(app, await readDemo(app), "owner"))("/dashboard/messages/mailings");
      return />done</.test(body) && ((await mails()).get(true) ?? []);
    }, 120_000);
    await app.stop();
    if (hooks.taken.size < await dueOf(hooks, dataDir)) {
      const rest = await startApp({ demo: true, dataDir, env });
      const told = async () => hooks.taken.size >= await dueOf(hooks, dataDir);
      await eventually("every webhook", told, 60_000).finally(() => rest.stop());
    }
    const log = await openSqliteLogReadOnly({ directory: dataDir });
    try {
      await agreesWithLog(log, eventId, told);
      await agreesWithMailing(log, eventId, told, mailed);
      await texts.agreesWithLog(log);
      hooks.agreesWith(await hooks.due(log));
    } finally {
      await log.close();
    }
  } finally {
    await app.kill9();
    await Promise.all([sales.meta.close(), texts.twilio.close(), hooks.receiver.close()]);
    await discard(dataDir);
  }
}

/** How many webhooks have to be told, as the log says. */
async function dueOf(hooks: Hooks, dataDir: string): Promise<number> {
  const log = await openSqliteLogReadOnly({ directory: dataDir });
  const due = await hooks.due(log);
  await log.close();
  return due.size;
}

const MAILING = "A mailing";

/** Half of the kills come while it goes out, or before. */
async function planMailing(app: RunningApp, eventId: string): Promise<void> {
  const owner = await signedIn(app, await readDemo(app), "owner");
  const { status } = await owner("/dashboard/messages/mailings/new", {
    do: "send",
    event: eventId,
    who: "confirmed",
    tag: "",
    purpose: "transactional",
    language: "en",
    subject: MAILING,
    body: "To everybody, once.",
    sendAt: "",
  });
  assert.equal(status, 303);
}
