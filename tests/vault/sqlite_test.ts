import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { loadMasterKey, parseMasterKey, vaultFile } from "../../vault/master_key.ts";
import { WrongMasterKey } from "../../vault/port.ts";
import { openSqliteVault, openVaultIn } from "../../vault/vault.ts";
import { vaultContract } from "./contract.ts";

vaultContract("SQLite vault", async () => {
  const dataDir = await Deno.makeTempDir({ prefix: "vault-" });
  return {
    open: (options) => openSqliteVault({ dataDir, ...options }),
    remove: () => Deno.remove(dataDir, { recursive: true }),
  };
});

Deno.test("a master key is made once, for its owner's eyes only, and never in place of a lost one", async () => {
  const dataDir = await Deno.makeTempDir({ prefix: "vault-" });
  const keys = await Promise.all(Array.from({ length: 5 }, () => loadMasterKey(dataDir, null)));
  assert.equal(new Set(keys.map((key) => key.toBase64())).size, 1);
  assert.equal((await Deno.stat(`${dataDir}/master.key`)).mode! & 0o777, 0o600);
  await (await openVaultIn(dataDir, null)).close();
  assert.equal((await Deno.stat(vaultFile(dataDir))).mode! & 0o777, 0o600);
  await Deno.remove(`${dataDir}/master.key`);
  await assert.rejects(() => openVaultIn(dataDir, null), WrongMasterKey);
  await (await openVaultIn(dataDir, keys[0]!.toHex())).close();
  await Deno.remove(dataDir, { recursive: true });
});

Deno.test("a master key is read as hex or base64, and nothing else is one", () => {
  const bytes = new Uint8Array(32).fill(251);
  for (const text of [bytes.toHex(), bytes.toBase64(), ` ${bytes.toBase64({ alphabet: "base64url" })}\n`]) {
    assert.deepEqual(new Uint8Array(parseMasterKey(text)), bytes);
  }
  for (const text of ["", "secret", bytes.toHex().slice(2), bytes.toBase64() + "AAAA"]) {
    assert.throws(() => parseMasterKey(text), WrongMasterKey);
  }
});

Deno.test("a vault that a newer program wrote is not touched", async () => {
  const dataDir = await Deno.makeTempDir({ prefix: "vault-" });
  await (await openVaultIn(dataDir, null)).close();
  const file = new DatabaseSync(vaultFile(dataDir));
  file.exec("pragma user_version = 999");
  file.close();
  await assert.rejects(() => openVaultIn(dataDir, null), /newer version/);
  await Deno.remove(dataDir, { recursive: true });
});
