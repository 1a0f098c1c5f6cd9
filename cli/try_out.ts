import { tryOut } from "../backup/bring_back.ts";
import { tryOutVault } from "../backup/bring_back_vault.ts";
import type { BackupPlace } from "../backup/place.ts";
import type { Restored } from "../backup/bring_back.ts";
import type { Config } from "../config.ts";
import { createAuth } from "../web/identity/auth.ts";
import type { Vault } from "../vault/port.ts";

/** Brings a backup back into a temporary place and compares. @throws when anything is not as it was */
export async function tryOutBackup(
  { stores, masterKey, backup: { key } }: Config,
  { workshop, ...place }: BackupPlace,
  name: string,
  onProgress: (facts: number) => void,
): Promise<Restored> {
  const backup = { bytes: place.open(name), name, key };
  return stores.kind === "embedded"
    ? await tryOut({ backup, workshop, masterKey, onProgress })
    : await tryOutVault({ backup, workshop, masterKey, migrateAccounts });
}

/** Makes sign-in's tables in a vault. */
export async function migrateAccounts(vault: Vault): Promise<void> {
  await createAuth({ vault, baseUrl: "http://localhost" }).migrate();
}
