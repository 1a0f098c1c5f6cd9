import { controlSocket, type Question, serveControl } from "../cli/control.ts";
import { operate } from "../cli/operations.ts";
import { type Config, readConfig } from "../config.ts";
import { reactorFold } from "../reactors/runtime/reactor_fold.ts";
import type { FoldSpec } from "../projections/runtime/fold.ts";
import { startReactors } from "../reactors/runtime/role.ts";
import { reactors as definitions } from "../reactors/all.ts";
import { projections } from "../projections/all.ts";
import { usageOf } from "../projections/studio_usage.ts";
import { createFoldControl } from "../projections/runtime/control.ts";
import { type Application, setApplication } from "../web/application.ts";
import { createApplication } from "./application.ts";
import { type Core, openCore } from "./core.ts";
import { openOperations } from "./operations.ts";
import { openReadModelAccess, type ReadModelAccess } from "./read_models.ts";
import { openStoresThatAnswer } from "./stores.ts";
import { warmUp } from "./warm_up.ts";
import { openReactors, openWorker, skippedBy } from "./worker.ts";

/** The product in this process, opened and working. */
export interface Running {
  application: Application;
  core: Core;
  readModels: ReadModelAccess;
  /** Says where it is reached, once the server listens. */
  listeningAt(url: string): void;
  /** Finishes what is at hand, hands the lead over, closes everything. */
  close(): Promise<void>;
}

let running: Promise<Running> | null = null;

/** Opens everything the configuration names; the same promise for every caller of the process. */
export function start(config?: Config, options: { demo?: boolean } = {}): Promise<Running> {
  running ??= open(config ?? readConfig(Deno.env.toObject(), Deno.args), options);
  return running;
}

async function open(config: Config, { demo }: { demo?: boolean }): Promise<Running> {
  const closers: (() => Promise<void>)[] = [];
  const opened = <T extends { close(): Promise<void> }>(part: T): T => {
    closers.unshift(() => part.close());
    return part;
  };
  const close = async () => {
    setApplication(null);
    const failures: unknown[] = [];
    for (const closer of closers) await closer().catch((error) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  };
  try {
    const core = opened(await openCore(config, await openStoresThatAnswer(config), { demo }));
    // meanwhile the read models' server starts
    if (config.roles.includes("web")) warmUp(core);
    await startReactors(core.handle, definitions);
    let recheck = () => {};
    const readModels = opened(await openReadModelAccess(config, () => recheck()));
    const folds = createFoldControl({
      pool: readModels.pool,
      store: core.log,
      folds: [...projections, ...definitions.map(reactorFold)] as FoldSpec[],
      skipped: skippedBy(core),
    });
    core.commands.usageOf = async (studioId) => {
      const [used] = await usageOf(readModels.db, core.commands.now().slice(0, 10), studioId);
      return used ?? { events: 0, registrations: 0 };
    };
    const publicUrl = () => application.baseUrl;
    const operations = opened(await openOperations(core, readModels, folds, publicUrl));
    const application: Application = await createApplication(
      core,
      readModels,
      folds,
      operations,
      config.baseUrl ?? `http://localhost:${config.port}`,
    );
    opened(application.visits);
    const reactors = opened(openReactors(core, readModels, publicUrl));
    if (config.roles.includes("worker")) {
      const worker = openWorker(core, readModels, reactors, operations);
      recheck = () => worker.recheck();
      closers.unshift(() => worker.stop());
    }
    setApplication(application);
    if (config.stores.kind === "embedded") {
      const asked = { core, folds, connection: readModels.connection };
      const answering = (question: Question, signal: AbortSignal) => operate(asked, question, signal);
      opened(await serveControl(controlSocket(config.dataDir), answering));
    }
    return {
      application,
      core,
      readModels,
      listeningAt: (url) => void (application.baseUrl = config.baseUrl ?? url),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
