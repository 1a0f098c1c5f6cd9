import assert from "node:assert/strict";
import { projections } from "../../projections/all.ts";
import { placeFor } from "../../projections/runtime/postgres_place.ts";
import { discard, limitFiles, readDemo, type RunningApp, startApp } from "../support/app.ts";
import { publishedEvent } from "../support/client.ts";
import { metaServer } from "../support/platforms/meta.ts";
import { runProgram } from "../support/program.ts";
import { type Random, seeded } from "../support/random.ts";
import { agreesWithEverything, mailsAgree } from "./long_agreement.ts";
import { after, Load } from "./load.ts";
import { Sales } from "./sales.ts";

/**
 * Four hours of a busy installation take twenty minutes here, less time less of them: 2,700 registrations, 24,000 looks at
 * pages, 400 cancellations, 130 new titles and some sales, each after the other without the pauses between.
 */
const CLIENTS = 8;
const PAUSE = 350;
const CAPACITIES = [40, 100, 400, 2_000];
/** Milliseconds between two disturbances. */
const CALM = [4_000, 14_000] as const;

const disturbances = ["kill", "kill", "freeze", "full disk", "database killed", "clean restart"] as const;
type Disturbance = typeof disturbances[number];

/**
 * An installation under mixed load for so many minutes, disturbed all the time; then what everybody was told is held against
 * log, read models, mailbox and what a platform has heard.
 * @throws (assertion) at the first thing that was lost, doubled or told wrongly
 */
export async function longTest(
  { seed, minutes, say }: { seed: number; minutes: number; say: (line: string) => void },
): Promise<void> {
  const random = seeded(seed);
  const sales = new Sales(await metaServer());
  const env = { META_API_URL: sales.meta.url };
  const options = { demo: true, mayBeLimited: true, env };
  let app = await startApp(options);
  const { dataDir } = app;
  try {
    const { apiKey } = await readDemo(app);
    const client = () => ({ app, apiKey });
    const events: string[] = [];
    for (const capacity of CAPACITIES) {
      events.push(await publishedEvent(client(), { capacity, title: `${capacity} seats` }));
    }
    await sales.connect(client());
    const load = new Load(random, client, events);
    const ending = new AbortController();
    const working = [load.run(ending.signal, { clients: CLIENTS, pause: PAUSE }), sell(sales, client, ending.signal)];
    const happened = new Map<Disturbance, number>();
    let analysing: Promise<void> = Promise.resolve();
    try {
      for (const until = performance.now() + minutes * 60_000; performance.now() < until;) {
        await Promise.race([after(random.between(...CALM)), ...working]);
        const what = disturbances[random.between(0, disturbances.length - 1)]!;
        if (what === "clean restart") await analysing;
        app = await disturb(what, app, random, () => startApp({ ...options, dataDir }));
        happened.set(what, (happened.get(what) ?? 0) + 1);
        if (random.chance(0.2)) analysing = analyse(dataDir, random);
      }
    } finally {
      ending.abort();
    }
    await Promise.all([...working, analysing]);
    await load.finish();
    say(
      `${load.registered.length} registrations, ${load.registered.filter(({ cancel }) => cancel).length} cancellations`,
    );
    say(`${load.looks} looks at pages; ${[...happened].map(([what, n]) => `${n} × ${what}`).join(", ")}`);
    await sales.reached(client());
    const mails = await mailsAgree(app, load.registered);
    await agreesWithEverything({
      client: client(),
      dataDir,
      events,
      capacities: CAPACITIES,
      registered: load.registered,
      mails,
    });
    assert.equal((await app.stop()).code, 0, app.output());
    const tried = await runProgram("backup", [`${dataDir}/after.tar`, "--verify", "--json"], { DATA_DIR: dataDir });
    assert.equal(tried.code, 0, tried.stderr);
    assert.equal(JSON.parse(tried.stdout).tried.folded.complete, projections.length);
    await discard(dataDir);
  } catch (error) {
    say(`what is left is in ${dataDir}, and the process said:\n${app.output().slice(-4_000)}`);
    throw error;
  } finally {
    await app.kill9();
    await sales.meta.close();
  }
}

/** One thing that goes wrong, and its end. Gives the process that goes on. */
async function disturb(
  what: Disturbance,
  app: RunningApp,
  random: Random,
  start: () => Promise<RunningApp>,
): Promise<RunningApp> {
  switch (what) {
    case "kill":
      await app.kill9();
      return await start();
    case "clean restart": {
      const from = performance.now();
      assert.equal((await app.stop()).code, 0, app.output());
      assert.ok(performance.now() - from < 12_000, "it took longer than ten seconds to end");
      return await start();
    }
    case "freeze":
      Deno.kill(app.pid, "SIGSTOP");
      await after(random.between(500, 15_000));
      Deno.kill(app.pid, "SIGCONT");
      return app;
    case "full disk":
      await limitFiles(app, 1);
      await after(random.between(500, 6_000));
      await limitFiles(app, null);
      return app;
    case "database killed": {
      const { data } = await placeFor(app.dataDir);
      const [pid] = (await Deno.readTextFile(`${data}/postmaster.pid`).catch(() => "")).split("\n");
      if (Number(pid) > 0) Deno.kill(Number(pid), "SIGKILL");
      return app;
    }
  }
}

/** An analyst rebuilds a read model, or a backup is made; a kill may end either. */
async function analyse(dataDir: string, random: Random): Promise<void> {
  if (random.chance(0.5)) {
    const { name } = projections[random.between(0, projections.length - 1)]!;
    await runProgram("projections", ["rebuild", name], { DATA_DIR: dataDir });
  } else {
    const made = await runProgram("backup", [`${dataDir}/backups`, "--json"], { DATA_DIR: dataDir });
    assert.equal(made.code, 0, made.stderr);
  }
}

async function sell(sales: Sales, client: () => Parameters<Sales["report"]>[0], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sales.report(client(), 3);
    await after(5_000);
  }
}
