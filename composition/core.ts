import { join } from "node:path";
import type { CommandDeps } from "../commands/deps.ts";
import type { Config } from "../config.ts";
import { catalogue } from "../domain/catalogue.ts";
import { Rejected } from "../domain/decider.ts";
import { installation } from "../domain/installation/installation.ts";
import { type Codec, createCodec } from "../event_store/codec.ts";
import { createHandle, type Handle } from "../event_store/handle.ts";
import { holdable } from "../event_store/holdable.ts";
import type { Position } from "../event_store/port.ts";
import { fileSnapshots, type SnapshotStore } from "../event_store/snapshots.ts";
import { type FollowingDirectory, followLog } from "../web/directory.ts";
import { createGuardedFetch, createJudge, type GuardedFetch, type Judge } from "../gateways/outgoing/guarded_fetch.ts";
import { createTraffic, type Traffic } from "../web/traffic.ts";
import { measuredHandle, measuredStore } from "../operations/measured.ts";
import type { Metrics } from "../operations/metrics.ts";
import { productMetrics } from "../operations/product_metrics.ts";
import { logLine } from "./log_line.ts";
import type { Stores } from "./stores.ts";

/** What it takes to decide commands: enough for the command line, without read models. */
export interface Core extends Stores {
  config: Config;
  codec: Codec;
  handle: Handle;
  snapshots: SnapshotStore;
  directory: FollowingDirectory;
  /** Whether people are served by this process right now. */
  traffic: Traffic;
  commands: CommandDeps;
  /** For requests to addresses that people have typed in. */
  outgoing: GuardedFetch;
  /** Whether such an address may be asked at all. */
  mayReach: Judge;
  /** Takes nothing into the log until let go. */
  hold(): Promise<() => void>;
  /** What this process has measured of itself. */
  metrics: Metrics;
  /** End of the log when this process opened it. */
  openedAt: Position;
  /** Whether this installation was made by `deno task demo`. */
  demo: boolean;
}

export interface CoreOptions {
  /** Marks an installation that begins now as the demo's. */
  demo?: boolean;
}

/**
 * Codec, `handle`, directory of members over opened stores; names the installation in an empty log.
 * @throws {Rejected} `vault_mismatch` when the vault belongs to another log
 */
export async function openCore(config: Config, stores: Stores, options: CoreOptions = {}): Promise<Core> {
  const { vault } = stores;
  const metrics = productMetrics();
  const { store, hold } = holdable(stores.log);
  const log = measuredStore(store, metrics);
  const codec = createCodec({ catalogue, keys: vault });
  const snapshots = fileSnapshots(join(config.dataDir, "snapshots"));
  const handle = measuredHandle(createHandle({ store: log, codec, snapshots }), metrics);
  const openedAt = await log.head();
  const { demo } = await startInstallation(handle, vault.id, options.demo ?? false);
  const following = new AbortController();
  const { directory, ready, ended } = followLog({ store: log, codec, signal: following.signal });
  ended.catch((error) => logLine("error", "the directory of members no longer follows the log", { error }));
  await ready;
  const commands: CommandDeps = {
    handle,
    vault,
    now: () => new Date().toISOString(),
    newId: () => crypto.randomUUID(),
  };
  return {
    ...stores,
    log,
    metrics,
    hold,
    config,
    codec,
    handle,
    snapshots,
    directory,
    traffic: createTraffic(),
    commands,
    outgoing: createGuardedFetch({ allow: config.outgoingAllow }),
    mayReach: createJudge({ allow: config.outgoingAllow }),
    openedAt,
    demo,
    async close() {
      following.abort();
      await ended.catch(() => {});
      await stores.close();
    },
  };
}

async function startInstallation(handle: Handle, vaultId: string, demo: boolean): Promise<{ demo: boolean }> {
  const { state } = await handle(installation, "installation", {
    type: "StartInstallation",
    at: new Date().toISOString(),
    vaultId,
    demo,
  }, {
    actor: "system",
    studio: null,
    correlationId: crypto.randomUUID(),
    causationId: null,
    commandId: crypto.randomUUID(),
  });
  if (state.vaultId !== vaultId) throw new Rejected("vault_mismatch");
  return { demo: state.demo };
}
