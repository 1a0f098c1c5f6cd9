import { fillVault, rowsOfVault } from "../vault/copy.ts";
import type { Vault } from "../vault/port.ts";

type Accounts = Vault["accounts"];

/** What is needed to fill a vault in its new place. */
export interface NewVault {
  /** Opens it, made where there is none. */
  open(): Promise<Vault>;
  /** Makes sign-in's tables. */
  migrateAccounts(vault: Vault): Promise<void>;
}

/**
 * Copies a vault, all of it. A copy from an earlier try is made anew.
 * @throws {TypeError} another installation's vault is there
 */
export async function copyVault(from: { id: string; accounts: Accounts }, to: NewVault): Promise<number> {
  const vault = await to.open();
  let filled: number;
  try {
    await to.migrateAccounts(vault);
    if (vault.id !== from.id && await holdsAnybody(vault.accounts)) {
      throw new TypeError("the place to move to is in use: its vault is another installation's");
    }
    filled = await fillVault(vault.accounts, rowsOfVault(from.accounts));
  } finally {
    await vault.close();
  }
  const copy = await to.open();
  try {
    if (copy.id !== from.id) throw new TypeError("the vault did not arrive as it was");
    return filled;
  } finally {
    await copy.close();
  }
}

async function holdsAnybody(accounts: Accounts): Promise<boolean> {
  for await (const { table } of rowsOfVault(accounts)) if (table === "persons" || table === "user") return true;
  return false;
}
