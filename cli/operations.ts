import { issueApiKey } from "../commands/issue_api_key.ts";
import { erasePerson } from "../commands/erase_person.ts";
import type { Caller } from "../commands/deps.ts";
import { Rejected } from "../domain/decider.ts";
import type { PersonId } from "../domain/ids.ts";
import { verifyLog } from "../event_store/seals/verify.ts";
import { INSTALLATION, studioStream } from "../commands/streams.ts";
import type { Core } from "../composition/core.ts";
import { installation } from "../domain/installation/installation.ts";
import { studio } from "../domain/studio/studio.ts";
import type { FoldControl } from "../projections/runtime/control.ts";
import type pg from "pg";
import type { Question } from "./control.ts";
import { tellFacts } from "./facts_operation.ts";
import { tellLog } from "./log_operation.ts";

/** What operations work on. Read models are there only while the product runs. */
export interface Opened {
  core: Core;
  folds?: FoldControl;
  /** How the read models are reached. */
  connection?: pg.ClientConfig;
}

type Operation = (opened: Opened, args: readonly string[], signal: AbortSignal) => AsyncIterable<unknown>;

const operations: Readonly<Record<string, Operation>> = {
  log: ({ core }, args, signal) => tellLog(core.log, args, signal),

  "audit:verify": async function* ({ core }, [studio]) {
    const { signing } = core.vault;
    const progress = new LatestProgress();
    const verdict = verifyLog({
      store: core.log,
      publicKeys: { [signing.keyId]: signing.publicKey },
      studio,
      onProgress: (facts) => progress.set(facts),
    });
    verdict.finally(() => progress.end()).catch(() => {});
    for await (const facts of progress) yield { facts };
    yield await verdict;
  },

  "api-key": async function* ({ core }, [name = "command line", address]) {
    const caller = await ownerOf(core, address);
    const { key } = await issueApiKey(core.commands, caller, { name, scopes: ["read", "write", "personal"] });
    yield { key };
  },

  erase: async function* ({ core }, [email, address]) {
    if (!email) throw new TypeError("erase whom? deno task erase <e-mail> [studio address]");
    const caller = await ownerOf(core, address);
    const personId = await core.vault.findPerson(caller.studioId, email);
    if (!personId) throw new Rejected("person_not_found");
    yield await erased(core, caller, personId);
  },

  hold: async function* ({ core }, _args, signal) {
    const letGo = await core.hold();
    try {
      yield { held: true };
      await aborted(signal);
    } finally {
      letGo();
    }
  },

  retire: async function* ({ core }) {
    await core.hold(); // what moved away is not gone on with by mistake; a start of this process takes up again
    yield { retired: true };
  },

  facts: async function* ({ core, connection }, _args, signal) {
    if (!connection) throw new Error("the product is not running: its read models are folded while it runs");
    yield* tellFacts(core, connection, signal);
  },

  projections: async function* ({ folds }, [verb = "list", name], signal) {
    if (!folds) throw new Error("the product is not running: its read models are folded while it runs");
    const known = await folds.list();
    if (verb === "list") return yield* known;
    if (verb !== "rebuild" || !name) throw new TypeError("deno task projections [list | rebuild <name> | rebuild all]");
    const names = name === "all"
      ? known.map((fold) => fold.name).filter((fold) => !fold.startsWith("reactor_"))
      : [name];
    for (const fold of names) {
      if (!await folds.rebuild(fold)) throw new Error(`there is no projection ${fold}`);
    }
    for (const fold of names) {
      for await (const progress of folds.follow(fold, signal)) yield { fold, progress };
      yield { fold, live: true };
    }
  },
};

/** Answers a question of the command line. @throws {TypeError} words that mean nothing */
export function operate(opened: Opened, { operation, args }: Question, signal: AbortSignal): AsyncIterable<unknown> {
  const found = operations[operation];
  if (!found) throw new TypeError(`there is no operation ${operation}`);
  return found(opened, args, signal);
}

async function erased({ commands }: Core, caller: Caller, personId: PersonId) {
  const { position } = await erasePerson(commands, caller, { personId, reason: "requested" });
  return { personId, position: String(position) };
}

/** The command line acts for a studio's first owner: whoever may read DATA_DIR is trusted with everything in it. */
async function ownerOf({ handle, commands }: Core, address: string | undefined): Promise<Caller> {
  const { studios } = await handle.stateOf(installation, INSTALLATION);
  const opened = await Promise.all(studios.entries().map(([id]) => handle.stateOf(studio, studioStream(id))));
  const open = opened.filter((state) => state.lifecycle === "open");
  const chosen = open.filter((state) => address === undefined || state.settings.address === address);
  const [found] = chosen;
  if (!found) throw new Rejected("studio_not_found");
  if (chosen.length > 1) {
    throw new TypeError(
      `there are several studios, say which: ${chosen.map((state) => state.settings.address).join(", ")}`,
    );
  }
  const owner = found.members.entries().find(([, { role }]) => role === "owner");
  return {
    actor: "cli:operator",
    studioId: found.studioId,
    userId: owner?.[0],
    role: "owner",
    commandId: commands.newId(),
    correlationId: commands.newId(),
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

/** The newest of many numbers, to whoever is ready for one. */
class LatestProgress {
  #latest: number | null = null;
  #ended = false;
  #wake = Promise.withResolvers<void>();

  set(value: number): void {
    this.#latest = value;
    this.#wake.resolve();
  }

  end(): void {
    this.#ended = true;
    this.#wake.resolve();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<number> {
    while (!this.#ended) {
      await this.#wake.promise;
      this.#wake = Promise.withResolvers();
      const value = this.#latest;
      this.#latest = null;
      if (value !== null) yield value;
    }
  }
}
