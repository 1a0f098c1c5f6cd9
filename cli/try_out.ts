import { type Restored, tryOut } from "../backup/bring_back.ts";
import { tryOutVault } from "../backup/bring_back_vault.ts";
import type { BackupPlace } from "../backup/place.ts";
import { openStores } from "../composition/stores.ts";
import type { Config } from "../config.ts";
import { createAuth } from "../web/identity/auth.ts";
import type { Vault } from "../vault/port.ts";
import { foldAgain, type FoldedAgain } from "./fold_again.ts";

/**
 * What a backup came to when it was brought back. Read models are folded in a Postgres of its own, where this process may start
 * one: a worker of the production shape may not.
 */
export interface TriedOut extends Restored {
  folded: FoldedAgain | null;
}

/** Brings a backup back into a temporary place and compares. @throws when anything is not as it was */
export async function tryOutBackup(
  config: Config,
  { workshop, ...place }: BackupPlace,
  name: string,
  say: (text: string) => void,
): Promise<TriedOut> {
  const { stores, masterKey, backup: { key } } = config;
  const backup = { bytes: place.open(name), name, key };
  const onProgress = (facts: number) => say(`${facts.toLocaleString("en")} facts checked`);
  let folded: FoldedAgain | null = null;
  const finish = async (opened: Parameters<typeof foldAgain>[0]) => {
    if ((await Deno.permissions.query({ name: "run" })).state !== "granted") return;
    folded = await foldAgain(opened, workshop, (share) => say(`${share} % of the read models folded`));
  };
  if (stores.kind === "embedded") {
    return { ...await tryOut({ backup, workshop, masterKey, onProgress, finish }), folded };
  }
  const { log, close } = await openStores(config);
  try {
    return { ...await tryOutVault({ backup, workshop, masterKey, migrateAccounts, log, onProgress, finish }), folded };
  } finally {
    await close();
  }
}

/** Makes sign-in's tables in a vault. */
export async function migrateAccounts(vault: Vault): Promise<void> {
  await createAuth({ vault, baseUrl: "http://localhost" }).migrate();
}
