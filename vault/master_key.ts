import { Buffer } from "node:buffer";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { type Key, WrongMasterKey } from "./port.ts";

/** Reads 32 bytes from 64 hex digits or base64 (either alphabet). @throws {WrongMasterKey} */
export function parseMasterKey(text: string): Key {
  const trimmed = text.trim();
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return Buffer.from(trimmed, "hex");
  if (/^[\w+/-]{43}=?$/.test(trimmed)) return Buffer.from(trimmed, "base64");
  throw new WrongMasterKey("MASTER_KEY must be 32 bytes, as 64 hex digits or as base64");
}

/** Where a generated key is kept. */
export function masterKeyFile(dataDir: string): string {
  return join(dataDir, "master.key");
}

/**
 * The key from the environment, else the one in `DATA_DIR/master.key`, which is made (mode 0600) where there is no vault yet.
 * @throws {WrongMasterKey} the vault is there and its key is not
 */
export async function loadMasterKey(dataDir: string, fromEnvironment: string | null): Promise<Key> {
  if (fromEnvironment !== null) return parseMasterKey(fromEnvironment);
  const file = masterKeyFile(dataDir);
  const found = await Deno.readTextFile(file).catch(ignoreMissing);
  if (found !== undefined) return parseMasterKey(found);
  if (await Deno.stat(vaultFile(dataDir)).catch(ignoreMissing)) {
    throw new WrongMasterKey(
      `${vaultFile(dataDir)} needs the key it was made with: set MASTER_KEY or bring ${file} back`,
    );
  }
  await Deno.mkdir(dataDir, { recursive: true });
  await makeKeyFile(file);
  return parseMasterKey(await Deno.readTextFile(file));
}

/** Where the embedded vault of a directory is. */
export function vaultFile(dataDir: string): string {
  return join(dataDir, "vault.sqlite");
}

/** On the disk before it has its name, so that no half of it is ever read; another process's is left as it is. */
async function makeKeyFile(file: string): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  const writing = await Deno.open(draft, { createNew: true, write: true, mode: 0o600 });
  await writing.write(Buffer.from(randomBytes(32).toString("hex") + "\n"));
  await writing.sync();
  writing.close();
  try {
    await Deno.link(draft, file);
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  } finally {
    await Deno.remove(draft);
  }
}

function ignoreMissing(error: unknown): undefined {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
